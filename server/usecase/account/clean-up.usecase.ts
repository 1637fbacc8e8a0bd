import type { Services } from '../ports.ts';

/** Removes what has expired: sessions, one-time codes, half-way sign-ins, counters of limits. How many rows went. */
export async function cleanUpAccounts({ services }: { services: Services }): Promise<number> {
	const nowMs = services.clock.nowMs();
	return services.uow.run({ kind: 'system' }, async (tx) => {
		const removed = [
			await tx.sessions.removeExpired(nowMs),
			await tx.oneTimeCodes.removeExpired(nowMs),
			await tx.signInTickets.removeExpired(nowMs),
			await tx.limits.removeExpired(nowMs),
		];
		return removed.reduce((total, count) => total + count, 0);
	});
}
