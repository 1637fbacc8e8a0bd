/** Table of feedback. `…_ms` is real time. */
import type { Feedback, FeedbackState } from '#shared/domain/feedback/feedback.ts';

export interface FeedbackTables {
	feedback: {
		id: string;
		owner_account_id: string;
		category: Feedback['category'];
		office: Feedback['office'];
		school_code: string | null;
		record_id: string | null;
		pictures: string[];
		words: string;
		state: FeedbackState;
		answer: string | null;
		sent_at_ms: number;
		answered_at_ms: number | null;
	};
}
