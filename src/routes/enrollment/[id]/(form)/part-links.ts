import type { DraftForm } from '#lib/app/enrollment/draft-form.svelte.ts';
import { wordsInLocale } from '#lib/i18n/words-in-locale.ts';
import { m } from '#lib/i18n/paraglide/messages.js';

type PartStatus = DraftForm['parts'][number];

/** Where a line of the task list leads: the first step with something missing, else the part's first; null while it cannot start. */
export function partHref(form: DraftForm, { part, state, problems }: PartStatus): string | null {
	if (state === 'cannot-start') return null;
	const keys = new Set(problems.map(({ key }) => key));
	for (const { field, isMet } of form.questions) if (field !== null && !isMet) keys.add(field);
	const isStepMissing = (step: (typeof part.steps)[number]) =>
		form.asked(step).some(({ key }) => keys.has(key));
	const step = part.steps.find(isStepMissing);
	if (part.kind === 'letter' && !step) return `/enrollment/${form.id}/letter`;
	const first = step ?? part.steps[0];
	return first ? `/enrollment/${form.id}/${part.key}/${first.key}` : null;
}

/** The one line under a part: what it asks, what is missing, or what must be mended. */
export function partNote(form: DraftForm, { part, state, problems }: PartStatus): string {
	if (state === 'cannot-start') return m.enrollment_letter_waits();
	const labelsByKey = new Map(
		part.steps.flatMap((step) => step.fields.map(({ key, label }) => [key, wordsInLocale(label)] as const)),
	);
	const named = (isMissing: boolean) =>
		problems
			.filter(({ code, key }) => (code === 'missing') === isMissing && labelsByKey.has(key))
			.map(({ key }) => labelsByKey.get(key))
			.join(m.enrollment_separator());
	if (state === 'problem' && named(false)) return m.enrollment_mend({ fields: named(false) });
	if (state === 'problem') return m.enrollment_questions_part();
	if (state === 'in-progress') {
		return named(true) ? m.enrollment_missing({ fields: named(true) }) : m.enrollment_letter_sign();
	}
	return wordsInLocale(part.summary);
}

/** Whether the rules say that this enrollment ends with advice, not with a submission. */
export function endsWithAdvice(form: DraftForm): boolean {
	return form.advice.outcome === 'redirect' || form.advice.outcome === 'nothing-due';
}

/** Where a reviewer's question can be answered; null for one about the whole form. */
export function questionHref(
	form: DraftForm,
	{ target, field }: DraftForm['questions'][number],
): string | null {
	if (target === 'signature') return `/enrollment/${form.id}/letter`;
	for (const { part } of form.parts) {
		const step = part.steps.find(({ fields }) => fields.some(({ key }) => key === field));
		if (step) return `/enrollment/${form.id}/${part.key}/${step.key}#field-${field}`;
	}
	return null;
}
