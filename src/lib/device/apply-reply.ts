/** What one reply does to one record. Pure. */
import type { ExchangeReply, MutationResult } from '#shared/protocol/exchange.ts';
import type { EnrollmentView } from '#shared/protocol/view.ts';
import { draftOfView, joinEdits, mergeView, viewAfter, wholeEdit, type DraftContent } from './draft.ts';
import type { Changes, OpenedEntry, OpenedRecord } from './record-change.ts';

interface Settling {
	draft: DraftContent | null;
	removed: boolean;
	left: OpenedEntry[];
	drop: number[];
	/** The server's view as the results tell it; null: they do not. */
	told: EnrollmentView | null;
	/** A result told of a view that does not follow the one that is held. */
	isGap: boolean;
}

function takeApplied(at: Settling, entry: OpenedEntry, { revision, updatedAtMs }: MutationResult): void {
	if (!at.draft) return;
	if (entry.mutation.kind === 'enrollment.remove') {
		at.draft = null;
		return;
	}
	at.draft = { ...at.draft, held: true };
	if (entry.mutation.kind === 'enrollment.edit') {
		const { record, body } = entry.mutation;
		const before = at.told ?? at.draft.server;
		// Without a revision more has happened than the edit says: its view is still to come.
		const isTold = revision !== undefined && updatedAtMs !== undefined;
		at.told = isTold ? viewAfter(record, before, body, { revision, updatedAtMs }) : null;
		at.isGap ||= isTold && at.told === null;
	}
	if (entry.mutation.kind === 'enrollment.submit') at.draft.submissionTaken = true;
	if (entry.mutation.kind === 'enrollment.withdraw') at.draft.withdrawal = { isTaken: true };
}

/** What was typed stays: a refused edit is kept beside the draft, to go with the next one. */
function takeRefused(at: Settling, entry: OpenedEntry, result: MutationResult): void {
	if (!at.draft) return;
	if (entry.mutation.kind === 'enrollment.remove' && result.code === 'request.not-found') {
		at.draft = null;
		return;
	}
	const refusal = at.draft.refusal ?? { code: result.code ?? 'server.bug', ...placeOf(result) };
	at.draft = { ...at.draft, refusal };
	const { mutation } = entry;
	if (mutation.kind === 'enrollment.edit') at.draft.owedEdit = joinEdits(at.draft.owedEdit, mutation.body);
	// The server does not hold the record any more: what goes next makes it anew, whole.
	if (result.code === 'request.not-found') {
		at.draft.held = false;
		at.draft.owedEdit = wholeEdit(at.draft);
	}
	if (mutation.kind === 'enrollment.submit') at.draft.submission = null;
	if (mutation.kind === 'enrollment.withdraw') at.draft.withdrawal = null;
	if (mutation.kind === 'enrollment.remove') at.removed = false;
}

const placeOf = ({ path, other }: MutationResult) => ({
	...(path === undefined ? {} : { path }),
	...(other === undefined ? {} : { other }),
});

function settle(at: Settling, results: MutationResult[]): void {
	const resultBySequence = new Map(results.map((result) => [result.sequence, result]));
	let refused: MutationResult | null = null;
	const left: OpenedEntry[] = [];
	for (const entry of at.left) {
		const result = entry.sequence === null ? undefined : resultBySequence.get(entry.sequence);
		// Entries made after the refused one share its fate: the server would judge them without their ground.
		const verdict: MutationResult | undefined =
			result ?? (refused && entry.sequence === null ? refused : undefined);
		if (!verdict) {
			left.push(entry);
			continue;
		}
		at.drop.push(entry.n);
		if (verdict.status === 'applied') takeApplied(at, entry, verdict);
		else {
			refused ??= verdict;
			takeRefused(at, entry, verdict);
		}
	}
	at.left = left;
}

/** Results first, then the server's view with what is still unsent on top. */
export function applyReplyToRecord(
	record: OpenedRecord,
	reply: Pick<ExchangeReply, 'results' | 'changes'>,
	nowMs: number,
): Changes & { isGap: boolean; toldId: string | null } {
	const at: Settling = {
		draft: record.content,
		removed: record.removed,
		left: record.entries,
		drop: [],
		told: null,
		isGap: false,
	};
	settle(at, reply.results);
	const views = reply.changes.filter((change) => change.kind === 'enrollment' && change.id === record.id);
	const change = views.at(-1);
	const unsent = at.left.flatMap(({ mutation }) =>
		mutation.kind === 'enrollment.edit' ? [mutation.body] : [],
	);
	if (change?.kind === 'enrollment') {
		const hasLocalWork = unsent.length > 0 || (at.draft?.owedEdit ?? null) !== null;
		if (change.view) {
			// A record that was just removed here may still be in an older page: the removal stands.
			const isGone = record.content !== null && at.draft === null;
			if (!isGone) at.draft = mergeView(at.draft ?? draftOfView(change.view), change.view, unsent);
		} else at.draft = hasLocalWork && at.draft ? { ...at.draft, server: null, updatedAtMs: nowMs } : null;
	}
	if (!change && at.told && at.draft) at.draft = mergeView(at.draft, at.told, unsent);
	const target = { owner: record.owner, id: record.id };
	return {
		isGap: at.isGap && !change,
		toldId: at.told && at.draft ? record.id : null,
		records: [{ ...target, content: at.draft, removed: at.removed }],
		outbox: { drop: at.drop },
	};
}
