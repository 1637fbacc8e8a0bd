import type { OfficePort, PaymentPort, ReviewPort, StopPort } from '#lib/app/app.ts';
import { HeldStudents, MarkRegisteredResult, OrderList, SchoolProgress } from '#shared/protocol/office.ts';
import { RevealedNumbers, ReviewCase, ReviewQueue } from '#shared/protocol/review.ts';
import { LatestStop, StopView } from '#shared/protocol/stop.ts';
import { OrderView } from '#shared/protocol/view.ts';
import { checked } from './checked-answer.ts';
import type { Client } from './client.ts';
import { doneOf } from './refusals.ts';

interface OfficeWire {
	review: ReviewPort;
	office: OfficePort;
	payment: PaymentPort;
	stop: StopPort;
}

/** What works online only: review, the office's lists, asking the gateway, stopping insurance elsewhere. */
export function officeWire(client: Client): OfficeWire {
	return {
		review: {
			queue: (query) => checked(ReviewQueue, () => client.review.queue.query(query)),
			case: (id) => checked(ReviewCase, () => client.review.case.query({ id })),
			reveal: (id) => checked(RevealedNumbers, () => client.review.reveal.mutate({ id })),
			approve: (decision) => doneOf(() => client.review.approve.mutate(decision)),
			return: (judgement) => doneOf(() => client.review.return.mutate(judgement)),
			reopen: (judgement) => doneOf(() => client.review.reopen.mutate(judgement)),
			setFact: (fact) => doneOf(() => client.review.setFact.mutate(fact)),
			correct: (judgement) => doneOf(() => client.review.correct.mutate(judgement)),
			reject: (judgement) => doneOf(() => client.review.reject.mutate(judgement)),
		},
		office: {
			schoolProgress: () => checked(SchoolProgress, () => client.office.schoolProgress.query()),
			heldStudents: () => checked(HeldStudents, () => client.office.heldStudents.query()),
			markRegistered: (ids) =>
				checked(MarkRegisteredResult, () => client.office.markRegistered.mutate({ ids })),
			orders: (query) => checked(OrderList, () => client.office.findOrders.mutate(query)),
		},
		stop: {
			confirm: (stop) => checked(StopView, () => client.stop.confirm.mutate(stop)),
			latest: (enrollmentId) => checked(LatestStop, () => client.stop.latest.query({ enrollmentId })),
		},
		payment: {
			check: (orderId) => checked(OrderView, () => client.payment.check.mutate({ orderId })),
		},
	};
}
