import * as z from 'zod/mini';
import { isStorable } from '../std/text.ts';

/** A text of at most `max` code points that every store keeps as it is. */
export function Text(max: number) {
	return z.string().check(z.maxLength(max), z.refine(isStorable, 'holds signs that cannot be stored'));
}
