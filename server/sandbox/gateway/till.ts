import type { Behaviour } from './behaviour.ts';
import { sendCallback, type Report } from './callback.ts';
import type { Entry, Method, Orders, Payment, Step } from './orders-file.ts';

export interface TillParts {
	orders: Orders;
	/** Shared with the product: signs its calls and our callbacks. */
	secret: string;
	callbackUrl: string;
	behaviour: () => Behaviour;
}

const dayMs = 86_400_000;

/** What happens to money: steps forward and back, payments, and telling the product of each. */
export function createTill({ orders, secret, callbackUrl, behaviour }: TillParts) {
	const tell = (report: Report) => sendCallback({ url: callbackUrl, secret }, report, behaviour());
	const stepTo = (entry: Entry, step: Step, change: Partial<Entry> = {}): Entry => {
		if (entry.step === 'void') return entry;
		const { orderId } = entry.order;
		const next = { ...entry, ...change, step, sequence: entry.sequence + 1 };
		orders.update(next);
		void tell({ orderId, step, sequence: next.sequence });
		return next;
	};
	const isUnpaid = (entry: Entry) => entry.payments.length === 0 && entry.step !== 'void';
	const settle = (entry: Entry, attempt: { id: string; method: Method }): void => {
		const attempts = entry.attempts.filter(({ id }) => id !== attempt.id);
		const { deduction } = behaviour();
		if (deduction === 'fails') stepTo(entry, 'failed', { attempts });
		else if (deduction === 'stalls') stepTo(entry, 'paying', { attempts });
		else {
			const payment = newPayment(entry.order, attempt.method, behaviour());
			orders.update({ ...entry, attempts, payments: [...entry.payments, payment] });
			void tell(payment);
		}
	};
	return {
		/** 确认缴款: from here it is found under 费款缴纳 until it is paid or cancelled. */
		declare(entry: Entry): Entry {
			const isNew = entry.step === 'due' || entry.step === 'cancelled';
			return isNew && isUnpaid(entry) ? stepTo(entry, 'declared') : entry;
		},
		/** Opens a payment page; null where nothing is to be paid. */
		begin(entry: Entry, method: Method): string | null {
			if (!isUnpaid(entry)) return null;
			const id = crypto.randomUUID();
			stepTo(entry, 'paying', { attempts: [...entry.attempts, { id, method }] });
			return id;
		},
		/**
		 * The person pays. A page that was opened before can be finished though another was: nobody tells it.
		 * Without one, only what is not paid yet is.
		 */
		pay(entry: Entry, method: Method, attemptId: string): void {
			const attempt = entry.attempts.find(({ id }) => id === attemptId);
			if (attempt) settle(entry, attempt);
			else if (isUnpaid(entry) && attemptId === '') settle(entry, { id: '', method });
		},
		/** 扣款失败 */
		fail(entry: Entry): void {
			if (isUnpaid(entry)) stepTo(entry, 'failed');
		},
		/** 取消缴款: every payment page that is still open is worth nothing now. */
		cancel(entry: Entry): void {
			if (isUnpaid(entry)) stepTo(entry, 'cancelled', { attempts: [] });
		},
		/** At a counter, of any order, known or not, whatever its state; resolves when the product was told. */
		async payAtCounter(orderId: string, amountFen: number): Promise<Payment> {
			const payment = newPayment({ orderId, amountFen }, 'bank', behaviour());
			const entry = orders.get(orderId);
			if (entry) orders.update({ ...entry, payments: [...entry.payments, payment] });
			await tell(payment);
			return payment;
		},
	};
}

export type Till = ReturnType<typeof createTill>;

function newPayment(
	{ orderId, amountFen }: { orderId: string; amountFen: number },
	method: Method,
	{ amountOffsetFen, paidDaysAgo }: Behaviour,
): Payment {
	const digits = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte % 10).join('');
	return {
		orderId,
		amountFen: Math.max(1, amountFen + amountOffsetFen),
		taxReceiptNumber: `35${digits}`,
		paidAtMs: Date.now() - paidDaysAgo * dayMs,
		method,
	};
}
