/** What one reply does to one notice. Pure. */
import type { ExchangeReply } from '#shared/protocol/exchange.ts';
import type { Changes, OpenedRecord } from './record-change.ts';

type Reply = Pick<ExchangeReply, 'results' | 'changes'>;

/** Whether a record is a notice: as it lies here, as the reply says, or by what waits for it. */
export function isNotice(record: OpenedRecord, reply: Reply): boolean {
	return (
		record.notice !== null ||
		record.entries.some(({ mutation }) => mutation.kind === 'notice.read') ||
		reply.changes.some(({ kind, id }) => kind === 'notice' && id === record.id)
	);
}

/**
 * Takes the server's view; what was read here stays read. A refused reading is let go: nobody typed it, and
 * nobody could mend it.
 */
export function applyReplyToNotice(record: OpenedRecord, reply: Reply): Changes {
	const { owner, id, notice, entries } = record;
	const settled = new Set(reply.results.map(({ sequence }) => sequence));
	const drop = entries.filter(({ sequence }) => sequence !== null && settled.has(sequence)).map(({ n }) => n);
	const change = reply.changes.findLast((found) => found.kind === 'notice' && found.id === id);
	if (change?.kind !== 'notice') return { outbox: { drop } };
	const view = change.view && { ...change.view, readAtMs: change.view.readAtMs ?? notice?.readAtMs ?? null };
	return { views: [{ owner, id, kind: 'notice', view }], outbox: { drop } };
}
