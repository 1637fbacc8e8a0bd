import type { OfficePort, PaymentPort, ReviewPort } from '#lib/app/app.ts';
import type { Client } from './client.ts';
import { answerOf, doneOf } from './refusals.ts';

/** What works online only: review, the office's lists, asking the gateway. */
export function officeWire(client: Client): { review: ReviewPort; office: OfficePort; payment: PaymentPort } {
	return {
		review: {
			queue: (query) => answerOf(() => client.review.queue.query(query)),
			case: (id) => answerOf(() => client.review.case.query({ id })),
			approve: (decision) => doneOf(() => client.review.approve.mutate(decision)),
		},
		office: {
			schoolProgress: () => answerOf(() => client.office.schoolProgress.query()),
			orders: (query) => answerOf(() => client.office.orders.query(query)),
		},
		payment: {
			check: (orderId) => answerOf(() => client.payment.check.mutate({ orderId })),
		},
	};
}
