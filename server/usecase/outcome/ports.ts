/** What a school's console asks of the store. Row-level security keeps it to the actor's own school. */
import type { EnrollmentState } from '#shared/domain/enrollment/state.ts';
import type { OrderState } from '#shared/domain/payment/order-state.ts';
import type { Outcome, OutcomeSaid, OutcomeWord, StayReason } from '#shared/domain/roster/outcome.ts';
import type { StaffDuty } from '#shared/domain/roster/staff.ts';
import type { StudentChoice } from '#shared/protocol/outcome.ts';
import type { PreparedEntryTable } from './prepared-ports.ts';

export interface RosterOf {
	schoolCode: string;
	schemeId: string;
}

/** Students of one outcome in the school (no college), a college (no class) or a class. */
export interface OutcomeCount {
	college: string | null;
	className: string | null;
	outcome: Outcome;
	count: number;
	registered: number;
	approved: number;
	paid: number;
	/** Enrolled here, and not marked by the school as entered in the platform. */
	notMarked: number;
	/** Enrolled here, and not paid. */
	notPaid: number;
	/** A word of the school's and a standing enrollment at once. */
	conflicts: number;
}

export interface OutcomeSums {
	/** Every student of the roster, counted by itself, in the same look as the sums. */
	size: number;
	counts: OutcomeCount[];
}

export interface LeavingCounts {
	total: number;
	stopped: number;
	staying: number;
	stillEnrolled: number;
}

/** What decides whether something may be said of a student. */
export interface OutcomeStanding {
	id: string;
	word: OutcomeWord | null;
	enrollmentState: EnrollmentState | null;
	isLeaving: boolean;
	isStaying: boolean;
}

export interface StudentOutcome {
	id: string;
	studentNumber: string;
	name: string;
	college: string;
	className: string;
	outcome: Outcome;
	word: OutcomeWord | null;
	wordBasis: Record<string, unknown> | null;
	enrollmentState: EnrollmentState | null;
	orderState: OrderState | null;
	isPaid: boolean;
	isLeaving: boolean;
	stayReason: StayReason | null;
	isPrepared: boolean;
	isBegun: boolean;
	/** How many students the scan was given for that is kept with the word; null: none is kept. */
	scanOf: number | null;
}

export interface StudentQuery {
	of: RosterOf;
	choice: Omit<StudentChoice, 'schemeId'> & { number?: string | undefined };
}

interface By {
	accountId: string;
	atMs: number;
}

export interface OutcomeTable {
	/** Schemes of which the school has a roster. */
	schemesOf(schoolCode: string): Promise<string[]>;
	/** The sums of the school, of each college and of each class, all in one look. */
	sums(of: RosterOf): Promise<OutcomeSums>;
	leaving(of: RosterOf): Promise<LeavingCounts>;
	/** Of these the school's own, locked until the transaction ends, by id. */
	lock(schoolCode: string, ids: readonly string[]): Promise<OutcomeStanding[]>;
	/** A scan that it names is among the documents of who says it; the one of before is ended. */
	say(ids: readonly string[], said: OutcomeSaid, by: By): Promise<void>;
	/** The scan is ended with the word. */
	clear(ids: readonly string[], atMs: number): Promise<void>;
	/** Among whose documents the scan lies that the word of this student of the school names; null: it names no such. */
	scanOwner(schoolCode: string, studentId: string, hash: string): Promise<string | null>;
	stay(ids: readonly string[], reason: StayReason, by: By): Promise<void>;
	endStay(ids: readonly string[], atMs: number): Promise<void>;
	/** By college, class and number; `after` is the last one of the page before. */
	page(query: StudentQuery, after: string | null, limit: number): Promise<StudentOutcome[]>;
	count(query: StudentQuery): Promise<number>;
}

export interface StaffRow {
	id: string;
	schoolCode: string;
	name: string;
	duty: StaffDuty;
	since: string;
	undertakingOn: string | null;
	namedByAccountId: string;
	namedAtMs: number;
	endedOn: string | null;
}

export interface SchoolStaffTable {
	/** False when the id is taken. */
	insert(row: StaffRow): Promise<boolean>;
	/** Who has not ended first, then by since. */
	ofSchool(schoolCode: string): Promise<StaffRow[]>;
	/** False: absent, another school's, or ended already. */
	end(schoolCode: string, id: string, on: string): Promise<boolean>;
}

export interface OutcomeTx {
	outcomes: OutcomeTable;
	preparedEntries: PreparedEntryTable;
	schoolStaff: SchoolStaffTable;
}
