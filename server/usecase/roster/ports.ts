/** A school's roster as the use cases see it. How long what is kept: docs/roster.md. */
import type { LineProblem } from '#shared/domain/roster/line.ts';
import type { RosterMapping } from '#shared/domain/roster/mapping.ts';
import type { EnrollmentToMatch, StudentToMatch } from '#shared/domain/roster/match.ts';
import type {
	CandidateReason,
	MatchedBy,
	RosterFailure,
	RosterImportState,
	RosterStudent,
} from '#shared/domain/roster/student.ts';
import type { IsoDate } from '#shared/std/date.ts';

/** How a file is to be read; null: as its reader finds best. */
export interface WantedReading {
	/** Of a workbook, from 0. */
	sheet: number | null;
	headLine: number | null;
	columns: RosterMapping | null;
	/** Counts how often it was read anew: a reading that is overtaken stops. */
	turn: number;
}

/** What a file turned out to be. No personal data but a masked example a column. */
export interface FoundFile {
	format: 'csv' | 'xlsx';
	sheets: string[];
	sheet: number;
	/** 0: none was found. */
	headLine: number;
	heads: { text: string; example: string }[];
	columns: RosterMapping;
	/** Lines whose cells were made one with others. */
	mergedLines: number;
	/** Which row the heads may be; kept no longer than the file. Absent where a file was read before this was told. */
	top?: {
		/** The first lines that are no student's. */
		lines: { line: number; text: string }[];
		/** Which of them looks like the heads; 0: none does. */
		suggested: number;
	};
}

export interface ImportCounts {
	rows: number;
	/** Lines that were kept so far. */
	read: number;
	new: number;
	changed: number;
	same: number;
	problem: number;
	/** Students on record whom the file does not name. */
	missing: number;
	/** By an undo: who was taken out again, and who stayed because people had said something of them. */
	removed: number;
	kept: number;
}

export interface RosterImport {
	id: string;
	schoolCode: string;
	schemeId: string;
	fileHash: string;
	state: RosterImportState;
	wanted: WantedReading;
	found: FoundFile | null;
	counts: ImportCounts;
	failure: RosterFailure | null;
	createdBy: string;
	createdAtMs: number;
	appliedAtMs: number | null;
	undoneAtMs: number | null;
}

/** What the reader of files makes of one. */
export interface ReadRoster {
	found: FoundFile;
	rows: number;
	/** JSON arrays of `KeptLine`, some hundred each: they go to the store as they are, and this thread parses none. */
	batches: { lines: number; lastLine: number; json: string }[];
}

/** A line as it is kept; `cells` as they stood in the file, only where something is asked. */
export interface KeptLine {
	line: number;
	student: RosterStudent | null;
	problems: { found: LineProblem[]; cells: string[] };
}

export interface ReadRosterInput {
	bytes: Uint8Array;
	wanted: WantedReading;
	today: IsoDate;
	insuranceYear: number;
}

/** Reads rosters in a process of its own. */
export interface RosterReaderPort {
	/** A failure is what came of a file that cannot be read. Rejects with RefusalError `server.unavailable`. */
	read(input: ReadRosterInput): Promise<ReadRoster | { failure: RosterFailure }>;
	/** The most memory that the process has held so far, MB. */
	readonly peakMb: number;
}

export interface RosterPlace {
	schoolCode: string;
	schemeId: string;
}

export interface StudentQuery extends RosterPlace {
	/** A student number or its beginning, or that of a name. */
	text: string | null;
	college: string | null;
	className: string | null;
	only: 'unmatched' | null;
	/** A student's id: the page after this one. */
	after: string | null;
	limit: number;
}

export interface StudentRow extends Omit<RosterStudent, 'college' | 'className' | 'isLeaving'> {
	id: string;
	college: string;
	className: string;
	isLeaving: boolean;
	matchedBy: MatchedBy | null;
}

/** Both sides of a question: the roster's student, and the enrollment's fields. */
export interface CandidateRow {
	studentId: string;
	enrollmentId: string;
	reason: CandidateReason;
	word: 'same' | 'other' | null;
	student: {
		studentNumber: string;
		name: string;
		idNumber: string | null;
		college: string;
		className: string;
	};
	enrollment: { studentNumber: string | null; name: string | null; idNumber: string | null };
}

