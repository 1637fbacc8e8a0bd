import { expect, test } from 'vitest';
import { PaymentCheck } from '#lib/app/payment/payment-check.svelte.ts';
import { GuideProgress } from '#lib/app/payment/guide-progress.svelte.ts';
import { err, ok } from '#shared/std/result.ts';
import { anOrder } from '../../ui/status/local-enrollment.ts';

test('asking repeats what the server observed and decides nothing', async () => {
	const due = new PaymentCheck({ check: async () => ok(anOrder('due')) });
	await due.ask('an-order');
	expect(due.answer).toEqual({ kind: 'observed', order: anOrder('due') });
	const paid = new PaymentCheck({ check: async () => ok(anOrder('paid')) });
	await paid.ask('an-order');
	expect(paid.answer).toEqual({ kind: 'observed', order: anOrder('paid') });
});

test('a silent gateway is a refusal, not an answer about the payment', async () => {
	const check = new PaymentCheck({ check: async () => err({ code: 'payment.gateway-silent' }) });
	await check.ask('an-order');
	expect(check.answer).toEqual({ kind: 'refused', refusal: { code: 'payment.gateway-silent' } });
});

test('a second tap while asking sends nothing', async () => {
	let calls = 0;
	const check = new PaymentCheck({
		check: async () => {
			calls += 1;
			return ok(anOrder('due'));
		},
	});
	await Promise.all([check.ask('an-order'), check.ask('an-order')]);
	expect(calls).toBe(1);
});

test('the guide goes on where it was left, and begins again on request', () => {
	const progress = new GuideProgress('order-1');
	progress.finish('account');
	progress.tick('office', true);
	expect([progress.isDone('account'), progress.isDone('open'), progress.isTicked('office')]).toEqual([
		true,
		false,
		true,
	]);
	progress.tick('office', false);
	expect(progress.isTicked('office')).toBe(false);
	progress.restart();
	expect(progress.isDone('account')).toBe(false);
});
