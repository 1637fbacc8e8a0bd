import * as z from 'zod/mini';
import { isStorable } from '../std/text.ts';

/** A text of at most `max` code points that every store keeps as it is. */
export function Text(max: number) {
	return z.string().check(z.maxLength(max), z.refine(isStorable, 'holds signs that cannot be stored'));
}

/** What somebody must say, at most `max` with the blanks around it, which go. */
export function SaidText(max: number) {
	return z
		.pipe(
			Text(max),
			z.transform((text) => text.trim()),
		)
		.check(z.minLength(1));
}
