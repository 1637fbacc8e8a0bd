import type { ClaimReviewPort } from '#lib/app/claim-review/ports.ts';
import { ClaimCase, ClaimQueue } from '#shared/protocol/claim-review.ts';
import { RevealedNumbers } from '#shared/protocol/review.ts';
import { checked } from './checked-answer.ts';
import { createClient } from './client.ts';
import { doneOf } from './refusals.ts';

/** Reviewing claims: online only. Loaded with the desk, with a client of its own. */
export function claimReviewWire(): ClaimReviewPort {
	const { claimReview } = createClient();
	return {
		queue: (query) => checked(ClaimQueue, () => claimReview.queue.query(query)),
		case: (id) => checked(ClaimCase, () => claimReview.case.query({ id })),
		reveal: (id) => checked(RevealedNumbers, () => claimReview.reveal.mutate({ id })),
		check: (input) => doneOf(() => claimReview.check.mutate(input)),
		return: (input) => doneOf(() => claimReview.return.mutate(input)),
		process: (input) => doneOf(() => claimReview.process.mutate(input)),
		valuate: (input) => doneOf(() => claimReview.valuate.mutate(input)),
		approve: (input) => doneOf(() => claimReview.approve.mutate(input)),
		reject: (input) => doneOf(() => claimReview.reject.mutate(input)),
		undo: (input) => doneOf(() => claimReview.undo.mutate(input)),
	};
}
