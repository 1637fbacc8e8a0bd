import type { ErrorCode } from './error-codes.ts';

/** An expected refusal: a code, and for people who fix it, where. Never holds personal data. */
export interface Refusal {
	code: ErrorCode;
	/** The path of the bad part, e.g. `mutations.3.body.fields`. */
	path?: string;
	/** When to try again, for `request.too-many` and unavailable services. */
	retryAfterSeconds?: number;
	/** With `enrollment.duplicate`: the sender's own submission that stands in the way. */
	other?: { id: string; caseNumber: string | null; state: string };
	/**
	 * With `sync.sequence-gap`: the number that the server takes next from this device. With
	 * `document.offset-differs`: how many bytes of the file it holds.
	 */
	expected?: number;
	/** With `claim.document-missing`, `feedback.picture-missing`: the SHA-256 of each file that the server does not hold. */
	missing?: string[];
}

/** A refusal on its way through code that can only throw (tRPC, transactions that must roll back). */
export class RefusalError extends Error {
	readonly refusal: Refusal;
	constructor(refusal: Refusal) {
		super(refusal.code);
		this.name = 'RefusalError';
		this.refusal = refusal;
	}
}
