import type { ExchangeReply } from '#shared/protocol/exchange.ts';
import { applyReplyToRecord } from './apply-reply.ts';
import type { Changes, OpenedRecord } from './record-change.ts';

type Reply = Pick<ExchangeReply, 'results' | 'changes'>;

/** Something sealed for a school waits for the server's word. */
export const isHandOver = (record: OpenedRecord) =>
	record.entries.some(({ mutation }) => mutation.kind === 'drive.hand-over');

/**
 * What the server took leaves the phone; what it refused stays sealed, with the reason. A case of a volunteer has no draft
 * on the phone: its stub alone tells of it. Pure.
 */
export function applyReplyToHandOver(record: OpenedRecord, reply: Reply, nowMs: number): Changes {
	const resultBySequence = new Map(reply.results.map((result) => [result.sequence, result]));
	const { owner, id, entries } = record;
	const stubs = entries.flatMap(({ sequence, mutation }): NonNullable<Changes['stubs']> => {
		const result = sequence === null ? undefined : resultBySequence.get(sequence);
		if (!result || mutation.kind !== 'drive.hand-over') return [];
		if (result.status === 'applied') return [{ owner, id, state: 'taken', code: null }];
		return [{ owner, id, state: 'refused', code: result.code ?? 'server.bug' }];
	});
	return { ...applyReplyToRecord(record, reply, nowMs), stubs };
}
