/** What a reply makes of a record of any kind, of one that does not open, and of several together. Pure. */
import { isClaimEditable } from '#shared/domain/claim/claim-state.ts';
import type { ExchangeReply } from '#shared/protocol/exchange.ts';
import { applyReplyToRecord } from './apply-reply.ts';
import { applyReplyToClaim, isClaim } from './apply-to-claim.ts';
import { applyReplyToHandOver, isHandOver } from './apply-to-hand-over.ts';
import { applyReplyToNotice, isNotice } from './apply-to-notice.ts';
import type { Changes, OpenedRecord } from './record-change.ts';

type Reply = Pick<ExchangeReply, 'results' | 'changes'>;

/** What of a reply is about each record: looked up once, and not a thousand results for each of a thousand records. */
export function partsOf({ results, changes }: Reply): (record: OpenedRecord) => Reply {
	const resultBySequence = new Map(results.map((result) => [result.sequence, result]));
	const changesOf = new Map(changes.map(({ id }): [string, Reply['changes']] => [id, []]));
	for (const change of changes) changesOf.get(change.id)!.push(change);
	return ({ id, entries }) => ({
		results: entries.flatMap(({ sequence }) => {
			const result = sequence === null ? undefined : resultBySequence.get(sequence);
			return result ? [result] : [];
		}),
		changes: changesOf.get(id) ?? [],
	});
}

export function applyTo(
	record: OpenedRecord,
	reply: Reply,
	nowMs: number,
): Changes & { isGap?: boolean; toldId?: string | null } {
	if (isNotice(record, reply)) return applyReplyToNotice(record, reply);
	if (isHandOver(record)) return applyReplyToHandOver(record, reply, nowMs);
	const made = isClaim(record, reply)
		? applyReplyToClaim(record, reply, nowMs)
		: applyReplyToRecord(record, reply, nowMs);
	return record.spoiled?.kind ? applyToSpoiled(record, reply, made) : made;
}

/** The server's view takes the place of a row that does not open; until it is told, it is asked for. */
function applyToSpoiled(
	{ owner, id, spoiled, entries }: OpenedRecord,
	{ results, changes }: Reply,
	made: Changes,
): Changes & { isGap?: boolean } {
	const refused = new Set(
		results.flatMap(({ sequence, status }) => (status === 'refused' ? [sequence] : [])),
	);
	const lost = entries.filter(({ sequence }) => sequence !== null && refused.has(sequence)).map(({ n }) => n);
	const isTold = changes.some((change) => change.id === id);
	// What was typed and then refused lay in the row alone, and so did the wish to hand a claim in once its files are there.
	const isOpenClaim = changes.some(
		({ kind, id: of, view }) => kind === 'claim' && of === id && view && isClaimEditable(view.state),
	);
	const isWhole = isTold && (spoiled!.isRefused || isOpenClaim);
	const aside = isWhole || lost.length > 0 ? [{ owner, id, isWhole, entries: lost, isTold: false }] : [];
	return isTold ? { ...made, aside } : { outbox: { drop: made.outbox?.drop ?? [] }, aside, isGap: true };
}

export function joinChanges(
	parts: Changes[],
	also: () => Promise<void>,
): Changes & { outbox: { drop: number[] } } {
	return {
		records: parts.flatMap((part) => part.records ?? []),
		claims: parts.flatMap((part) => part.claims ?? []),
		sendAgain: parts.flatMap((part) => part.sendAgain ?? []),
		outbox: { drop: parts.flatMap((part) => part.outbox?.drop ?? []) },
		views: parts.flatMap((part) => part.views ?? []),
		aside: parts.flatMap((part) => part.aside ?? []),
		stubs: parts.flatMap((part) => part.stubs ?? []),
		also,
	};
}
