import { describe, expect, test } from 'vitest';
import type { LocalEnrollment } from '#lib/app/views.ts';
import { buildTimeline, type TimelineInput } from '#lib/ui/status/timeline.ts';
import { aLocalEnrollment, anOrder, aServerView, aSubmission } from './local-enrollment.ts';

function timelineOf(enrollment: LocalEnrollment, patch: Partial<TimelineInput> = {}) {
	return buildTimeline({
		enrollment,
		businessDate: '2022-10-15',
		expectedFrom: '2023-01-01',
		channelName: '云南省电子税务局',
		hasReview: true,
		cites: { submit: [], review: [], pay: [], success: [], benefits: [] },
		...patch,
	});
}
const states = (enrollment: LocalEnrollment, patch: Partial<TimelineInput> = {}) =>
	timelineOf(enrollment, patch).map(({ key, state }) => `${key} ${state}`);

const approved = { progress: 'accepted', server: aServerView('approved') } as const;

describe('the timeline', () => {
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
		const open = timelineOf(aLocalEnrollment(), { expectedFrom: null }).at(-1)!;
		expect(open.title).not.toMatch(/\d{4}-/);
		expect(open.notes).toHaveLength(1);
	});

	test('has no review step where the scheme pays without one', () => {
		expect(states(aLocalEnrollment(), { hasReview: false }).some((step) => step.startsWith('review'))).toBe(
			false,
		);
	});
});
