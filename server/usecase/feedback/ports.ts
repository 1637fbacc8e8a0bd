import type { Feedback, FeedbackState } from '#shared/domain/feedback/feedback.ts';

/** Times are real, in ms. */
export interface FeedbackRow extends Feedback {
	id: string;
	ownerAccountId: string;
	/** The school that answers; null: the centre does. */
	schoolCode: string | null;
	state: FeedbackState;
	answer: string | null;
	answeredAtMs: number | null;
	sentAtMs: number;
}

export interface FeedbackTable {
	/** False when the id is taken, by whomever. */
	insert(row: FeedbackRow): Promise<boolean>;
	/** Null when absent or not the actor's to see: both look the same. */
	get(id: string): Promise<FeedbackRow | null>;
	/** As `get`, and holds the row until the transaction ends; null too where the actor may not answer it. */
	lock(id: string): Promise<FeedbackRow | null>;
	/** All of this account, newest first, at most `limit`. */
	ofOwner(accountId: string, limit: number): Promise<FeedbackRow[]>;
	/** Of others, sent to this school or, with null, to the centre, oldest first; `total` counts all of them. */
	queue(of: {
		state: FeedbackState;
		schoolCode: string | null;
		limit: number;
	}): Promise<{ rows: FeedbackRow[]; total: number }>;
	/** State and answer; what was sent never changes. */
	handle(row: Pick<FeedbackRow, 'id' | 'state' | 'answer' | 'answeredAtMs'>): Promise<void>;
}

export interface FeedbackTx {
	feedback: FeedbackTable;
}
