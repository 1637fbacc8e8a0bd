import type { Tx } from '#server/usecase/ports.ts';
import type { Transaction } from './memory-database.ts';

/** See `stop/ports.ts` for what each call promises. */
export function stopTable(at: Transaction): Tx['stops'] {
	return {
		insert: (row) => at.insert('stop', row),
		get: async (id) => at.find('stop', id),
		lock: (id) => at.lock('stop', id),
		async latest(accountId, enrollmentId) {
			const own = at
				.visible('stop')
				.filter((row) => row.ownerAccountId === accountId && row.enrollmentId === enrollmentId);
			own.sort((a, b) => b.requestedAtMs - a.requestedAtMs || (a.id < b.id ? 1 : -1));
			return own[0] ?? null;
		},
		async settle({ id, state, receiptNumber, refusal, settledAtMs }) {
			await at.update('stop', id, (row) => ({ ...row, state, receiptNumber, refusal, settledAtMs }));
		},
	};
}
