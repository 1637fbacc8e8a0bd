import { m } from '#lib/i18n/paraglide/messages.js';
import { reasonWords } from '#lib/i18n/reason-words.ts';
import type { ReviewReason } from '#shared/domain/review/reasons.ts';
import type { Scheme } from '#shared/policy/scheme.ts';
import { fieldLabel } from './field-label.ts';

/** What a reason is about, in the form's own words. */
export function reasonPlace(
	scheme: Scheme | null,
	{ target, field }: Pick<ReviewReason, 'target' | 'field'>,
): string {
	if (target === 'signature') return m.enrollment_place_signature();
	return field === null ? m.enrollment_place_form() : fieldLabel(scheme, field);
}

/** Reasons as a list shows them. */
export function reasonRows(scheme: Scheme | null, reasons: ReviewReason[]) {
	return reasons.map((reason) => ({ place: reasonPlace(scheme, reason), words: reasonWords(reason) }));
}
