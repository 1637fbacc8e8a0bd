import { describe, expect, test } from 'vitest';
import { m } from '#lib/i18n/paraglide/messages.js';
import { stageTag } from '#lib/ui/enrollment/stage-tag.ts';
import { aLocalEnrollment, anOrder, aServerView, aSubmission } from '../status/local-enrollment.ts';

const received = (state: Parameters<typeof aServerView>[0]) =>
	aLocalEnrollment({ progress: 'accepted', server: aServerView(state) });

describe('the word beside an enrollment in the list', () => {
	test('is where it lies, while the office has not received it', () => {
		expect(stageTag(aLocalEnrollment()).words).toBe(m.sync_progress_local_only());
		expect(stageTag(aLocalEnrollment({ progress: 'sending' })).words).toBe(m.sync_progress_sending());
		const corrected = {
			progress: 'waiting',
			submission: aSubmission,
			server: aServerView('returned'),
		} as const;
		expect(stageTag(aLocalEnrollment(corrected)).words).toBe(m.sync_progress_waiting());
	});

	test('is what is wanted of the person, while edits to a returned one still wait', () => {
		const edited = aLocalEnrollment({ progress: 'waiting', server: aServerView('returned') });
		expect(stageTag(edited)).toEqual({ words: m.enrollment_stage_returned(), tone: 'warn' });
	});

	test('is a refusal before all else', () => {
		const refused = aLocalEnrollment({ progress: 'refused', server: aServerView('returned') });
		expect(stageTag(refused).words).toBe(m.sync_progress_refused());
	});

	test('tells review from checking where no centre reviews', () => {
		expect(stageTag(received('declared')).words).toBe(m.enrollment_stage_declared());
		expect(stageTag(received('declared'), false).words).toBe(m.enrollment_stage_checking());
	});

	test.each([
		['due', m.enrollment_stage_to_pay()],
		['failed', m.enrollment_stage_to_pay()],
		['paid', m.enrollment_stage_paid()],
		['void', m.enrollment_stage_void()],
		['mismatch', m.enrollment_stage_trouble()],
	] as const)('after approval is what the order wants: %s', (state, words) => {
		expect(stageTag({ ...received('approved'), order: anOrder(state) }).words).toBe(words);
	});

	test('never says 待缴费 while paying would be wrong', () => {
		const order = anOrder('due');
		const held = { ...order, fee: { ...order.fee, payNow: false } };
		expect(stageTag({ ...received('approved'), order: held }).words).toBe(m.enrollment_stage_held());
		const free = { ...order, fee: { ...order.fee, due: false } };
		expect(stageTag({ ...received('approved'), order: free }).words).toBe(m.enrollment_stage_nothing_due());
	});
});
