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

/** The fields that the product itself knows; keys of the first group are those of `policy decide`'s form. */
export const formKeys = [
	'name',
	'idType',
	'idNumber',
	'phone',
	'gender',
	'ethnicity',
	'maritalStatus',
	'address',
	'domicileAddress',
	'domicileDivision',
	'insuranceKind',
	'bankName',
	'accountName',
	'accountNumber',
] as const;

/*
 * Beside the form a draft holds what the product itself asks: studentNumber, entryYear, programmeYears,
 * origin ('in-province' | 'out-of-province', 生源), medicalDivision (医保区划 as the letter shows it), letterDate;
 * and the answers that rules need: hardshipKind ('none' or a kind), hardshipCertifiedIn, hardshipChooses
 * ('college' | 'identity-place'), hardshipPlace, insured ('none' | 'active-elsewhere' | 'lump-sum'), lumpSumThrough.
 */
