import { findingText } from '#lib/i18n/rule-words.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { wordsInLocale } from '#lib/i18n/words-in-locale.ts';
import { citation, type Clauses } from '#shared/policy/clauses.ts';
import type { Scheme } from '#shared/policy/scheme.ts';
import { fieldLabel } from './field-label.ts';

/** What a rule's remark means: the scheme's words for it, the rule's own, else the clause that it rests on, quoted. */
export function findingWords(
	scheme: Scheme | null,
	finding: { rule: string; severity: string; cites: string[]; field?: string },
	clauses: Clauses | null,
): string {
	const here = scheme?.findingWords.find(
		({ rule, cites }) => rule === finding.rule && cites.join() === finding.cites.join(),
	);
	if (here) return wordsInLocale(here.text);
	const own = findingText(finding, finding.field ? fieldLabel(scheme, finding.field) : '');
	if (own) return own;
	for (const id of finding.cites) {
		const quote = scheme && clauses ? citation(scheme, clauses, id)?.quotes[0] : undefined;
		if (quote) return `“${quote}”`;
	}
	return m.office_rule_unnamed({ rule: finding.rule });
}
