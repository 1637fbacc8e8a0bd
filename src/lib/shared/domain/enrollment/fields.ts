import * as z from 'zod/mini';
import { Text } from '../text.ts';

/**
 * A draft is an open, bounded map: fields that this version does not know are kept and sent on. What a
 * form must hold is judged at submission by the scheme's form, not here.
 */
export const FieldValue = z.union([Text(2000), z.number(), z.boolean(), z.null()]);
export type FieldValue = z.infer<typeof FieldValue>;

export const FieldKey = z.string().check(z.regex(/^[a-zA-Z][a-zA-Z0-9.-]{0,63}$/));

export const maxFields = 200;

export const DraftFields = z
	.record(FieldKey, FieldValue)
	.check(z.refine((fields) => Object.keys(fields).length <= maxFields, 'too many fields'));
export type DraftFields = z.infer<typeof DraftFields>;
