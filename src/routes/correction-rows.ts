import { correctionWords } from '#lib/i18n/reason-words.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { fullTime } from '#lib/i18n/time-words.ts';
import { valueWords } from '#lib/ui/enrollment/field-options.ts';
import type { FieldValue } from '#shared/domain/enrollment/fields.ts';
import type { Correction } from '#shared/domain/review/correction.ts';
import type { Scheme } from '#shared/policy/scheme.ts';
import { fieldLabel } from './field-label.ts';

/** Corrections as a list shows them: the fields in the form's words, why, and when. */
export function correctionRows(scheme: Scheme | null, corrections: Correction[]) {
	return corrections.map(({ changes, code, words, atMs }) => ({
		atMs,
		time: fullTime(atMs),
		why: m.office_by_why({ reason: correctionWords(code), words }),
		rows: changes.map(({ field, was, is }) => ({
			label: fieldLabel(scheme, field),
			before: inWords(scheme, field, was),
			after: inWords(scheme, field, is),
		})),
	}));
}

function inWords(scheme: Scheme | null, key: string, value: FieldValue): string | null {
	if (value === null || value === '') return null;
	const field = scheme?.form.parts
		.flatMap((part) => part.steps.flatMap((step) => step.fields))
		.find((candidate) => candidate.key === key);
	return field ? valueWords(field, String(value)) : String(value);
}
