import * as z from 'zod/mini';
import { isIsoDate } from '../std/date.ts';

/** The small types that every part of a scheme is made of. */
export const SchemeDate = z.string().check(z.refine(isIsoDate, 'not a calendar date'));
export const Cites = z.array(z.string()).check(z.minLength(1));
export const Words = z.object({ zh: z.string(), en: z.string() });
export type Words = z.infer<typeof Words>;
export const Fen = z.int().check(z.minimum(0));
