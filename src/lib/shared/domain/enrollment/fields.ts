import * as z from 'zod/mini';

/**
 * A draft is an open, bounded map: fields that this version does not know are kept and sent on. What a
 * form must hold is judged at submission by the scheme's form, not here.
 */
export const FieldValue = z.union([z.string().check(z.maxLength(2000)), z.number(), z.boolean(), z.null()]);
export type FieldValue = z.infer<typeof FieldValue>;

const fieldKey = z.string().check(z.regex(/^[a-zA-Z][a-zA-Z0-9.-]{0,63}$/));

export const maxFields = 200;

export const DraftFields = z
	.record(fieldKey, FieldValue)
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
export type FormKey = (typeof formKeys)[number];

/** Fields of a draft beside the form: the product's own, and the answers that rules need. */
export const productKeys = [
	'studentNumber',
	'entryYear',
	'programmeYears',
	/** 'in-province' | 'out-of-province' (生源) */
	'origin',
	/** 医保区划 as shown in the letter, e.g. 云南省昆明市五华区 */
	'medicalDivision',
	/** 'none' | 'monitored' | 'subsistence' | 'disabled' | 'destitute' | 'other' */
	'hardshipKind',
	/** 'yunnan' | 'jilin' | 'elsewhere' */
	'hardshipCertifiedIn',
	/** 'college' | 'identity-place' */
	'hardshipChooses',
	/** The place of identity in words, as the person writes it */
	'hardshipPlace',
	/** 'none' | 'active-elsewhere' | 'lump-sum' */
	'insured',
	'lumpSumThrough',
] as const;
export type ProductKey = (typeof productKeys)[number];
