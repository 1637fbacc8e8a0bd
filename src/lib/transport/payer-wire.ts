import type { PayerPort } from '#lib/app/payment/ports.ts';
import { OtherOrder, PaidForList } from '#shared/protocol/payer.ts';
import { OrderView } from '#shared/protocol/view.ts';
import { checked } from './checked-answer.ts';
import { createClient } from './client.ts';

/** A payer's calls: loaded when a page asks for them. */
export function payerWire(): PayerPort {
	const client = createClient();
	return {
		cancel: (orderId) => checked(OrderView, () => client.payment.cancel.mutate({ orderId })),
		void: (orderId) => checked(OrderView, () => client.payment.void.mutate({ orderId })),
		declareAgain: (orderId) => checked(OrderView, () => client.payment.declareAgain.mutate({ orderId })),
		forOther: (input) => checked(OtherOrder, () => client.payment.forOther.mutate(input)),
		paidFor: () => checked(PaidForList, () => client.payment.paidFor.query()),
	};
}
