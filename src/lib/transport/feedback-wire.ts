import type { FeedbackDeskPort, FeedbackPort } from '#lib/app/feedback/ports.ts';
import { FeedbackQueue, FeedbackView, OwnFeedback } from '#shared/protocol/feedback.ts';
import { checked } from './checked-answer.ts';
import { createClient } from './client.ts';
import { fetchFeedbackPicture } from './document-wire.ts';
import { doneOf } from './refusals.ts';

/** 反馈投诉: online only, loaded with its page. */
export function feedbackWire() {
	const { feedback } = createClient();
	return {
		send: (input: Parameters<FeedbackPort['send']>[0]) =>
			checked(FeedbackView, () => feedback.send.mutate(input)),
		own: () => checked(OwnFeedback, () => feedback.own.query()),
	};
}

/** The same for who answers. */
export function feedbackDeskWire(): FeedbackDeskPort {
	const { feedback } = createClient();
	return {
		queue: (state) => checked(FeedbackQueue, () => feedback.queue.query({ state })),
		picture: fetchFeedbackPicture,
		take: (id) => doneOf(() => feedback.take.mutate({ id })),
		answer: (id, answer) => doneOf(() => feedback.answer.mutate({ id, answer })),
	};
}
