import { isInCodeList } from '../../domain/code-lists/lists.ts';
import type { FieldValue } from '../../domain/enrollment/fields.ts';
import { idNumberFault, idNumberFaults } from '../../domain/identity/id-number.ts';
import { isPhone } from '../../domain/identity/phone.ts';
import type { IsoDate } from '../../std/date.ts';
import type { FormField } from '../../policy/scheme.ts';

/** Why a field is not right yet: each has its own words on screens. */
export const fieldProblemCodes = [
	'missing',
	...idNumberFaults,
	'phone-form',
	'not-in-list',
	'year-range',
	'fixed-value',
	'active-elsewhere',
	'not-signed',
] as const;
export type FieldProblemCode = (typeof fieldProblemCodes)[number];

type Values = Readonly<Record<string, FieldValue | undefined>>;

/** A field's value as text; absent, null and blank are ''. Trimmed only to tell blank from filled. */
export function fieldText(values: Values, key: string): string {
	const value = Object.hasOwn(values, key) ? values[key] : undefined;
	const text = value === null || value === undefined ? '' : String(value);
	return text.trim() === '' ? '' : text;
}

/** Whether the field is asked at all, given the answers so far. */
export function isAsked(field: FormField, values: Values): boolean {
	return !field.when || field.when.in.includes(fieldText(values, field.when.field));
}

/**
 * The first problem of one field, or null. The ID check runs for `resident-id` only; other documents have no
 * common form. `today` bounds the birth date.
 */
export function fieldProblem(field: FormField, values: Values, today: IsoDate): FieldProblemCode | null {
	const text = fieldText(values, field.key);
	if (text === '') return field.required ? 'missing' : null;
	switch (field.control) {
		case 'id-number':
			return fieldText(values, 'idType') === 'resident-id' ? idNumberFault(text, today) : null;
		case 'phone':
			return isPhone(text) ? null : 'phone-form';
		case 'code-list':
			return field.codeList && !isInCodeList(field.codeList, text) ? 'not-in-list' : null;
		case 'choice':
			return field.options && !field.options.some((option) => option.value === text) ? 'not-in-list' : null;
		case 'fixed':
			return text === field.initial ? null : 'fixed-value';
		case 'year':
			return isYearWithin(text, field.years) ? null : 'year-range';
		default:
			return null;
	}
}

function isYearWithin(text: string, years: FormField['years']): boolean {
	if (!/^\d{4}$/.test(text)) return false;
	return !years || (years.from <= Number(text) && Number(text) <= years.to);
}
