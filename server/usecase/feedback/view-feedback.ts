import type { FeedbackView } from '#shared/protocol/feedback.ts';
import type { FeedbackRow } from './ports.ts';

/** Without whose it is and who answered. */
export function viewFeedback(row: FeedbackRow): FeedbackView {
	const { id, category, office, words, recordId, pictures, state, answer, sentAtMs, answeredAtMs } = row;
	return { id, category, office, words, recordId, pictures, state, answer, sentAtMs, answeredAtMs };
}
