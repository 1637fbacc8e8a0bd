import { findingText } from '#lib/i18n/rule-words.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { wordsInLocale } from '#lib/i18n/words-in-locale.ts';
import { citation } from '#shared/policy/registry.ts';
import type { Scheme } from '#shared/policy/scheme.ts';

/** The form's own word for a field; its key where the scheme does not know it. */
export function fieldLabel(scheme: Scheme | null, key: string): string {
	const field = scheme?.form.parts
		.flatMap((part) => part.steps.flatMap((step) => step.fields))
		.find((candidate) => candidate.key === key);
	return field ? wordsInLocale(field.label) : key;
}

/** What a rule's remark means: the rule's own words, else the clause that it rests on, quoted. */
export function findingWords(
	scheme: Scheme | null,
	finding: { rule: string; severity: string; cites: string[]; field?: string },
): string {
	const own = findingText(finding, finding.field ? fieldLabel(scheme, finding.field) : '');
	if (own) return own;
	for (const id of finding.cites) {
		const quote = scheme ? citation(scheme, id)?.quotes[0] : undefined;
		if (quote) return `“${quote}”`;
	}
	return m.office_rule_unnamed({ rule: finding.rule });
}
