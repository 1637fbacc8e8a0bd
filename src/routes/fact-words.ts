import { m } from '#lib/i18n/paraglide/messages.js';
import { wordsInLocale } from '#lib/i18n/words-in-locale.ts';
import type { Scheme } from '#shared/policy/scheme.ts';
import { fieldLabel } from './field-label.ts';

const namesByKey: Record<string, () => string> = {
	date: m.office_fact_date,
	'student.entryYear': m.office_fact_entry_year,
	'student.schoolConfirmed': m.office_fact_school_confirmed,
	'student.registered': m.office_fact_registered,
	'student.graduated': m.office_fact_graduated,
	'student.fullTime': m.office_fact_full_time,
	hardship: m.office_fact_hardship,
	'hardship.certifiedIn': m.office_fact_hardship_certified,
	'hardship.chooses': m.office_fact_hardship_chooses,
	letterSigned: m.office_fact_letter_signed,
	insured: m.office_fact_insured,
	lumpSumThrough: m.office_fact_lump_sum,
};

/** A fact's key in words; those of the form by the form's own word. */
export function factName(scheme: Scheme | null, key: string): string {
	if (key.startsWith('form.')) return fieldLabel(scheme, key.slice('form.'.length));
	return namesByKey[key]?.() ?? key;
}

/** A fact's value in words, as far as the scheme has words for it. */
export function factValue(scheme: Scheme | null, key: string, value: unknown): string {
	if (value === true) return m.office_fact_yes();
	if (value === false) return m.office_fact_no();
	if (value === null || value === undefined) return m.office_fact_none();
	if (typeof value === 'object')
		return Object.entries(value)
			.map(([part, partValue]) => factValue(scheme, `${key}.${part}`, partValue))
			.join(' · ');
	return codeWords(scheme, key, String(value));
}

function codeWords(scheme: Scheme | null, key: string, code: string): string {
	if (!scheme) return code;
	const { kinds, certifiedIn, sides } = scheme.identity;
	const side = sides.find(({ value }) => value === code);
	if (key === 'hardship.chooses') return side ? wordsInLocale(side.title) : code;
	const fields = scheme.form.parts.flatMap((part) => part.steps.flatMap((step) => step.fields));
	const name = key.replace(/^form\./, '');
	const options =
		key === 'hardship.kind'
			? kinds
			: key === 'hardship.certifiedIn'
				? certifiedIn
				: (fields.find((field) => field.key === name)?.options ?? []);
	const option = options.find(({ value }) => value === code);
	return option ? wordsInLocale(option.label) : code;
}
