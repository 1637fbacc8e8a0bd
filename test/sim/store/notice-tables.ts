import type { NoticeTx } from '#server/usecase/notice/ports.ts';
import type { Transaction } from './memory-database.ts';

const mostTaken = 20;

/** See `notice/ports.ts` for what each call promises. */
export function noticeTables(at: Transaction): Omit<NoticeTx, 'pushSubscriptions'> {
	return {
		notices: {
			async insert(notice) {
				if (!(await at.insert('notice', notice))) throw new Error('a notice is there already');
			},
			get: async (id) => at.find('notice', id),
			ofAccount: async (accountId) => at.visible('notice').filter((row) => row.accountId === accountId),
			ofEnrollment: async (enrollmentId) =>
				at
					.visible('notice')
					.filter((notice) => notice.enrollmentId === enrollmentId)
					.map(({ id }) => id),
			async markRead(id, readAtMs) {
				await at.update('notice', id, (row) => (row.readAtMs === null ? { ...row, readAtMs } : row));
			},
		},
		noticeDeliveries: {
			async insert(delivery, nextTryAtMs) {
				await at.insert('delivery', { ...delivery, nextTryAtMs, outcome: null });
			},
			async take(channel, { nowMs, leaseUntilMs }) {
				const due = at
					.visible('delivery')
					.filter((row) => row.channel === channel && row.outcome === null && row.nextTryAtMs <= nowMs)
					.sort((a, b) => a.nextTryAtMs - b.nextTryAtMs)
					.slice(0, mostTaken);
				const taken = [];
				for (const { noticeId } of due) {
					let attempts = 0;
					await at.update('delivery', `${noticeId} ${channel}`, (row) => {
						attempts = row.attempts + 1;
						return { ...row, attempts, nextTryAtMs: leaseUntilMs };
					});
					const row = due.find((each) => each.noticeId === noticeId)!;
					taken.push({ noticeId, accountId: row.accountId, channel, attempts, reached: row.reached });
				}
				return taken;
			},
			async putOff({ noticeId, channel, attempts, reached }, nextTryAtMs) {
				await at.update('delivery', `${noticeId} ${channel}`, (row) => ({
					...row,
					attempts,
					reached,
					nextTryAtMs,
				}));
			},
			async end({ noticeId, channel, reached }, outcome) {
				await at.update('delivery', `${noticeId} ${channel}`, (row) => ({ ...row, reached, outcome }));
			},
		},
	};
}
