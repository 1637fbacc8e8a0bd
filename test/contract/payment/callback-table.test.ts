/** Every kind of callback, against an order of every state: what is answered, and what becomes of the order. */
import { beforeAll, expect, it } from 'vitest';
import { handleTaxCallback } from '#server/http/tax-callback.ts';
import type { AccountActor } from '#server/usecase/actor.ts';
import { recordPayment } from '#server/usecase/payment/record-payment.usecase.ts';
import { recordStep } from '#server/usecase/payment/record-step.usecase.ts';
import { verifyLedger } from '#server/usecase/payment/verify-ledger.usecase.ts';
import { voidOrder } from '#server/usecase/payment/void-order.ts';
import { orderStates, type OrderState, type PaymentStep } from '#shared/domain/payment/order-state.ts';
import { hmacSha256Hex } from '#shared/std/hmac.ts';
import { describeOnEachDatabase } from '../../support/databases.ts';
import { dueOrder } from '../../support/due-order.ts';
import { createWorld, type World } from '../../support/flow-world.ts';

const secret = 'a-secret-of-the-gateway';

/**
 * Row: the order's state before. Columns: a callback of a payment that fits, by how it was sent; `altered` has one
 * digit changed after signing, `repeated` is the one that was told last, `late step` is older than what is known.
 */
const table = `
	               honest                  forged altered stale repeated late-step
	due            recorded:paid           401    401     400   -        -
	declared       recorded:paid           401    401     400   -        repeated
	paying         recorded:paid           401    401     400   -        repeated
	failed         recorded:paid           401    401     400   -        repeated
	cancelled      recorded:paid           401    401     400   -        repeated
	paid           409:refund-pending      401    401     400   repeated repeated
	settled        409:refund-pending      401    401     400   repeated repeated
	void           409:refund-pending      401    401     400   -        repeated
	mismatch       recorded:refund-pending 401    401     400   409      repeated
	refund-pending 409:refund-pending      401    401     400   409      repeated
`;
const [head, ...rows] = table
	.trim()
	.split('\n')
	.map((line) => line.trim().split(/\s+/));

describeOnEachDatabase('a callback to an order of any state', (database) => {
	let world: World;
	let reviewer: AccountActor;
	let receipts = 0;
	beforeAll(async () => {
		world = await createWorld(database());
		reviewer = await world.account('reviewer');
	});

	type Due = Awaited<ReturnType<typeof dueOrder>>;
	const told = (one: Due, change: object = {}) => ({
		...one.body,
		taxReceiptNumber: `T${String(++receipts).padStart(9, '0')}`,
		...change,
	});

	/** Brings an order there by what the product itself does; answers with the money that was told last. */
	async function bring(one: Due, state: OrderState) {
		const { services } = world;
		const pay = async (payment: ReturnType<typeof told>) => {
			await recordPayment({ services, payment, source: 'callback' });
			return payment;
		};
		const steps: readonly string[] = ['declared', 'paying', 'failed', 'cancelled'];
		if (steps.includes(state)) {
			const report = { orderId: one.order.id, step: state as PaymentStep, sequence: 5 };
			await recordStep({ services, report, source: 'callback' });
		}
		if (state === 'void') {
			const work = { enrollmentId: one.record, by: 'system', code: 'test' };
			await services.uow.run({ kind: 'system' }, (tx) => voidOrder({ tx, services, ...work }));
		}
		if (state === 'mismatch') return pay(told(one, { amountFen: 34_000 }));
		if (state !== 'paid' && state !== 'settled' && state !== 'refund-pending') return null;
		const paid = await pay(told(one));
		if (state === 'refund-pending') return pay(told(one));
		if (state === 'settled') {
			await services.uow.run({ kind: 'system' }, async (tx) => {
				const order = (await tx.orders.lock(one.order.id))!;
				await tx.orders.update({ ...order, state: 'settled' });
			});
		}
		return paid;
	}

	interface Sent {
		key?: string;
		offsetMs?: number;
		alter?: (raw: string) => string;
	}
	async function send(body: object, { key = secret, offsetMs = 0, alter = (raw) => raw }: Sent = {}) {
		const raw = JSON.stringify(body);
		const timestamp = String(world.clock.nowMs() + offsetMs);
		const signature = await hmacSha256Hex(key, `${timestamp}.${raw}`);
		const request = new Request('http://office.test/api/callbacks/tax', {
			method: 'POST',
			headers: { 'x-gateway-timestamp': timestamp, 'x-gateway-signature': signature },
			body: alter(raw),
		});
		const reply = await handleTaxCallback(request, { services: world.services, secret });
		const { status } = (await reply.json()) as { status?: string };
		return reply.status === 200 ? status! : String(reply.status);
	}
	const moneyOf = async (one: Due) => {
		const { payment, held } = await world.services.uow.run({ kind: 'system' }, async (tx) => ({
			payment: await tx.payments.ofOrder(one.order.id),
			held: await tx.strays.ofOrders([one.order.id]),
		}));
		return JSON.stringify({ payment, held });
	};

	it('is all in the table', () => {
		expect(rows.map(([state]) => state).sort()).toEqual([...orderStates].sort());
		expect(head).toEqual(['honest', 'forged', 'altered', 'stale', 'repeated', 'late-step']);
	});

	it.each(rows)('%s', async (name, honest, forged, altered, stale, repeated, lateStep) => {
		const state = orderStates.find((one) => one === name)!;
		const one = await dueOrder(world, reviewer);
		const last = await bring(one, state);
		expect(await one.stateOf()).toBe(state);
		const before = await moneyOf(one);
		const body = told(one);
		// What is not the gateway's, or not of now, changes nothing.
		expect(await send(body, { key: 'another' })).toBe(forged);
		expect(await send(body, { alter: (raw) => raw.replace('35000', '35001') })).toBe(altered);
		expect(await send(body, { offsetMs: -6 * 60_000 })).toBe(stale);
		expect(await send(body, { offsetMs: 6 * 60_000 })).toBe(stale);
		if (repeated !== '-') expect(await send(last!)).toBe(repeated);
		else expect(last).toBeNull();
		// To a new order every step is news.
		const step = { orderId: one.order.id, step: 'paying', sequence: 2 };
		if (lateStep !== '-') expect(await send(step)).toBe(lateStep);
		expect([await one.stateOf(), await moneyOf(one)]).toEqual([state, before]);
		// The honest one counts, once.
		const [answer, next = state] = honest!.split(':');
		expect(await send(body)).toBe(answer);
		expect(await one.stateOf()).toBe(next);
		const after = await moneyOf(one);
		expect(after).not.toBe(before);
		expect(await send(body)).toBe(answer === 'recorded' ? 'repeated' : answer);
		expect([await one.stateOf(), await moneyOf(one)]).toEqual([next, after]);
		if (state === 'settled') return;
		expect((await verifyLedger({ uow: world.services.uow })).faults).toEqual([]);
	});
});
