/** Feedback's categories and states in words. */
import type { Feedback, FeedbackState } from '#shared/domain/feedback/feedback.ts';
import { m } from './paraglide/messages.js';

export const feedbackCategoryWords: Record<Feedback['category'], () => string> = {
	enrollment: m.feedback_category_enrollment,
	payment: m.feedback_category_payment,
	claim: m.feedback_category_claim,
	app: m.feedback_category_app,
	complaint: m.feedback_category_complaint,
	other: m.feedback_category_other,
};

export const feedbackStateWords: Record<
	FeedbackState,
	{ name: () => string; tone: 'now' | 'done' | 'good' }
> = {
	submitted: { name: m.feedback_state_submitted, tone: 'done' },
	taken: { name: m.feedback_state_taken, tone: 'now' },
	answered: { name: m.feedback_state_answered, tone: 'good' },
};
