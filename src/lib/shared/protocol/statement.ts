/** What a clerk sees of the tax side's statements. */
import * as z from 'zod/mini';
import { rowOutcomes, rowProblems } from '../domain/payment/statement.ts';
import { Id } from './mutation.ts';

/** `POST`, the file's bytes as `application/octet-stream`. */
export const statementPath = '/api/statements';

/** `isKnown`: the very same file was taken before, and nothing changed. */
export const TakenStatement = z.object({ id: z.string(), isKnown: z.boolean() });
export type TakenStatement = z.infer<typeof TakenStatement>;

export const StatementSummary = z.object({
	id: z.string(),
	format: z.enum(['csv', 'xlsx']),
	state: z.enum(['reading', 'matching', 'done']),
	uploadedAtMs: z.number(),
	rowCount: z.number(),
	badCount: z.number(),
	/** Rows not looked at yet. */
	waiting: z.number(),
	outcomes: z.array(z.object({ outcome: z.enum(rowOutcomes), count: z.number() })),
});
export type StatementSummary = z.infer<typeof StatementSummary>;

/** Newest first. */
export const StatementList = z.object({ statements: z.array(StatementSummary) });
export type StatementList = z.infer<typeof StatementList>;

/** A row that could not be read, as it stood in the file. */
export const BadRow = z.object({
	line: z.number(),
	problem: z.enum(rowProblems),
	cells: z.array(z.string()),
});
export type BadRow = z.infer<typeof BadRow>;

export const StatementInput = z.strictObject({ id: Id });
export const StatementLineInput = z.strictObject({ id: Id, line: z.int().check(z.minimum(1)) });
