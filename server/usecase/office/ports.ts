/** What the desk of a school asks of the store. Row-level security keeps it to the actor's own school. */

/** The school says: this student is entered in the insurance platform. */
interface SchoolRegistrationRow {
	enrollmentId: string;
	schoolCode: string;
	markedBy: string;
	/** Real time of the server, ms. */
	markedAtMs: number;
	/** Business date. */
	markedOn: string;
}

/** Holds no ID number and no more of a name than its first character. */
interface HeldRow {
	id: string;
	nameMasked: string;
	studentNumber: string | null;
	caseNumber: string | null;
}

/** Append only. */
export interface SchoolRegistrationTable {
	/** False when the enrollment is marked already. Throws when it is not an approved one of the actor's school. */
	insert(mark: SchoolRegistrationRow): Promise<boolean>;
	has(enrollmentId: string): Promise<boolean>;
	/** Approved, not marked, with an order due whose fee holds by `rule`; by case number. `total` is not limited. */
	held(schoolCode: string, rule: string, limit: number): Promise<{ rows: HeldRow[]; total: number }>;
}

export interface OfficeTx {
	schoolRegistrations: SchoolRegistrationTable;
}
