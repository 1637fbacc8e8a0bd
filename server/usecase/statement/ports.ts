/** The tax side's statements, as the use cases see them. What a file holds is written in docs/ports.md. */
import type { LeftKind, LeftReason } from '#shared/domain/payment/left-open.ts';
import type { RowOutcome, RowProblem, StatementKind } from '#shared/domain/payment/statement.ts';

export interface StatementRow {
	id: string;
	sha256: string;
	format: 'csv' | 'xlsx';
	/** `reading` may have been cut short; `matching`: rows wait for being looked at. */
	state: 'reading' | 'matching' | 'done';
	uploadedBy: string;
	uploadedAtMs: number;
	rowCount: number;
	badCount: number;
	doneAtMs: number | null;
}

/** A row that could be read. */
export interface GoodLine {
	line: number;
	kind: StatementKind;
	/** 缴款流水号 */
	serial: string;
	taxReceiptNumber: string;
	amountFen: number;
	/** Real time of paying, or of sending back. */
	atMs: number;
}

/** A row that could not: as it stood in the file (nothing, once that is no longer kept), and why. */
export interface BadLine {
	line: number;
	problem: RowProblem;
	cells: string[];
}

export interface LookedAt {
	outcome: RowOutcome;
	orderId: string | null;
}

export interface Difference extends GoodLine, LookedAt {
	statementId: string;
}

export interface StatementTable {
	/** False when a file of these very bytes is known. */
	insert(statement: StatementRow): Promise<boolean>;
	ofHash(sha256: string): Promise<StatementRow | null>;
	get(id: string): Promise<StatementRow | null>;
	update(statement: StatementRow): Promise<void>;
	/** Newest first. */
	list(limit: number): Promise<StatementRow[]>;
	addLines(id: string, good: readonly GoodLine[], bad: readonly BadLine[]): Promise<void>;
	/** Of one whose reading was cut short. */
	removeLines(id: string): Promise<void>;
	/** Rows not looked at yet, of the oldest statement that has any. */
	toMatch(limit: number): Promise<{ statement: StatementRow; lines: GoodLine[] } | null>;
	/** Those of these rows whose receipt an earlier row of the same statement names in the same way: their lines. */
	duplicates(id: string, lines: readonly number[]): Promise<number[]>;
	look(id: string, found: readonly (LookedAt & { line: number })[]): Promise<void>;
	/** The row is to be looked at once more. False when there is none that waits for a clerk. */
	lookAgain(id: string, line: number): Promise<boolean>;
	/** The same of every row that found this receipt among what was held. */
	lookAgainAtHeld(taxReceiptNumber: string): Promise<void>;
	/** Null: no such row, or not looked at yet. */
	outcomeOf(id: string, line: number): Promise<RowOutcome | null>;
	/** How many rows came out how; those that wait have none. */
	outcomes(id: string): Promise<{ outcome: RowOutcome | null; count: number }[]>;
	/** In the order of the file. */
	badLines(id: string, from: { afterLine: number; limit: number }): Promise<BadLine[]>;
	/** What a clerk must look at, newest statements first. */
	differences(limit: number): Promise<Difference[]>;
	/** Rows of one statement that came out so, in the order of the file. */
	rowsOf(id: string, outcomes: readonly RowOutcome[], limit: number): Promise<Difference[]>;
	/**
	 * The days of the statements (or of this one) have no row of these payments: ours, and not the tax side's.
	 */
	missingThere(limit: number, id?: string): Promise<MissingThere[]>;
	/** A clerk leaves something as it is. Added to, never changed. */
	leave(left: LeftOpen): Promise<void>;
	/** The newest word about each, newest first. */
	left(limit: number): Promise<LeftOpen[]>;
}

/** Held money (`subject` is its id), a row of a statement (the statement's id, and the line) or a payment (its order's). */
export interface LeftOpen {
	kind: LeftKind;
	subject: string;
	/** 0 but for a row. */
	line: number;
	reason: LeftReason;
	words: string | null;
	accountId: string;
	atMs: number;
}

interface MissingThere {
	orderId: string;
	serial: string;
	taxReceiptNumber: string;
	amountFen: number;
	paidAtMs: number;
}

export interface StatementTx {
	statements: StatementTable;
}
