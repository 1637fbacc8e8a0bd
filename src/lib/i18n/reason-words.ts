import type { CorrectionCode } from '#shared/domain/review/correction.ts';
import type { RejectCode, ReopenCode, ReturnCode, ReviewReason } from '#shared/domain/review/reasons.ts';
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

const reopenWordsByCode: Record<ReopenCode, () => string> = {
	'student-asked': m.office_reopen_student_asked,
	'wrong-content': m.office_reopen_wrong_content,
	'approved-in-error': m.office_reopen_approved_in_error,
};

export function reopenWords(code: ReopenCode): string {
	return reopenWordsByCode[code]();
}

const correctionWordsByCode: Record<CorrectionCode, () => string> = {
	'student-asked': m.office_correct_student_asked,
	'typing-error': m.office_correct_typing_error,
	'document-differs': m.office_correct_document_differs,
};

export function correctionWords(code: CorrectionCode): string {
	return correctionWordsByCode[code]();
}
