/** What one reply does to one claim. Pure. */
import type { ExchangeReply, MutationResult } from '#shared/protocol/exchange.ts';
import { claimOfView, joinClaimEdits, mergeClaimView, type ClaimDraft } from './claim-draft.ts';
import type { Changes, OpenedEntry, OpenedRecord } from './record-change.ts';

type Reply = Pick<ExchangeReply, 'results' | 'changes'>;

/** A server that loses the same files again and again is told to a person. */
const mostTries = 3;

/** Whether a record is a claim: as it lies here, as the reply says, or by what waits for it. */
export function isClaim(record: OpenedRecord, reply: Reply): boolean {
	return (
		record.claim !== null ||
		record.entries.some(({ mutation }) => mutation.kind.startsWith('claim.')) ||
		reply.changes.some(({ kind, id }) => kind === 'claim' && id === record.id)
	);
}

interface Settling {
	draft: ClaimDraft | null;
	removed: boolean;
	left: OpenedEntry[];
	drop: number[];
	/** Files that the server does not hold after all. */
	sendAgain: string[];
}

function takeApplied(at: Settling, { mutation }: OpenedEntry): void {
	if (!at.draft) return;
	if (mutation.kind === 'claim.remove') at.draft = null;
	else {
		const submissionTaken = at.draft.submissionTaken || mutation.kind === 'claim.submit';
		at.draft = { ...at.draft, held: true, submissionTaken };
	}
}

/** What was typed and photographed stays: a refused edit is kept beside the claim, to go with the next one. */
function takeRefused(at: Settling, { mutation }: OpenedEntry, result: MutationResult): void {
	if (!at.draft) return;
	if (mutation.kind === 'claim.submit') {
		const { submission } = at.draft;
		// The server lost what it had acknowledged, or another phone has yet to send it: up again, and in again.
		if (result.code === 'claim.document-missing' && submission && submission.tries < mostTries) {
			at.sendAgain.push(...(result.missing ?? []));
			at.draft = {
				...at.draft,
				submission: { ...submission, isQueued: false, tries: submission.tries + 1 },
			};
			return;
		}
		at.draft = { ...at.draft, submission: null };
	}
	const place = result.path === undefined ? {} : { path: result.path };
	at.draft = { ...at.draft, refusal: at.draft.refusal ?? { code: result.code ?? 'server.bug', ...place } };
	if (mutation.kind === 'claim.edit') at.draft.owedEdit = joinClaimEdits(at.draft.owedEdit, mutation.body);
	if (mutation.kind === 'claim.remove') at.removed = false;
}

function settle(at: Settling, results: MutationResult[]): void {
	const resultBySequence = new Map(results.map((result) => [result.sequence, result]));
	let refused: MutationResult | undefined;
	const left: OpenedEntry[] = [];
	for (const entry of at.left) {
		const result = entry.sequence === null ? refused : resultBySequence.get(entry.sequence);
		if (!result) {
			left.push(entry);
			continue;
		}
		at.drop.push(entry.n);
		if (result.status === 'applied') takeApplied(at, entry);
		else {
			refused ??= result;
			takeRefused(at, entry, result);
		}
	}
	at.left = left;
}

/** Results first, then the server's view with what is still unsent on top. */
export function applyReplyToClaim(record: OpenedRecord, reply: Reply, nowMs: number): Changes {
	const { owner, id } = record;
	const at: Settling = {
		draft: record.claim,
		removed: record.removed,
		left: record.entries,
		drop: [],
		sendAgain: [],
	};
	settle(at, reply.results);
	const change = reply.changes.findLast((found) => found.kind === 'claim' && found.id === id);
	if (change?.kind === 'claim') {
		const unsent = at.left.flatMap(({ mutation }) => (mutation.kind === 'claim.edit' ? [mutation.body] : []));
		const hasLocalWork = unsent.length > 0 || (at.draft?.owedEdit ?? null) !== null;
		// One that was just removed here may still be in an older page: the removal stands.
		const isGone = record.claim !== null && at.draft === null;
		if (change.view && !isGone) {
			at.draft = mergeClaimView(at.draft ?? claimOfView(change.view), change.view, unsent);
		} else if (!change.view) {
			at.draft = hasLocalWork && at.draft ? { ...at.draft, server: null, updatedAtMs: nowMs } : null;
		}
	}
	return {
		claims: [{ owner, id, content: at.draft, removed: at.removed }],
		outbox: { drop: at.drop },
		sendAgain: at.sendAgain.map((hash) => ({ owner, hash })),
	};
}
