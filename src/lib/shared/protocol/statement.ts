/** What a clerk sees of the tax side's statements. */
import * as z from 'zod/mini';
import { rowOutcomes, rowProblems, statementKinds } from '../domain/payment/statement.ts';
import { Id } from './mutation.ts';

/** `POST`, the file's bytes as `application/octet-stream`. */
export const statementPath = '/api/statements';

/** `isKnown`: the very same file was taken before, and nothing changed. */
export const TakenStatement = z.object({ id: z.string(), isKnown: z.boolean() });
export type TakenStatement = z.infer<typeof TakenStatement>;

export const StatementList = z.object({
	/** Newest first. */
	statements: z.array(
		z.object({
			id: z.string(),
			format: z.enum(['csv', 'xlsx']),
			state: z.enum(['reading', 'matching', 'done']),
			uploadedAtMs: z.number(),
			rowCount: z.number(),
			badCount: z.number(),
			/** Rows not looked at yet. */
			waiting: z.number(),
			outcomes: z.array(z.object({ outcome: z.enum(rowOutcomes), count: z.number() })),
		}),
	),
});
export type StatementList = z.infer<typeof StatementList>;

export const StatementDifferences = z.object({
	rows: z.array(
		z.object({
			statementId: z.string(),
			line: z.number(),
			kind: z.enum(statementKinds),
			serial: z.string(),
			taxReceiptNumber: z.string(),
			amountFen: z.number(),
			atMs: z.number(),
			outcome: z.enum(rowOutcomes),
		}),
	),
	/** Paid here, within the days of a statement that has them not. */
	missingThere: z.array(
		z.object({
			orderId: z.string(),
			serial: z.string(),
			taxReceiptNumber: z.string(),
			amountFen: z.number(),
			paidAtMs: z.number(),
		}),
	),
});
export type StatementDifferences = z.infer<typeof StatementDifferences>;

export const BadRows = z.object({
	rows: z.array(z.object({ line: z.number(), problem: z.enum(rowProblems), cells: z.array(z.string()) })),
});
export type BadRows = z.infer<typeof BadRows>;

export const StatementInput = z.strictObject({ id: Id });
export const StatementLineInput = z.strictObject({ id: Id, line: z.int().check(z.minimum(1)) });
