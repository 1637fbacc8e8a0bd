import type { RejectCode, ReturnCode, ReviewReason } from '#shared/domain/review/reasons.ts';
import { m } from './paraglide/messages.js';

const wordsByCode: Record<ReturnCode | RejectCode, () => string> = {
	missing: m.enrollment_reason_missing,
	unclear: m.enrollment_reason_unclear,
	'does-not-match': m.enrollment_reason_does_not_match,
	'signature-not-legible': m.enrollment_reason_signature_not_legible,
	'not-eligible': m.enrollment_reason_not_eligible,
	'insured-elsewhere': m.enrollment_reason_insured_elsewhere,
	'wrong-place': m.enrollment_reason_wrong_place,
	other: m.enrollment_reason_other,
};

export function reasonCodeWords(code: ReturnCode | RejectCode): string {
	return wordsByCode[code]();
}

/** A reviewer's reason in words: the kind, then what the reviewer wrote; the bare words where the kind says nothing. */
export function reasonWords({ code, words }: Pick<ReviewReason, 'code' | 'words'>): string {
	if (words === '') return reasonCodeWords(code);
	return code === 'other' ? words : m.enrollment_reason_with_words({ reason: reasonCodeWords(code), words });
}
