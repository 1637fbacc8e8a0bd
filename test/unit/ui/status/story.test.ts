import { describe, expect, test } from 'vitest';
import { tellStory } from '#lib/ui/status/story.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { aLocalEnrollment, anOrder, aServerView, aSubmission } from './local-enrollment.ts';

describe('the sentence on the status page', () => {
	test('a submission in the outbox is not called submitted', () => {
		const waiting = aLocalEnrollment({ submission: aSubmission, progress: 'waiting' });
		expect(tellStory(waiting, 'offline')).toMatchObject({
			title: m.payment_status_waiting_upload(),
			act: 'sync',
		});
		expect(tellStory(waiting, 'signed-out')).toMatchObject({ act: 'sign-in' });
	});

	test('a corrected submission on its way outweighs the returned state of the server', () => {
		const enrollment = aLocalEnrollment({
			submission: aSubmission,
			progress: 'sending',
			server: aServerView('returned'),
		});
		expect(tellStory(enrollment, 'syncing').title).toBe(m.payment_status_sending());
	});

	test('a refusal says its reason and leads back to the form', () => {
		const refused = aLocalEnrollment({ progress: 'refused', refusal: { code: 'enrollment.incomplete' } });
		expect(tellStory(refused, 'idle')).toMatchObject({
			tone: 'problem',
			act: 'continue',
			lead: m.error_enrollment_incomplete(),
		});
	});

	test('a declared form waits for the centre', () => {
		const declared = aLocalEnrollment({ progress: 'accepted', server: aServerView('declared') });
		expect(tellStory(declared, 'idle')).toMatchObject({ title: m.payment_status_reviewing(), act: null });
	});

	test('an approved form without an order says that the order is prepared, not that money is due', () => {
		const approved = aLocalEnrollment({ progress: 'accepted', server: aServerView('approved') });
		expect(tellStory(approved, 'idle')).toMatchObject({ title: m.payment_status_preparing(), act: null });
	});

	test.each([
		['due', 'pay'],
		['paid', 'receipt'],
		['settled', 'receipt'],
		['declared', 'finish'],
		['paying', 'finish'],
		['failed', 'finish'],
		['cancelled', 'finish'],
		['mismatch', 'order'],
		['refund-pending', 'order'],
		['void', null],
	] as const)('an order that is %s offers %s', (state, act) => {
		const enrollment = aLocalEnrollment({
			progress: 'accepted',
			server: aServerView('approved'),
			order: anOrder(state),
		});
		expect(tellStory(enrollment, 'idle').act).toBe(act);
	});

	test('an order on hold does not lead to paying', () => {
		const order = anOrder('due');
		const held = { ...order, fee: { ...order.fee, payNow: false } };
		const enrollment = aLocalEnrollment({
			server: aServerView('approved'),
			order: held,
			progress: 'accepted',
		});
		expect(tellStory(enrollment, 'idle').act).toBeNull();
	});

	test('an order that waits for the school says not to pay yet', () => {
		const order = anOrder('due');
		const finding = { rule: 'student-charge-certain', severity: 'advice' as const, cites: ['C9'] };
		const held = { ...order, fee: { ...order.fee, payNow: false, findings: [finding] } };
		const enrollment = aLocalEnrollment({ server: aServerView('approved'), order: held });
		expect(tellStory(enrollment, 'idle', false)).toMatchObject({ title: '先不要缴费', act: null });
	});

	test('where no centre reviews, nobody is told to wait for it', () => {
		const declared = aLocalEnrollment({ progress: 'accepted', server: aServerView('declared') });
		expect(tellStory(declared, 'idle', false)).toMatchObject({ title: '正在核对学籍', act: null });
	});
});

test('a withdrawal that waits is not called withdrawn', () => {
	const enrollment = aLocalEnrollment({
		owner: 'account',
		server: aServerView('declared'),
		progress: 'waiting',
		isWithdrawing: true,
	});
	expect(tellStory(enrollment, 'offline')).toMatchObject({ title: '撤回待上传', act: 'sync' });
});
