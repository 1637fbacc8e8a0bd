/** A claim's states, acts and reasons in words; of a newer server's codes, the code's last resort. */
import type {
	ClaimQuestion,
	ClaimRejectCode,
	UndoCode,
	billCodes,
	paperCodes,
} from '#shared/domain/claim/claim-review.ts';
import type { ClaimActKind, ClaimState } from '#shared/domain/claim/claim-state.ts';
import { m } from './paraglide/messages.js';

type Tone = 'idle' | 'now' | 'done' | 'good' | 'warn';

export const claimStateWords: Record<Exclude<ClaimState, 'draft'>, { name: () => string; tone: Tone }> = {
	submitted: { name: m.claim_state_submitted, tone: 'done' },
	returned: { name: m.claim_state_returned, tone: 'warn' },
	checked: { name: m.claim_state_checked, tone: 'done' },
	processed: { name: m.claim_state_processed, tone: 'now' },
	valuated: { name: m.claim_state_valuated, tone: 'done' },
	approved: { name: m.claim_state_approved, tone: 'good' },
	rejected: { name: m.claim_state_rejected, tone: 'warn' },
};

export const claimActWords: Record<ClaimActKind, () => string> = {
	submit: m.claim_act_submit,
	check: m.claim_act_check,
	process: m.claim_act_process,
	valuate: m.claim_act_valuate,
	approve: m.claim_act_approve,
	return: m.claim_act_return,
	reject: m.claim_act_reject,
	undo: m.claim_act_undo,
};

export const paperReasonWords: Record<(typeof paperCodes)[number], () => string> = {
	unclear: m.claim_paper_reason_unclear,
	incomplete: m.claim_paper_reason_incomplete,
	'no-stamp': m.claim_paper_reason_no_stamp,
	'wrong-paper': m.claim_paper_reason_wrong_paper,
	'does-not-match': m.claim_paper_reason_does_not_match,
	other: m.claim_paper_reason_other,
};

export const billReasonWords: Record<(typeof billCodes)[number], () => string> = {
	'not-eligible': m.claim_bill_reason_not_eligible,
	'part-not-eligible': m.claim_bill_reason_part_not_eligible,
	'paid-elsewhere': m.claim_bill_reason_paid_elsewhere,
	unclear: m.claim_bill_reason_unclear,
	other: m.claim_bill_reason_other,
};

export const claimRejectWords: Record<ClaimRejectCode, () => string> = {
	'not-covered': m.claim_reject_not_covered,
	'not-eligible': m.claim_reject_not_eligible,
	'papers-refused': m.claim_reject_papers_refused,
	'paid-elsewhere': m.claim_reject_paid_elsewhere,
	other: m.claim_reject_other,
};

export const undoWords: Record<UndoCode, () => string> = {
	'decided-in-error': m.office_claim_undo_in_error,
	'new-evidence': m.office_claim_undo_new_evidence,
	'wrong-amount': m.office_claim_undo_wrong_amount,
	other: m.office_claim_undo_other,
};

function wordsOf(table: Record<string, () => string>, code: string): string {
	return (Object.hasOwn(table, code) ? table[code]! : m.claim_paper_reason_other)();
}

/** The kind of reason, then what the reviewer wrote; the bare words where the kind says nothing. */
function withWords(reason: string, code: string, words: string): string {
	if (words === '') return reason;
	return code === 'other' ? words : m.claim_reason_with_words({ reason, words });
}

export function questionWords({ code, words, bill }: ClaimQuestion): string {
	return withWords(wordsOf(bill ? billReasonWords : paperReasonWords, code), code, words);
}

export function rejectionWords(code: string | null, words: string): string {
	return withWords(wordsOf(claimRejectWords, code ?? 'other'), code ?? 'other', words);
}
