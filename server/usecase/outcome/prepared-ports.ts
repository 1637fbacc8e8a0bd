/** What preparing entries from the roster asks of the store. */
import type { EnrollmentState } from '#shared/domain/enrollment/state.ts';
import type { OutcomeWord } from '#shared/domain/roster/outcome.ts';
import type { RosterOf } from './ports.ts';

interface PreparedStanding {
	id: string;
	word: OutcomeWord | null;
	enrollmentState: EnrollmentState | null;
	isPrepared: boolean;
	hasDocument: boolean;
}

/** A student of a roster for whom an entry was prepared, and who is not reached in another way. */
export interface PreparedStudent extends RosterOf {
	id: string;
	preparedAtMs: number;
	name: string;
	idType: string;
	idNumber: string;
	studentNumber: string;
	phone: string | null;
}

export interface PreparedEntryTable {
	/** Of these the school's own, locked until the transaction ends, by id. */
	lock(schoolCode: string, ids: readonly string[]): Promise<PreparedStanding[]>;
	/** Their persons are to be told. */
	prepare(ids: readonly string[], by: { accountId: string; atMs: number }): Promise<void>;
	counts(of: RosterOf): Promise<{ asked: number; begun: number; declared: number }>;
	/** What was prepared for who has this document, the newest first. */
	ofDocument(document: { idType: string; idNumber: string }): Promise<PreparedStudent[]>;
	/** The first time counts. */
	begin(id: string, atMs: number): Promise<void>;
	/** Who is to be told, with the account that is bound to their document; null: there is none, or it is settled. Not due any more after that. */
	takeDue(limit: number): Promise<{ name: string; account: { id: string; name: string } | null }[]>;
}
