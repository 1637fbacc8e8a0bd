import { describe, expect, test } from 'vitest';
import type { LocalEnrollment } from '#lib/app/views.ts';
import { buildTimeline, type TimelineInput } from '#lib/ui/status/timeline.ts';
import { aLocalEnrollment, anOrder, aServerView, aSubmission } from './local-enrollment.ts';

function timelineOf(enrollment: LocalEnrollment, patch: Partial<TimelineInput> = {}) {
	return buildTimeline({
		enrollment,
		businessDate: '2022-10-15',
		ifPaidToday: { from: '2023-01-01', to: null, waitingDays: null },
		channelName: '云南省电子税务局',
		check: 'review',
		cites: { submit: [], review: [], pay: [], success: [], benefits: [] },
		...patch,
	});
}
const states = (enrollment: LocalEnrollment, patch: Partial<TimelineInput> = {}) =>
	timelineOf(enrollment, patch).map(({ key, state }) => `${key} ${state}`);

const approved = { progress: 'accepted', server: aServerView('approved') } as const;

describe('the timeline', () => {
	test('a corrected submission on its way is not called received', () => {
		const returned = { progress: 'waiting', server: aServerView('returned') } as const;
		expect(states(aLocalEnrollment({ ...returned, submission: aSubmission }))[0]).toBe('submit now');
		expect(states(aLocalEnrollment(returned))[0]).toBe('submit done');
	});

	test('does not say that there is nothing to do while a stop is asked of the person', () => {
		const declared = aLocalEnrollment({ progress: 'accepted', server: aServerView('declared') });
		const notesOf = (patch: Partial<TimelineInput>) => timelineOf(declared, patch)[1]!.notes.join();
		expect(notesOf({})).toContain('不用您操作');
		expect(notesOf({ isStopAsked: true })).toContain('您要先办停保登记');
		expect(notesOf({ isStopAsked: true, check: 'register' })).not.toContain('不用您操作');
	});

	test('has submitting as the present step while the submission waits on the phone', () => {
		const enrollment = aLocalEnrollment({ submission: aSubmission, progress: 'waiting' });
		expect(states(enrollment)).toEqual([
			'submit now',
			'review next',
			'pay next',
			'success next',
			'benefits next',
		]);
	});

	test('shows the business day with the real time of day', () => {
		const enrollment = aLocalEnrollment({ progress: 'accepted', server: aServerView('declared') });
		expect(timelineOf(enrollment)[0]).toMatchObject({ state: 'done', when: '10-15 09:12' });
	});

	test('calls enrollment successful only when the order is paid', () => {
		expect(states(aLocalEnrollment({ ...approved, order: anOrder('due') }))).toEqual([
			'submit done',
			'review done',
			'pay now',
			'success next',
			'benefits next',
		]);
		expect(states(aLocalEnrollment({ ...approved, order: anOrder('paid') }))).toContain('success done');
	});

	test('calls benefits begun from their first day on', () => {
		const paid = aLocalEnrollment({ ...approved, order: anOrder('paid') });
		expect(states(paid, { businessDate: '2022-12-31' })).toContain('benefits now');
		expect(states(paid, { businessDate: '2023-01-01' })).toContain('benefits done');
		expect(states(paid, { businessDate: null })).toContain('benefits now');
	});

	test('shows no date where the document gives no start', () => {
		const open = timelineOf(aLocalEnrollment(), { ifPaidToday: null }).at(-1)!;
		expect(open.title).not.toMatch(/\d{4}-/);
		expect(open.notes).toHaveLength(1);
	});

	test('has no step between where the scheme pays without one, and the register’s where that is all', () => {
		const steps = (check: TimelineInput['check']) =>
			timelineOf(aLocalEnrollment(), { check }).map(({ title }) => title);
		expect(steps(null)).toHaveLength(4);
		expect(steps('register')).toContain('核对学籍');
		expect(steps('register')).not.toContain('待审核');
	});

	test('tells that the wait leaves nothing of the year, before paying and after', () => {
		const none = { from: null, to: null, waitingDays: 90 };
		const last = (enrollment: LocalEnrollment) => timelineOf(enrollment, { ifPaidToday: none }).at(-1)!;
		expect(last(aLocalEnrollment())).toMatchObject({ state: 'off', title: '待遇生效' });
		const order = anOrder('paid');
		const payment = { ...order.payment!, coverage: { ...none, cites: ['C3'], findings: [] } };
		expect(last(aLocalEnrollment({ ...approved, order: { ...order, payment } }))).toMatchObject({
			state: 'off',
			notes: ['没有这一年的待遇'],
		});
	});

	test('warns at the payment while the school has not entered the student', () => {
		const order = anOrder('due');
		const finding = { rule: 'student-charge-certain', severity: 'advice' as const, cites: ['C9'] };
		const held = { ...order, fee: { ...order.fee, payNow: false, findings: [finding] } };
		expect(states(aLocalEnrollment({ ...approved, order: held }))).toContain('pay problem');
	});
});
