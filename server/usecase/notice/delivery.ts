import type { Services } from '../ports.ts';
import type { NoticeDelivery } from './ports.ts';

const system = { kind: 'system' } as const;

/** For so long a delivery is one process's alone: longer than an outside service may keep it waiting. */
export const leaseMs = 120_000;
/** Older news helps nobody; it stands in the app all the same. */
export const mostAgeMs = 3 * 86_400_000;

/** Answers whether it was sent, as jobs count. */
export async function endDelivery(
	{ uow, clock }: Services,
	delivery: NoticeDelivery,
	outcome: 'sent' | 'not-needed' | 'given-up',
): Promise<boolean> {
	await uow.run(system, (tx) => tx.noticeDeliveries.end(delivery, outcome, clock.nowMs()));
	return outcome === 'sent';
}

export async function putOffDelivery(
	{ uow }: Services,
	delivery: NoticeDelivery,
	nextTryAtMs: number,
): Promise<void> {
	await uow.run(system, (tx) => tx.noticeDeliveries.putOff(delivery, nextTryAtMs));
}
