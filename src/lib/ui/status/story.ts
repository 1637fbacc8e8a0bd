/*
 * What is going on with one enrollment, in a person's words: a title, one action, and a timeline. Everything
 * here is read off stored facts; nothing is said before it is true (a submission in the outbox is not submitted).
 */
import type { LocalEnrollment, SyncStatus } from '#lib/app/views.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { errorWords } from '#lib/i18n/error-words.ts';
import { situationOf, situationWords, type Situation } from '../payment/situation.ts';

export type StoryAct =
	'continue' | 'correct' | 'confirm' | 'sign-in' | 'sync' | 'pay' | 'finish' | 'order' | 'receipt' | 'choose';

export interface Story {
	title: string;
	lead: string | null;
	tone: 'calm' | 'problem' | 'good';
	act: StoryAct | null;
}

type Phase = SyncStatus['phase'];

/** The sentence on top of the status page. `hasReview` is false where the scheme pays without a review by the centre. */
export function tellStory(enrollment: LocalEnrollment, phase: Phase, hasReview = true): Story {
	const state = enrollment.server?.state ?? 'draft';
	if (enrollment.progress === 'refused' && enrollment.refusal) {
		const lead = errorWords(enrollment.refusal.code);
		const act = enrollment.refusal.other ? 'choose' : 'continue';
		return { title: m.payment_status_refused(), lead, tone: 'problem', act };
	}
	if (enrollment.isWithdrawing)
		return calm(m.payment_status_withdrawing(), m.payment_status_withdrawing_lead(), 'sync');
	// A pending submission is newer than the server's word (a correction after 退回补正 too).
	if (enrollment.submission && (state === 'draft' || state === 'notified' || state === 'returned'))
		return pendingStory(enrollment, phase);
	switch (state) {
		case 'draft':
			return calm(m.payment_status_not_submitted(), m.payment_status_not_submitted_lead(), 'continue');
		case 'notified':
			return calm(m.payment_status_notified(), m.payment_status_notified_lead(), 'confirm');
		case 'superseded':
			return calm(m.payment_status_superseded(), m.payment_status_superseded_lead(), null);
		case 'declared':
			return hasReview
				? calm(m.payment_status_reviewing(), m.payment_status_reviewing_lead(), null)
				: calm(m.payment_status_checking(), m.payment_status_checking_lead(), null);
		case 'returned':
			return problem(
				m.payment_status_returned(),
				enrollment.server?.review?.reopened
					? m.payment_status_reopened_lead()
					: m.payment_status_returned_lead(),
				'correct',
			);
		case 'rejected':
			return problem(
				m.payment_status_rejected(),
				hasReview ? m.payment_status_rejected_lead() : m.payment_status_rejected_lead_plain(),
				null,
			);
		case 'approved':
			return orderStory(enrollment.order, hasReview);
	}
}

function calm(title: string, lead: string | null, act: StoryAct | null): Story {
	return { title, lead, tone: 'calm', act };
}

function problem(title: string, lead: string | null, act: StoryAct | null): Story {
	return { title, lead, tone: 'problem', act };
}

function pendingStory({ owner, progress }: LocalEnrollment, phase: Phase): Story {
	if (progress === 'sending') return calm(m.payment_status_sending(), m.payment_status_sending_lead(), null);
	const isOffline = phase === 'offline' || phase === 'captive';
	if (phase === 'signed-out' || (owner === 'device' && !isOffline))
		return calm(m.payment_status_needs_sign_in(), m.payment_status_needs_sign_in_lead(), 'sign-in');
	// Without a network nobody can sign in either; the page changes by itself when it is back.
	if (owner === 'device')
		return calm(m.payment_status_waiting_upload(), m.payment_status_waiting_both_lead(), 'sync');
	return calm(m.payment_status_waiting_upload(), m.payment_status_waiting_upload_lead(), 'sync');
}

function orderStory(order: LocalEnrollment['order'], hasReview: boolean): Story {
	if (!order) return calm(m.payment_status_preparing(), null, null);
	const situation = situationOf(order);
	const { title, lead, tone } = situationWords(order);
	// Where no centre reviews, none has finished.
	const own = situation === 'to-pay' && !hasReview ? m.payment_status_due_lead_plain() : lead;
	return { title, lead: own || null, tone, act: actBySituation[situation] };
}

const actBySituation: Record<Situation, StoryAct | null> = {
	'nothing-due': null,
	'held-back': null,
	'held-for-school': null,
	sending: 'order',
	'to-pay': 'pay',
	declared: 'finish',
	paying: 'finish',
	failed: 'finish',
	cancelled: 'finish',
	paid: 'receipt',
	'paid-twice': 'order',
	mismatch: 'order',
	void: null,
	'void-paid': 'order',
};
