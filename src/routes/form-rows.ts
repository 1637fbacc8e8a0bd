import { m } from '#lib/i18n/paraglide/messages.js';
import { wordsInLocale } from '#lib/i18n/words-in-locale.ts';
import { codeListsByName } from '#shared/domain/code-lists/lists.ts';
import type { DraftFields, FieldValue } from '#shared/domain/enrollment/fields.ts';
import type { FormField, Scheme } from '#shared/policy/scheme.ts';

export interface FormGroup {
	title: string;
	rows: { key: string; label: string; value: string | null }[];
}

/** What the product itself keeps beside the form. */
const labelsByKey: Record<string, () => string> = {
	letterDate: m.office_case_letter_date,
	insuredStoppedOn: m.office_case_stopped_on,
};

/** The stored answers in the form's order and words; fields that the scheme does not know come last, by key. */
export function formGroups(scheme: Scheme | null, fields: DraftFields): FormGroup[] {
	const known = new Set<string>();
	const groups: FormGroup[] = [];
	for (const part of scheme?.form.parts ?? []) {
		const asked = part.steps.flatMap((step) => step.fields);
		for (const field of asked) known.add(field.key);
		const rows = asked.map((field) => ({
			key: field.key,
			label: wordsInLocale(field.label),
			// A fixed field is the scheme's own; drafts do not carry it.
			value: field.control === 'fixed' ? (field.initial ?? null) : valueWords(field, fields[field.key]),
		}));
		if (rows.length > 0) groups.push({ title: wordsInLocale(part.title), rows });
	}
	const others = Object.entries(fields).filter(([key, value]) => !known.has(key) && value !== null);
	if (others.length > 0) {
		const rows = others.map(([key, value]) => ({
			key,
			label: labelsByKey[key]?.() ?? key,
			value: String(value),
		}));
		groups.push({ title: m.office_case_other_fields(), rows });
	}
	return groups;
}

/** One answer in the form's words; null where there is none. */
export function answerWords(scheme: Scheme, key: string, value: FieldValue | undefined): string | null {
	const field = scheme.form.parts
		.flatMap((part) => part.steps.flatMap((step) => step.fields))
		.find((candidate) => candidate.key === key);
	return field ? valueWords(field, value) : value === undefined || value === null ? null : String(value);
}

function valueWords(field: FormField, value: FieldValue | undefined): string | null {
	if (value === undefined || value === null || value === '') return null;
	const option = field.options?.find((candidate) => candidate.value === value);
	if (option) return wordsInLocale(option.label);
	const entries = field.codeList ? codeListsByName[field.codeList] : [];
	const entry = entries.find((candidate) => candidate.value === value);
	return entry ? wordsInLocale(entry.label) : String(value);
}
