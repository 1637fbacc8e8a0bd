import type { NoticeKind } from '#shared/domain/notice/notice-kind.ts';
import { m } from './paraglide/messages.js';

interface NoticeWords {
	title(inputs?: object, options?: { locale?: 'zh-CN' | 'en' }): string;
	text(inputs?: object, options?: { locale?: 'zh-CN' | 'en' }): string;
}

const wordsByKind: Record<NoticeKind, NoticeWords> = {
	returned: { title: m.notice_returned_title, text: m.notice_returned_text },
	rejected: { title: m.notice_rejected_title, text: m.notice_rejected_text },
	'approved-pay': { title: m.notice_approved_pay_title, text: m.notice_approved_pay_text },
	'approved-wait': { title: m.notice_approved_wait_title, text: m.notice_approved_wait_text },
	approved: { title: m.notice_approved_title, text: m.notice_approved_text },
	'hold-lifted': { title: m.notice_hold_lifted_title, text: m.notice_hold_lifted_text },
	paid: { title: m.notice_paid_title, text: m.notice_paid_text },
	'payment-problem': { title: m.notice_payment_problem_title, text: m.notice_payment_problem_text },
	reopened: { title: m.notice_reopened_title, text: m.notice_reopened_text },
	'claim-returned': { title: m.notice_claim_returned_title, text: m.notice_claim_returned_text },
	'claim-rejected': { title: m.notice_claim_rejected_title, text: m.notice_claim_rejected_text },
	'claim-approved': { title: m.notice_claim_approved_title, text: m.notice_claim_approved_text },
	'claim-reopened': { title: m.notice_claim_reopened_title, text: m.notice_claim_reopened_text },
	prepared: { title: m.notice_prepared_title, text: m.notice_prepared_text },
	corrected: { title: m.notice_corrected_title, text: m.notice_corrected_text },
};
const otherWords: NoticeWords = { title: m.notice_other_title, text: m.notice_other_text };

/** What happened, and what to do now; of a kind that a newer server tells, that there is news. */
export function noticeWords(kind: string, locale?: 'zh-CN' | 'en'): { title: string; text: string } {
	const words = Object.hasOwn(wordsByKind, kind) ? wordsByKind[kind as NoticeKind] : otherWords;
	return { title: words.title({}, { locale }), text: words.text({}, { locale }) };
}
