/** A list that leaves a desk as a file: what every desk shows of it. */
import * as z from 'zod/mini';
import { exportStates, maxExportWords } from '../domain/roster/export.ts';
import { isStorable } from '../std/text.ts';
import { Id } from './mutation.ts';

/** A text that is judged without the blanks around it. */
export const Words = (max: number) =>
	z.string().check(
		z.trim(),
		z.minLength(1),
		z.maxLength(max),
		z.refine((words) => isStorable(words), 'holds signs that cannot be stored'),
	);

export const ExportReason = Words(maxExportWords);

export const ExportCardHead = z.object({
	id: z.string(),
	reason: z.string(),
	rows: z.number(),
	state: z.enum(exportStates),
	isSecondNeeded: z.boolean(),
	isOwn: z.boolean(),
	/** Last digits of the phone of who asked. */
	askedBy: z.string(),
	askedAtMs: z.number(),
	judgedBy: z.nullable(z.string()),
	/** Rows that are made so far. */
	made: z.number(),
	/** SHA-256 over what was made, as the audit has it. */
	fingerprint: z.nullable(z.string()),
	takenAtMs: z.nullable(z.number()),
	expiresAtMs: z.number(),
	isExpired: z.boolean(),
});
export type ExportCardHead = z.infer<typeof ExportCardHead>;

export const ExportPartInput = z.strictObject({ id: Id, n: z.int().check(z.minimum(0)) });
export const ExportInput = z.strictObject({ id: Id });
export const JudgeExportInput = z.strictObject({ id: Id, agree: z.boolean() });
