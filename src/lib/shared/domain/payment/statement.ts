/** The tax side's statement: one row a payment that reached the treasury (已入库), or a refund that left it. */
export const statementKinds = ['payment', 'refund'] as const;
export type StatementKind = (typeof statementKinds)[number];

/** Why a row cannot be read; it counts for nothing, and all others do. */
export const rowProblems = [
	/** Fewer cells than columns that are needed. */
	'cells',
	'serial',
	'receipt-number',
	/** A long number kept as a number: its last digits may be lost. */
	'rounded',
	'kind',
	'amount',
	'time',
	/** A formula: what it gives depends on who opens the file. */
	'formula',
] as const;
export type RowProblem = (typeof rowProblems)[number];

/** What a row was found to be. */
export const rowOutcomes = [
	'settled',
	'refunded',
	/** It was counted before, from another statement. */
	'known',
	/** The same receipt a second time in one file: counted once. */
	'duplicate',
	/** Money that is held here and waits for a person. */
	'held',
	/** The tax side has money that nobody here has heard of. */
	'missing-here',
	'amount-differs',
	/** The receipt number is another order's here. */
	'order-differs',
	/** A refund of what counts as a payment here. */
	'refund-unexpected',
	/** Looking at this row failed; it may be looked at again. */
	'failed',
	/** A row with a problem. */
	'bad',
] as const;
export type RowOutcome = (typeof rowOutcomes)[number];

/** What a clerk must look at. */
export const outcomesForAPerson = [
	'missing-here',
	'amount-differs',
	'order-differs',
	'refund-unexpected',
	'failed',
] as const satisfies RowOutcome[];
