import * as z from 'zod/mini';
import { isIsoDate } from '../std/date.ts';

/** The small types that every part of a scheme is made of. */
export const SchemeDate = z.string().check(z.refine(isIsoDate, 'a calendar date YYYY-MM-DD'));
/** A name that code and cases use: small letters, digits and hyphens. */
export const Key = z
	.string()
	.check(z.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'a key of small letters, digits and hyphens'));
export const Cites = z.array(z.string()).check(z.minLength(1, 'at least one fact number'));
export const Words = z.object({ zh: z.string(), en: z.string() });
export type Words = z.infer<typeof Words>;
export const Fen = z.int().check(z.minimum(0));
export const Percent = z.int().check(z.minimum(0), z.maximum(100));

/** A sentence with what it rests on. */
export const Point = z.object({ text: Words, cites: Cites });
/** A guided list: titles with steps in order; `copy` is what a person pastes elsewhere. */
export const Guide = z.array(
	z.object({
		key: Key,
		title: Words,
		steps: z.array(z.object({ text: Words, copy: z.optional(z.string()), cites: Cites })),
	}),
);

/**
 * Where a sentence can be read in more than one way, each way is kept. Exactly one is `applied`, or several where the
 * product shows a range.
 */
export function Readings<const Keys extends readonly [string, ...string[]]>(keys: Keys) {
	return z
		.array(z.object({ key: z.enum(keys), text: Words, applied: z.boolean(), cites: Cites }))
		.check(
			z.refine((readings) => readings.some(({ applied }) => applied), 'at least one reading is applied'),
		);
}

/**
 * What the scan or the print leaves in doubt: `raw` is what stands there, `value` what it is used as (null: not used).
 * With `verified: false` it is shown as doubtful, with `raw`.
 */
export const Reading = z.object({ raw: z.string(), value: z.nullable(z.string()), verified: z.boolean() });
