import { RefusalError } from '#shared/errors/refusal.ts';
import { limitKey, limits } from '../account/limits.ts';
import { eachAlone } from '../each-alone.ts';
import { retryDelayMs } from '../payment/retry.ts';
import type { Services } from '../ports.ts';
import { endDelivery, leaseMs, mostAgeMs, putOffDelivery } from './delivery.ts';
import type { NoticeDelivery, NoticeRow } from './ports.ts';

const system = { kind: 'system' } as const;
const firstRetryMs = 30_000;
const mostRetryMs = 3_600_000;

interface Message extends NoticeDelivery {
	notice: NoticeRow;
	phone: string;
}

/**
 * Sends text messages about notices. A silent service loses none: each is tried again for three days. After a
 * silence nobody knows whether the message went out: it is sent again under the notice's id, which the service
 * takes once (docs/ports.md); only a service that does not keep that promise could send it twice. What was read
 * in the app meanwhile is not sent at all, and a phone gets a few a day: the others wait for the next one.
 * Answers with how many were sent.
 */
export async function sendMessages({ services }: { services: Services }): Promise<number> {
	return eachAlone(services, await takeMessages(services), {
		work: async function sendMessage(message) {
			const { notice, phone } = message;
			const nowMs = services.clock.nowMs();
			if (notice.readAtMs !== null) return endDelivery(services, message, 'not-needed');
			if (nowMs - notice.atMs > mostAgeMs) return endDelivery(services, message, 'given-up');
			const freeAtMs = await waitForPhone(services, message);
			if (freeAtMs !== null) {
				await putOffDelivery(services, { ...message, attempts: 0 }, freeAtMs);
				return false;
			}
			try {
				await services.sms.sendNotice({ id: notice.id, phone, kind: notice.kind });
			} catch (error) {
				if (!(error instanceof RefusalError)) throw error;
				await putOffDelivery(services, message, retryAtMs(services, message));
				return false;
			}
			return endDelivery(services, message, 'sent');
		},
		putOff: (message) => putOffDelivery(services, message, retryAtMs(services, message)),
	});
}

const retryAtMs = ({ clock }: Services, { attempts }: Message) =>
	clock.nowMs() + retryDelayMs(attempts - 1, firstRetryMs, mostRetryMs);

function takeMessages({ uow, clock }: Services): Promise<Message[]> {
	const nowMs = clock.nowMs();
	return uow.run(system, async (tx) => {
		const messages: Message[] = [];
		for (const delivery of await tx.noticeDeliveries.take('sms', { nowMs, leaseUntilMs: nowMs + leaseMs })) {
			const notice = await tx.notices.get(delivery.noticeId);
			const account = await tx.accounts.findById(delivery.accountId);
			if (notice && account) messages.push({ ...delivery, notice, phone: account.phone });
		}
		return messages;
	});
}

/** When this phone may be written to again; null: now. A message counts once, however often it is tried. */
async function waitForPhone({ uow, clock }: Services, { attempts, phone }: Message): Promise<number | null> {
	if (attempts > 1) return null;
	const limit = limits.noticeByPhoneDaily;
	const key = await limitKey(limit, phone);
	const { hits, endsAtMs } = await uow.run(system, (tx) => tx.limits.hit(key, limit.windowMs, clock.nowMs()));
	return hits > limit.hits ? endsAtMs : null;
}
