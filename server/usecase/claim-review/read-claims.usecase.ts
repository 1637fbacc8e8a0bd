import type { ClaimAct } from '#shared/domain/claim/claim-review.ts';
import { hashesOf } from '#shared/domain/claim/claim.ts';
import { RefusalError } from '#shared/errors/refusal.ts';
import type {
	ClaimCase,
	ClaimConflict,
	ClaimQueue,
	ClaimQueueInput,
	ClaimQueueRow,
} from '#shared/protocol/claim-review.ts';
import type { AccountActor } from '../actor.ts';
import { asHandedIn } from '../claim/handed-in.ts';
import type { ClaimRow } from '../claim/ports.ts';
import { wordOn } from '../claim/view-claim.ts';
import { parseAfter } from '../page-after.ts';
import type { Services, Tx } from '../ports.ts';
import { withNumbersMasked } from '../review/hidden-values.ts';
import { claimClock } from './claim-clock.ts';
import { claimNumbers } from './claim-numbers.ts';
import { yearTotals } from './year-totals.ts';

const pageSize = 50;

/** Claims of one state, oldest first: the clock that runs out first stands first. The look is written down. */
export async function readClaimQueue(call: {
	services: Services;
	actor: AccountActor;
	query: ClaimQueueInput;
}): Promise<ClaimQueue> {
	const { services, actor, query } = call;
	// Drafts are nobody's but their owner's.
	if (query.state === 'draft') throw new RefusalError({ code: 'request.malformed', path: 'state' });
	const from = parseAfter(query.after);
	return services.uow.run(actor, async (tx) => {
		const page = await tx.claims.queue({
			state: query.state,
			after: from && { submittedAtMs: from.atMs, id: from.id },
			limit: pageSize + 1,
		});
		const shown = page.rows.slice(0, pageSize);
		const last = shown.at(-1);
		await tx.audit.append({
			atMs: services.clock.nowMs(),
			actor: actor.accountId,
			act: 'claim.queue',
			subject: null,
			detail: { state: query.state, rows: shown.length },
		});
		const next = page.rows.length > pageSize && last ? `${last.submittedAtMs}.${last.id}` : null;
		return { rows: shown.map((row) => queueRow(services, row)), next, total: page.total };
	});
}

function queueRow(services: Services, row: ClaimRow): ClaimQueueRow {
	return {
		id: row.id,
		name: row.claimant?.name ?? '',
		schemeId: row.schemeId,
		claimKind: row.claimKind,
		state: row.state,
		submittedOn: row.submittedOn ?? '',
		submittedAtMs: row.submittedAtMs ?? 0,
		clock: claimClock(services, row),
	};
}

/** One claim with everything that a reviewer judges by, numbers masked. Each look is written down. Throws `request.not-found`. */
export async function readClaim(call: {
	services: Services;
	actor: AccountActor;
	id: string;
}): Promise<ClaimCase> {
	const { services, actor, id } = call;
	return services.uow.run(actor, async (tx) => {
		const stored = await tx.claims.get(id);
		if (!stored || stored.state === 'draft') throw new RefusalError({ code: 'request.not-found' });
		await tx.audit.append({
			atMs: services.clock.nowMs(),
			actor: actor.accountId,
			act: 'claim.read',
			subject: id,
			detail: {},
		});
		const acts = await tx.claimActs.list(id);
		const row = asHandedIn(stored, acts);
		const roleOf = (accountId: string) =>
			accountId === row.ownerAccountId ? 'owner' : accountId === actor.accountId ? 'self' : 'staff';
		const shown: ClaimCase = {
			id,
			revision: row.revision,
			schemeId: row.schemeId,
			claimKind: row.claimKind,
			state: row.state,
			claimant: row.claimant ?? { name: '', idNumber: '' },
			fields: row.fields,
			documents: row.documents,
			pdfs: await pdfsOf(tx, row),
			submittedOn: row.submittedOn ?? '',
			submittedAtMs: row.submittedAtMs ?? 0,
			decidedOn: row.decidedOn,
			review: await wordOn(tx, row),
			valuation: row.valuation,
			acts: acts.map(({ accountId, atMs, content }) => ({
				by: roleOf(accountId),
				atMs,
				content: withoutHandedIn(content),
			})),
			totals: await yearTotals(tx, row),
			conflicts: await conflictsOf(tx, row),
			clock: claimClock(services, row),
			secondPersonAboveFen: services.claimReview.secondPersonAboveFen,
		};
		return withNumbersMasked(shown, [claimNumbers(stored, acts), stored.fields]);
	});
}

/** The whole claim once more is nothing that its history shows. */
function withoutHandedIn(content: ClaimAct): ClaimAct {
	return content.act === 'submit' ? { act: 'submit', files: content.files } : content;
}

async function pdfsOf(tx: Tx, row: ClaimRow): Promise<string[]> {
	const pdfs: string[] = [];
	for (const hash of hashesOf(row.documents)) {
		const document = await tx.documents.get(row.ownerAccountId, hash);
		if (document?.type === 'application/pdf') pdfs.push(hash);
	}
	return pdfs;
}

/** Of each other claim one line for receipts and one for files. Whose it is nobody is told, but whether the same person's. */
async function conflictsOf(tx: Tx, row: ClaimRow): Promise<ClaimConflict[]> {
	const papersOf = (hash: string) =>
		Object.keys(row.documents).filter((key) => row.documents[key]!.includes(hash));
	const lines = new Map<string, ClaimConflict>();
	for (const found of await tx.claims.conflicts(row)) {
		const { kind, claim } = found;
		const what = found.kind === 'receipt' ? [found.number] : papersOf(found.hash);
		const key = `${kind} ${claim.id}`;
		const earlier = lines.get(key)?.what ?? [];
		lines.set(key, {
			kind,
			what: [...new Set([...earlier, ...what])],
			claimId: claim.id,
			claimKind: claim.claimKind,
			state: claim.state,
			isSamePerson: claim.ownerAccountId === row.ownerAccountId,
			submittedOn: claim.submittedOn ?? '',
		});
	}
	return [...lines.values()];
}
