import { RefusalError } from '#shared/errors/refusal.ts';
import { sha256Hex } from '#shared/std/hash.ts';
import { eachAlone } from '../each-alone.ts';
import { retryDelayMs } from '../payment/retry.ts';
import type { Services } from '../ports.ts';
import { endDelivery, leaseMs, mostAgeMs, putOffDelivery } from './delivery.ts';
import type { NoticeDelivery, NoticeRow, PushPort, PushTarget } from './ports.ts';

const system = { kind: 'system' } as const;
const firstRetryMs = 30_000;
const mostRetryMs = 3_600_000;

interface Push extends NoticeDelivery {
	notice: NoticeRow;
	targets: PushTarget[];
}

/**
 * Sends pushes about notices to every browser that takes them; each is reached once, and a browser that is gone is
 * forgotten. A silent push service is tried again for three days. Answers with how many notices were sent.
 */
export async function sendPushes({ services }: { services: Services }): Promise<number> {
	const { push, clock } = services;
	return eachAlone(services, await takePushes(services), {
		work: async function sendPush(delivery) {
			const { notice, targets } = delivery;
			if (!push || notice.readAtMs !== null || targets.length === 0) {
				return endDelivery(services, delivery, 'not-needed');
			}
			if (clock.nowMs() - notice.atMs > mostAgeMs) return endDelivery(services, delivery, 'given-up');
			const { reached, isWhole } = await reach(services, push, delivery);
			if (!isWhole) {
				await putOffDelivery(services, { ...delivery, reached }, retryAtMs(services, delivery));
				return false;
			}
			return endDelivery(services, { ...delivery, reached }, 'sent');
		},
		putOff: (delivery) => putOffDelivery(services, delivery, retryAtMs(services, delivery)),
	});
}

const retryAtMs = ({ clock }: Services, { attempts }: NoticeDelivery) =>
	clock.nowMs() + retryDelayMs(attempts - 1, firstRetryMs, mostRetryMs);

function takePushes({ uow, clock }: Services): Promise<Push[]> {
	const nowMs = clock.nowMs();
	return uow.run(system, async (tx) => {
		const pushes: Push[] = [];
		for (const delivery of await tx.noticeDeliveries.take('push', { nowMs, leaseUntilMs: nowMs + leaseMs })) {
			const notice = await tx.notices.get(delivery.noticeId);
			const targets = await tx.pushSubscriptions.ofAccount(delivery.accountId);
			if (notice) pushes.push({ ...delivery, notice, targets });
		}
		return pushes;
	});
}

/** No transaction is open while a push service is asked. */
async function reach(
	{ uow }: Services,
	push: PushPort,
	delivery: Push,
): Promise<{ reached: string[]; isWhole: boolean }> {
	const { id, kind } = delivery.notice;
	const reached = [...delivery.reached];
	let isWhole = true;
	for (const target of delivery.targets) {
		const hash = await sha256Hex(target.endpoint);
		if (reached.includes(hash)) continue;
		try {
			const outcome = await push.send(target, { id, kind });
			if (outcome === 'gone')
				await uow.run(system, (tx) => tx.pushSubscriptions.remove(target.endpoint, null));
			reached.push(hash);
		} catch (error) {
			if (!(error instanceof RefusalError)) throw error;
			isWhole = false;
		}
	}
	return { reached, isWhole };
}
