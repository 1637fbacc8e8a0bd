/* 提交登记 → 待审核/已办结 → 缴费 → 参保成功 → 待遇生效: what happened, what is now, what follows. */
import type { LocalEnrollment } from '#lib/app/views.ts';
import { clockTime } from '#lib/i18n/time-words.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { formatYuan } from '#shared/std/money.ts';
import { situationOf, situationWords, type Situation } from '../payment/situation.ts';
import { methodWords } from '../payment/method-words.ts';

export type StepState = 'done' | 'now' | 'next' | 'problem' | 'off';
export type StepKey = 'submit' | 'review' | 'pay' | 'success' | 'benefits';

export interface TimelineStep {
	key: StepKey;
	title: string;
	state: StepState;
	/** `10-15 09:12`: the office's day and time; null while it has not happened. */
	when: string | null;
	notes: string[];
	cites: string[];
}

export interface TimelineInput {
	enrollment: LocalEnrollment;
	/** The business date, for whether benefits have begun; null when not yet heard. */
	businessDate: string | null;
	/** When benefits should start, by the scheme's data, before anything is paid; null where it is not given. */
	expectedFrom: string | null;
	/** The main channel's name; null where there is none. */
	channelName: string | null;
	/** False where the scheme pays without a review by the centre. */
	hasReview: boolean;
	cites: Record<StepKey, string[]>;
}

export function buildTimeline(input: TimelineInput): TimelineStep[] {
	const steps = [submitStep(input), payStep(input), successStep(input), benefitsStep(input)];
	if (input.hasReview) steps.splice(1, 0, reviewStep(input));
	return steps;
}

const progressNotes: Partial<Record<LocalEnrollment['progress'], () => string>> = {
	'local-only': m.payment_note_local,
	waiting: m.payment_note_waiting,
	sending: m.payment_note_sending,
	refused: m.payment_note_refused,
};

/** The day is the business date, which rules use and people were told; the time of day is real. */
function whenWords(date: string | null | undefined, timeMs: number | null | undefined): string | null {
	return date && timeMs ? `${date.slice(5)} ${clockTime(timeMs)}` : null;
}

function isReceived(enrollment: LocalEnrollment): boolean {
	const state = enrollment.server?.state;
	return state === 'declared' || state === 'approved' || state === 'rejected' || state === 'returned';
}

function submitStep({ enrollment, cites }: TimelineInput): TimelineStep {
	const base = { key: 'submit' as const, title: m.payment_step_submit(), cites: cites.submit };
	if (isReceived(enrollment)) {
		const number = enrollment.server?.caseNumber ?? '';
		return {
			...base,
			state: 'done',
			when: whenWords(enrollment.server?.submittedOn, enrollment.server?.submittedAtMs),
			notes: [m.payment_note_accepted({ number })],
		};
	}
	const note =
		enrollment.submission || enrollment.progress === 'refused'
			? progressNotes[enrollment.progress]?.()
			: undefined;
	return {
		...base,
		state: enrollment.progress === 'refused' ? 'problem' : 'now',
		when: null,
		notes: note ? [note] : [],
	};
}

function reviewStep({ enrollment, cites }: TimelineInput): TimelineStep {
	const base = { key: 'review' as const, title: m.payment_step_review(), when: null, cites: cites.review };
	const server = enrollment.server;
	switch (server?.state) {
		case 'declared':
			return { ...base, state: 'now', notes: [m.payment_note_review_now()] };
		case 'approved':
			return {
				...base,
				title: m.payment_step_reviewed(),
				state: 'done',
				when: whenWords(server.decidedOn, server.decidedAtMs),
				notes: [m.payment_note_reviewed()],
			};
		case 'returned':
			return {
				...base,
				state: 'problem',
				when: whenWords(server.decidedOn, server.decidedAtMs),
				notes: [m.payment_note_returned()],
			};
		case 'rejected':
			return {
				...base,
				state: 'problem',
				when: whenWords(server.decidedOn, server.decidedAtMs),
				notes: [m.payment_note_rejected()],
			};
		default:
			return { ...base, state: 'next', notes: [m.payment_note_review_next()] };
	}
}

function payStep({ enrollment, channelName, hasReview, cites }: TimelineInput): TimelineStep {
	const order = enrollment.order;
	const amount = order?.fee.due ? formatYuan(order.fee.personalFen) : null;
	const title = amount === null ? m.payment_step_pay() : m.payment_step_pay_amount({ amount });
	const base = { key: 'pay' as const, title, when: null, cites: cites.pay };
	if (!order) return { ...base, state: 'next', notes: hasReview ? [m.payment_note_pay_next()] : [] };
	const situation = situationOf(order);
	if (situation === 'paid' || situation === 'paid-twice') {
		const method = order.payment ? methodWords(order.payment.method) : '';
		return {
			...base,
			state: 'done',
			when: whenWords(order.payment?.paidOn, order.payment?.paidAtMs),
			notes: [
				m.payment_note_paid({ method }),
				...(situation === 'paid-twice' ? [situationWords(order).lead] : []),
			],
		};
	}
	if (situation === 'to-pay') {
		const notes = channelName ? [m.payment_note_pay_now({ channel: channelName })] : [];
		return { ...base, state: 'now', notes };
	}
	return { ...base, state: stepStates[situation] ?? 'problem', notes: [situationWords(order).short] };
}

const stepStates: Partial<Record<Situation, StepState>> = {
	'nothing-due': 'off',
	'held-back': 'next',
	sending: 'now',
	declared: 'now',
	paying: 'now',
	cancelled: 'now',
};

function successStep({ enrollment, cites }: TimelineInput): TimelineStep {
	const order = enrollment.order;
	const isPaid = Boolean(order?.payment);
	return {
		key: 'success',
		title: m.payment_step_success(),
		state: isPaid ? 'done' : 'next',
		when: whenWords(order?.payment?.paidOn, order?.payment?.paidAtMs),
		notes: [isPaid ? m.payment_note_success() : m.payment_note_success_next()],
		cites: cites.success,
	};
}

function benefitsStep({ enrollment, businessDate, expectedFrom, cites }: TimelineInput): TimelineStep {
	const base = { key: 'benefits' as const, when: null, cites: cites.benefits };
	const coverage = enrollment.order?.payment?.coverage;
	const from = coverage ? coverage.from : expectedFrom;
	const title = from ? m.payment_step_benefits_on({ date: from }) : m.payment_step_benefits();
	const notes = from ? [] : [m.payment_note_benefits_open()];
	if (!coverage) return { ...base, title, state: 'next', notes };
	if (coverage.waitingDays) notes.push(m.payment_note_waiting_days({ days: coverage.waitingDays }));
	notes.push(
		coverage.to ? m.payment_note_benefits_to({ date: coverage.to }) : m.payment_note_benefits_to_open(),
	);
	if (!from) return { ...base, title, state: 'next', notes };
	const hasBegun = businessDate !== null && businessDate >= from;
	return { ...base, title, state: hasBegun ? 'done' : 'now', notes };
}
