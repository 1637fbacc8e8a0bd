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

type Coverage = Pick<NonNullable<OrderPayment>['coverage'], 'from' | 'to' | 'waitingDays'>;
type OrderPayment = NonNullable<LocalEnrollment['order']>['payment'];

export interface TimelineInput {
	enrollment: LocalEnrollment;
	/** The business date, for whether benefits have begun; null when not yet heard. */
	businessDate: string | null;
	/** When benefits would run if it were paid today; null while the date or the scheme is not known. */
	ifPaidToday: Coverage | null;
	/** The main channel's name; null where there is none. */
	channelName: string | null;
	/** The centre's review before payment; else the check of the student register; else nothing between. */
	check: 'review' | 'register' | null;
	/** The page asks the person to stop another insurance first: it is not said that there is nothing to do. */
	isStopAsked?: boolean;
	cites: Record<StepKey, string[]>;
}

export function buildTimeline(input: TimelineInput): TimelineStep[] {
	const steps = [submitStep(input), payStep(input), successStep(input), benefitsStep(input)];
	if (input.check) steps.splice(1, 0, reviewStep(input, checkWords[input.check]));
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
	// A corrected one is on its way: what was received is the earlier one.
	if (state === 'returned' && enrollment.submission) return false;
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

const checkWords = {
	review: {
		title: m.payment_step_review,
		doneTitle: m.payment_step_reviewed,
		now: m.payment_note_review_now,
		done: m.payment_note_reviewed,
		next: m.payment_note_review_next,
	},
	register: {
		title: m.payment_step_check,
		doneTitle: m.payment_step_checked,
		now: m.payment_note_check_now,
		done: m.payment_note_checked,
		next: m.payment_note_check_next,
	},
};

function reviewStep(
	{ enrollment, isStopAsked, cites }: TimelineInput,
	words: (typeof checkWords)['review'],
): TimelineStep {
	const base = { key: 'review' as const, title: words.title(), when: null, cites: cites.review };
	const server = enrollment.server;
	switch (server?.state) {
		case 'declared':
			return { ...base, state: 'now', notes: [isStopAsked ? m.payment_note_stop_asked() : words.now()] };
		case 'approved':
			return {
				...base,
				title: words.doneTitle(),
				state: 'done',
				when: whenWords(server.decidedOn, server.decidedAtMs),
				notes: [words.done()],
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
			return { ...base, state: 'next', notes: [words.next()] };
	}
}

function payStep({ enrollment, channelName, check, cites }: TimelineInput): TimelineStep {
	const order = enrollment.order;
	const amount = order?.fee.due ? formatYuan(order.fee.personalFen) : null;
	const title = amount === null ? m.payment_step_pay() : m.payment_step_pay_amount({ amount });
	const base = { key: 'pay' as const, title, when: null, cites: cites.pay };
	if (!order) return { ...base, state: 'next', notes: check === 'review' ? [m.payment_note_pay_next()] : [] };
	const situation = situationOf(order);
	if (situation === 'paid' || situation === 'paid-twice') {
		const method = order.payment ? methodWords(order.payment.method) : '';
		return {
			...base,
			state: 'done',
			when: whenWords(order.payment?.paidOn, order.payment?.paidAtMs),
			notes: [
				m.payment_note_paid({ method }),
				...(situation === 'paid-twice' ? [m.payment_twice_note()] : []),
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

function benefitsStep({ enrollment, businessDate, ifPaidToday, cites }: TimelineInput): TimelineStep {
	const base = { key: 'benefits' as const, when: null, cites: cites.benefits };
	const coverage = enrollment.order?.payment?.coverage;
	const { from, waitingDays } = coverage ?? ifPaidToday ?? { from: null, waitingDays: null };
	const title = from ? m.payment_step_benefits_on({ date: from }) : m.payment_step_benefits();
	// A wait that ends after the year leaves none of it: that is not the same as a start that nobody gave.
	if (!from && waitingDays) {
		const note = coverage ? m.payment_benefit_none() : m.payment_note_no_benefits();
		return { ...base, title, state: 'off', notes: [note] };
	}
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
