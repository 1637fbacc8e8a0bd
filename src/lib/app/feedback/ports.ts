import type { Answer } from '#lib/app/app.ts';
import type { FeedbackDraft } from '#lib/device/feedback-draft.ts';
import type { FeedbackState } from '#shared/domain/feedback/feedback.ts';
import type {
	FeedbackQueue,
	FeedbackView,
	OwnFeedback,
	SendFeedbackInput,
} from '#shared/protocol/feedback.ts';

export interface FeedbackPort {
	/** What is being written on this phone. Reject with RefusalError `device.storage-…`. */
	draft(): Promise<FeedbackDraft | null>;
	keepDraft(draft: Omit<FeedbackDraft, 'id'> & { id: string | null }): Promise<FeedbackDraft>;
	dropDraft(): Promise<void>;
	/** Needs a network; a repeat is the same. */
	send(input: SendFeedbackInput): Answer<FeedbackView>;
	/** As it was heard last on this phone; null: never. Never rejects. */
	kept(account: string): Promise<OwnFeedback | null>;
	/** What one has sent, with state and answer; kept on this phone. */
	own(account: string): Answer<OwnFeedback>;
}

/** The office’s and the school’s side: online only. */
export interface FeedbackDeskPort {
	queue(state: FeedbackState): Answer<FeedbackQueue>;
	take(id: string): Answer<null>;
	answer(id: string, answer: string): Answer<null>;
}