export interface RosterImportTable {
	insert(row: RosterImport, bytes: Uint8Array): Promise<void>;
	get(id: string): Promise<RosterImport | null>;
	/** Holds it until the transaction ends. */
	lock(id: string): Promise<RosterImport | null>;
	update(row: RosterImport): Promise<void>;
	/** Newest first. */
	list(place: RosterPlace, limit: number): Promise<RosterImport[]>;
	/** The oldest that is to be read, with its file. */
	nextToRead(): Promise<{ row: RosterImport; bytes: Uint8Array } | null>;
	/** Imports that nobody went on with since, and applied ones whose rest is no longer needed. */
	outdated(openBeforeMs: number, appliedBeforeMs: number): Promise<RosterImport[]>;
	dropFile(id: string): Promise<void>;
	/** All of its lines, or all but those with problems. */
	dropLines(id: string, which: 'all' | 'without-problems'): Promise<void>;
	dropChanges(id: string): Promise<void>;
	/** The last line that is kept; 0: none. */
	lastLine(id: string): Promise<number>;
	/** Keeps those of a batch that come after this line; how many. */
	addLines(row: RosterImport, json: string, afterLine: number): Promise<number>;
	/** Holds every line against the roster as it is now. */
	judge(row: RosterImport): Promise<Pick<ImportCounts, 'new' | 'changed' | 'same' | 'problem' | 'missing'>>;
	lines(id: string, limit: number): Promise<{ line: number; effect: string; student: RosterStudent }[]>;
	problems(id: string, limit: number): Promise<{ line: number; found: LineProblem[]; cells: string[] }[]>;
	/** Students on record whom the lines do not name. */
	missing(row: RosterImport, limit: number): Promise<{ studentNumber: string; name: string }[]>;
	/** Makes the lines the roster, all at once, and keeps what was before; what an earlier import kept of it goes. */
	apply(row: RosterImport, atMs: number): Promise<void>;
	/** Whether what it changed is still kept, and nothing was applied after it. */
	canUndo(row: RosterImport): Promise<boolean>;
	undo(row: RosterImport, atMs: number): Promise<Pick<ImportCounts, 'removed' | 'kept'>>;
}

export interface RosterMatchTable {
	/** Asks for a look at the students that an enrollment may be of. */
	askAbout(enrollmentId: string): Promise<void>;
	/** Students to be looked at; those who have an active enrollment already are passed over and settled. */
	due(limit: number): Promise<(StudentToMatch & { schoolCode: string })[]>;
	/** Active enrollments that share a person or a number with these, but for those that were refused. */
	enrollmentsFor(studentIds: string[]): Promise<(EnrollmentToMatch & { forStudentId: string })[]>;
	settle(results: {
		students: string[];
		matched: { studentId: string; enrollmentId: string; by: MatchedBy }[];
		asked: { studentId: string; enrollmentId: string; schoolCode: string; reason: CandidateReason }[];
		atMs: number;
	}): Promise<void>;
	/** Read on behalf of the system: the school sees of an enrollment what the use case masks, and no more. */
	candidates(
		schoolCode: string,
		which: 'open' | 'decided',
		limit: number,
	): Promise<{ rows: CandidateRow[]; total: number }>;
	/** False: no such question of this school is open (or, for `open`, decided), or the enrollment is another student's. */
	decide(decision: {
		studentId: string;
		enrollmentId: string;
		word: 'same' | 'other' | 'open';
		schoolCode: string;
		accountId: string;
		atMs: number;
	}): Promise<boolean>;
}

export interface RosterTable {
	page(query: StudentQuery): Promise<{ rows: StudentRow[]; total: number; hasMore: boolean }>;
	classes(
		place: RosterPlace,
	): Promise<{ college: string; className: string; count: number; matched: number }[]>;
	/** Students whom the job has yet to look at. */
	waiting(place: RosterPlace): Promise<number>;
}

export interface RosterTx {
	rosterImports: RosterImportTable;
	rosterMatches: RosterMatchTable;
	rosters: RosterTable;
}
