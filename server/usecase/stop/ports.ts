import type { StopForm, StopRefusal, StopState } from '#shared/domain/stop/stop-form.ts';

/** A request to stop the residents' insurance elsewhere. Times are real, in ms. */
export interface StopRow {
	id: string;
	ownerAccountId: string;
	enrollmentId: string;
	form: StopForm;
	state: StopState;
	receiptNumber: string | null;
	refusal: StopRefusal | null;
	requestedAtMs: number;
	settledAtMs: number | null;
}

export interface StopTable {
	/** False when the id is taken, by whomever. */
	insert(row: StopRow): Promise<boolean>;
	/** Null when absent or not the actor's to see: both look the same. */
	get(id: string): Promise<StopRow | null>;
	/** As `get`, and holds the row until the transaction ends. */
	lock(id: string): Promise<StopRow | null>;
	/** The newest of this account for this enrollment. */
	latest(accountId: string, enrollmentId: string): Promise<StopRow | null>;
	/** The register's answer; the form never changes. */
	settle(row: StopRow): Promise<void>;
}

export interface StopTx {
	stops: StopTable;
}

/** What the register says of a request to stop. `unknown`: it never reached it. */
export type StopAnswer =
	| { result: 'stopped'; receiptNumber: string; stoppedAtMs: number }
	| { result: 'refused'; reason: StopRefusal };

/** The register of insurance. Every method rejects with RefusalError `auth.register-silent`. */
export interface StopPort {
	/** Stops it at once; the same request again has the same answer, and stops nothing a second time. */
	stopInsurance(requestId: string, form: StopForm): Promise<StopAnswer>;
	/** What became of a request; asks for nothing to be done. */
	stopState(requestId: string): Promise<StopAnswer | 'unknown'>;
}
