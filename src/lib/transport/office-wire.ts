import type { OfficePort, PaymentPort, ReviewPort, StopPort } from '#lib/app/app.ts';
import { HeldStudents, MarkRegisteredResult, OrderList, SchoolProgress } from '#shared/protocol/office.ts';
import {
	BulkApproval,
	NextCase,
	ReviewQueue,
	ReviewStatistics,
	ReviewViews,
} from '#shared/protocol/review-desk.ts';
import { RevealedNumbers, ReviewCase } from '#shared/protocol/review.ts';
import { LatestStop, StopView } from '#shared/protocol/stop.ts';
import { OrderView } from '#shared/protocol/view.ts';
import type { Refusal } from '#shared/errors/refusal.ts';
import { err, ok, type Result } from '#shared/std/result.ts';
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
			find: (query) => checked(ReviewQueue, () => client.review.find.mutate(query)),
			views: () => checked(ReviewViews, () => client.review.views.query()),
			saveView: (view) => checked(ReviewViews, () => client.review.saveView.mutate(view)),
			removeView: (id) => checked(ReviewViews, () => client.review.removeView.mutate({ id })),
			take: (input) => doneOf(() => client.review.take.mutate(input)),
			takeNext: (filter) => checked(NextCase, () => client.review.takeNext.mutate(filter)),
			release: (id) => doneOf(() => client.review.release.mutate({ id })),
			statistics: () => checked(ReviewStatistics, () => client.review.statistics.query()),
			planApprovals: (ids) => checked(BulkApproval, () => client.review.planApprovals.mutate({ ids })),
			runApprovals: (id) => checked(BulkApproval, () => client.review.runApprovals.mutate({ id })),
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
			roster: () => loaded(async () => (await import('./roster-wire.ts')).rosterWire()),
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

/** A part of the wires that few ask for; one that cannot be loaded answers as without a network. */
async function loaded<T>(load: () => Promise<T>): Promise<Result<T, Refusal>> {
	try {
		return ok(await load());
	} catch {
		return err({ code: 'network.offline' });
	}
}
