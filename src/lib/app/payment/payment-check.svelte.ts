import type { PaymentPort } from '../app.ts';
import type { OrderView } from '#shared/protocol/view.ts';
import type { Refusal } from '#shared/errors/refusal.ts';

export type CheckAnswer = { kind: 'observed'; order: OrderView } | { kind: 'refused'; refusal: Refusal };

/** 我已缴费，查询结果: asks, and repeats what the server observed. It never decides that something is paid. */
export class PaymentCheck {
	readonly #payment: PaymentPort;
	isAsking = $state(false);
	answer = $state<CheckAnswer | null>(null);
	askedAtMs = $state<number | null>(null);

	constructor(payment: PaymentPort) {
		this.#payment = payment;
	}

	async ask(orderId: string): Promise<void> {
		if (this.isAsking) return;
		this.isAsking = true;
		const answer = await this.#payment.check(orderId);
		this.isAsking = false;
		this.askedAtMs = Date.now();
		this.answer = answer.ok
			? { kind: 'observed', order: answer.value }
			: { kind: 'refused', refusal: answer.error };
	}
}
