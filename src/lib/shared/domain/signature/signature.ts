import * as z from 'zod/mini';
import { hashOfJson, sha256Pattern } from '../../std/hash.ts';
import { Text } from '../text.ts';

/** One stroke: x, y in thousandths of the pad's width, t in ms since the first point; at most 2,000 points. */
const Stroke = z.array(z.tuple([z.int(), z.int(), z.int()])).check(z.minLength(1), z.maxLength(2000));
export type Stroke = z.infer<typeof Stroke>;

/**
 * A signature under one exact text. `method` 'typed' is the non-drag alternative: the person types the
 * full name and confirms it; `strokes` is then empty.
 */
export const Signature = z.object({
	method: z.enum(['drawn', 'typed']),
	typedName: z.optional(Text(50)),
	strokes: z.array(Stroke).check(z.maxLength(200)),
	/** Height of the pad in thousandths of its width. */
	padHeight: z.int().check(z.minimum(100), z.maximum(3000)),
	/** SHA-256 of the exact text signed. */
	textHash: z.string().check(z.regex(sha256Pattern)),
	/** The fields that the text was filled with; a change of any voids the signature. */
	covers: z.array(Text(64)).check(z.maxLength(50)),
	/** The device's time of signing, ms. A statement, never used to decide anything. */
	signedAtMs: z.int(),
});
export type Signature = z.infer<typeof Signature>;

/** The name under which a signature is stored and acknowledged. */
export function signatureHash(signature: Signature): Promise<string> {
	return hashOfJson(signature);
}
