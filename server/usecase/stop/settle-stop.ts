import type { Services } from '../ports.ts';
import type { StopAnswer, StopRow } from './ports.ts';

/** Writes the register's answer, once; the row as it then stands. */
export function settleStop(services: Services, id: string, answer: StopAnswer): Promise<StopRow | null> {
	return services.uow.run({ kind: 'system' }, async (tx) => {
		const row = await tx.stops.lock(id);
		if (row?.state !== 'requested') return row;
		const nowMs = services.clock.nowMs();
		const settled: StopRow & { state: 'effective' | 'refused' } =
			answer.result === 'stopped'
				? {
						...row,
						state: 'effective',
						receiptNumber: answer.receiptNumber,
						settledAtMs: answer.stoppedAtMs,
					}
				: { ...row, state: 'refused', refusal: answer.reason, settledAtMs: nowMs };
		await tx.stops.settle(settled);
		await tx.audit.append({
			atMs: nowMs,
			actor: 'system',
			act: `stop.${settled.state}`,
			subject: id,
			detail: {},
		});
		return settled;
	});
}
