import { wordsInLocale } from '#lib/i18n/words-in-locale.ts';
import type { Scheme } from '#shared/policy/scheme.ts';

/** The form's own word for a field; its key where the scheme does not know it. */
export function fieldLabel(scheme: Scheme | null, key: string): string {
	const field = scheme?.form.parts
		.flatMap((part) => part.steps.flatMap((step) => step.fields))
		.find((candidate) => candidate.key === key);
	return field ? wordsInLocale(field.label) : key;
}
