import { wordsInLocale } from '#lib/i18n/words-in-locale.ts';
import { codeListsByName } from '#shared/domain/code-lists/lists.ts';
import type { FormField } from '#shared/policy/scheme.ts';

export interface FieldOption {
	value: string;
	label: string;
	search?: string;
}

/** The values a field offers, in the present language; empty for what is typed. */
export function fieldOptions(field: FormField): FieldOption[] {
	if (field.codeList) {
		return codeListsByName[field.codeList].map(({ value, code, label }) => ({
			value,
			label: wordsInLocale(label),
			search: `${label.zh} ${wordsInLocale(label)} ${code}`,
		}));
	}
	if (field.options) {
		return field.options.map(({ value, label }) => ({ value, label: wordsInLocale(label) }));
	}
	if (field.control === 'year' && field.years) {
		const { from, to } = field.years;
		return Array.from({ length: to - from + 1 }, (_, i) => ({
			value: String(to - i),
			label: String(to - i),
		}));
	}
	return [];
}

/** What a value is called on screens: the option's words, else the value itself. */
export function valueWords(field: FormField, value: string): string {
	return fieldOptions(field).find((option) => option.value === value)?.label ?? value;
}
