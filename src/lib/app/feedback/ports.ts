import type { Answer } from '#lib/app/app.ts';
import type { ErrorCode } from '#shared/errors/error-codes.ts';
import type { Result } from '#shared/std/result.ts';
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
	/** A picture, made smaller, sealed on this phone; its SHA-256, or why it cannot be used. */
	addPicture(file: Blob): Promise<Result<string, ErrorCode>>;
	/** Lets go of one that the draft names no more. Never rejects. */
	dropPicture(hash: string): Promise<void>;
	/** From this phone, or else of the feedback that was sent with it from the server; null: neither has it now. */
	picture(hash: string, feedbackId: string | null): Promise<Blob | null>;
	/** Its bytes to the server, from where they had come to; `onPart` hears which part of them is there. Never rejects. */
	sendPicture(hash: string, onPart: (part: number) => void): Answer<null>;
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
	picture(id: string, hash: string): Answer<Blob>;
	take(id: string): Answer<null>;
	answer(id: string, answer: string): Answer<null>;
}
