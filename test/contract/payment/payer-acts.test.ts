/** 取消缴款, 申报作废, 重新申报 and 代他人缴费. */
import { sql } from 'kysely';
import { beforeAll, expect, it } from 'vitest';
import type { AccountActor } from '#server/usecase/actor.ts';
import { payForOther, readPaidFor } from '#server/usecase/payment/pay-for-other.usecase.ts';
import { cancelPayment, declareAgain, voidDeclaration } from '#server/usecase/payment/payer-acts.usecase.ts';
import { pushOrders } from '#server/usecase/payment/push-orders.usecase.ts';
import { recordPayment } from '#server/usecase/payment/record-payment.usecase.ts';
import { recordStep } from '#server/usecase/payment/record-step.usecase.ts';
import { verifyLedger } from '#server/usecase/payment/verify-ledger.usecase.ts';
import { describeOnEachDatabase } from '../../support/databases.ts';
import { dueOrder } from '../../support/due-order.ts';
import { createWorld, refusalOf, type World } from '../../support/flow-world.ts';

describeOnEachDatabase('a payer', (database) => {
	let world: World;
	let reviewer: AccountActor;
	beforeAll(async () => {
		world = await createWorld(database());
		reviewer = await world.account('reviewer');
	});

	const due = async () => {
		const one = await dueOrder(world, reviewer);
		await pushOrders({ services: world.services });
		return one;
	};
	type Due = Awaited<ReturnType<typeof due>>;
	const callOf = (one: Due) => ({
		services: world.services,
		actor: one.actor as AccountActor,
		orderId: one.order.id,
	});
	const step = (one: Due, name: 'declared' | 'paying' | 'failed', sequence = 1) =>
		recordStep({
			services: world.services,
			report: { orderId: one.order.id, step: name, sequence },
			source: 'callback',
		});

	it.each(['declared', 'paying', 'failed'] as const)(
		'gives up what was %s: the tax side says so',
		async (name) => {
			const one = await due();
			await step(one, name);
			expect((await cancelPayment(callOf(one))).state).toBe('cancelled');
			expect(world.gateway.cancelled.has(one.order.id)).toBe(true);
		},
	);

	it('gives nothing up that was not begun, was paid, or is somebody else’s', async () => {
		const [one, stranger] = [await due(), await due()];
		expect((await refusalOf(cancelPayment(callOf(one)))).code).toBe('payment.not-now');
		const foreign = { ...callOf(one), actor: stranger.actor as AccountActor };
		for (const act of [cancelPayment, voidDeclaration, declareAgain]) {
			expect((await refusalOf(act(foreign))).code).toBe('request.not-found');
		}
		await step(one, 'paying');
		// Paid in the very moment of giving up: what the gateway answers is what counts.
		world.gateway.answers.set(one.order.id, { state: 'paid', payment: one.body });
		expect((await cancelPayment(callOf(one))).state).toBe('paid');
		for (const act of [cancelPayment, voidDeclaration, declareAgain]) {
			expect((await refusalOf(act(callOf(one)))).code).toBe('payment.not-now');
		}
	});

	it('says nothing is done while the gateway is silent', async () => {
		const one = await due();
		await step(one, 'declared');
		world.gateway.silent = true;
		for (const act of [cancelPayment, voidDeclaration]) {
			expect((await refusalOf(act(callOf(one)))).code).toBe('payment.gateway-silent');
		}
		world.gateway.silent = false;
		expect(await one.stateOf()).toBe('declared');
	});

	it('makes an order void and declares again: a new order, and only one counts', async () => {
		const one = await due();
		expect((await voidDeclaration(callOf(one))).state).toBe('void');
		expect(world.gateway.voided.has(one.order.id)).toBe(true);
		expect((await refusalOf(voidDeclaration(callOf(one)))).code).toBe('payment.not-now');
		const both = await Promise.allSettled([declareAgain(callOf(one)), declareAgain(callOf(one))]);
		const made = both.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
		expect(made).toHaveLength(1);
		const next = made[0]!;
		expect([next.state, next.fee.personalFen]).toEqual(['due', 35_000]);
		expect(next.serial).not.toBe(one.order.serial);
		expect((await refusalOf(declareAgain(callOf(one)))).code).toBe('payment.not-now');
		// Money for the old one is held, money for the new one counts, and no more after that.
		const pay = (orderId: string, taxReceiptNumber: string) =>
			recordPayment({
				services: world.services,
				payment: { ...one.body, orderId, taxReceiptNumber },
				source: 'callback',
			});
		expect(await pay(one.order.id, `41${one.order.serial}`)).toBe('held');
		expect(await pay(next.id, `42${one.order.serial}`)).toBe('recorded');
		expect(await pay(next.id, `43${one.order.serial}`)).toBe('held');
		const { faults } = await verifyLedger({ uow: world.services.uow });
		expect(faults).toEqual([]);
	});

	it('declares nothing again that a reviewer has opened anew', async () => {
		const one = await due();
		await voidDeclaration(callOf(one));
		await database().run({ kind: 'system' }, (trx) =>
			sql`update enrollment set state = 'returned' where id = ${one.record}`.execute(trx),
		);
		expect((await refusalOf(declareAgain(callOf(one)))).code).toBe('payment.not-now');
	});

	const inputOf = (one: Due) => ({
		name: String(one.fields['name']),
		idNumber: String(one.fields['idNumber']),
		serial: one.order.serial,
		begins: false,
	});
	const find = (actor: AccountActor, input: ReturnType<typeof inputOf>, address: string | null = null) =>
		payForOther({ services: world.services, actor, address, input });

	it('finds another’s order by all three, and sees nothing else of theirs', async () => {
		const one = await due();
		const helper = await world.account('student');
		const input = inputOf(one);
		const found = await find(helper, {
			...input,
			name: ` ${input.name}`,
			idNumber: input.idNumber.toLowerCase(),
		});
		expect(found).toEqual({
			serial: one.order.serial,
			nameMasked: expect.stringMatching(/^.\*+$/),
			schemeId: 'yunnan-kunming-2023',
			insuranceYear: 2023,
			amountFen: 35_000,
			state: 'to-pay',
			paidAtMs: null,
			payUrl: expect.stringContaining(one.order.id),
		});
		expect(await readPaidFor({ services: world.services, actor: helper })).toEqual({ rows: [] });
		await find(helper, { ...input, begins: true });
		await find(helper, { ...input, begins: true });
		await recordPayment({ services: world.services, payment: one.body, source: 'callback' });
		const { rows } = await readPaidFor({ services: world.services, actor: helper });
		expect(rows).toMatchObject([{ serial: one.order.serial, state: 'paid', paidAtMs: one.body.paidAtMs }]);
		// Nobody is led to pay a second time.
		expect(await find(helper, input)).toMatchObject({ state: 'paid', payUrl: null });
		expect((await readPaidFor({ services: world.services, actor: one.actor as AccountActor })).rows).toEqual(
			[],
		);
		const seen = await world.services.uow.run(helper, (tx) => tx.orders.get(one.order.id));
		expect(seen).toBeNull();
	});

	it('is told the same whatever of the three is wrong', async () => {
		const [one, two] = [await due(), await due()];
		const helper = await world.account('student');
		const input = inputOf(one);
		const wrong = [
			{ ...input, name: '别人' },
			{ ...input, idNumber: inputOf(two).idNumber },
			{ ...input, serial: two.order.serial },
			{ ...input, serial: '209901010000000009' },
		];
		const told = [];
		for (const one of wrong) told.push(await refusalOf(find(helper, one)));
		expect(new Set(told.map((refusal) => JSON.stringify(refusal))).size).toBe(1);
		expect(told[0]).toEqual({ code: 'request.not-found' });
	});

	it('may not guess: ten tries an hour, whether they hit or not', async () => {
		const one = await due();
		const helper = await world.account('student');
		const codes = [];
		for (let n = 0; n < 10; n++) {
			codes.push((await refusalOf(find(helper, { ...inputOf(one), name: `猜${n}` }))).code);
		}
		expect(new Set(codes)).toEqual(new Set(['request.not-found']));
		expect((await refusalOf(find(helper, inputOf(one)))).code).toBe('request.too-many');
		world.clock.moveOn(3_600_000);
		expect((await find(helper, inputOf(one))).state).toBe('to-pay');
	});
});
