import { beforeAll, expect, it } from 'vitest';
import { orderStates, type OrderState } from '#shared/domain/payment/order-state.ts';
import type { OrderView } from '#shared/protocol/view.ts';
import type { AccountActor } from '#server/usecase/actor.ts';
import { readOrders } from '#server/usecase/office/read-office.usecase.ts';
import { pushAtOnce, pushOrders } from '#server/usecase/payment/push-orders.usecase.ts';
import { checkPayment, queryOrders } from '#server/usecase/payment/query-orders.usecase.ts';
import { recordPayment } from '#server/usecase/payment/record-payment.usecase.ts';
import { recordStep } from '#server/usecase/payment/record-step.usecase.ts';
import { voidOrder } from '#server/usecase/payment/void-order.ts';
import type { GatewayPayment } from '#server/usecase/payment/ports.ts';
import { describeOnEachDatabase } from '../../support/databases.ts';
import { dueOrder } from '../../support/due-order.ts';
import { createWorld, Device, type World } from '../../support/flow-world.ts';

type Due = Awaited<ReturnType<typeof dueOrder>>;

describeOnEachDatabase('payments that go wrong', (database) => {
	let world: World;
	let reviewer: AccountActor;
	let clerk: AccountActor;
	beforeAll(async () => {
		world = await createWorld(database());
		reviewer = await world.account('reviewer');
		clerk = await world.account('clerk');
	});

	const due = () => dueOrder(world, reviewer);
	const pay = (payment: GatewayPayment) =>
		recordPayment({ services: world.services, payment, source: 'callback' });
	const step = (orderId: string, step: 'declared' | 'paying' | 'failed' | 'cancelled', sequence: number) =>
		recordStep({
			services: world.services,
			report: { orderId, step, sequence },
			source: 'callback',
		});
	const makeVoid = ({ record: enrollmentId }: Due) =>
		world.services.uow.run({ kind: 'system' }, (tx) =>
			voidOrder({ tx, services: world.services, enrollmentId, by: 'system', code: 'test' }),
		);
	const viewOf = async ({ actor, order }: Due, version = 3) => {
		const { changes } = await new Device(world, actor, version).pull();
		return changes.find(({ id }) => id === order.id)!.view;
	};

	/** Brings a new order into each state by what is observed, as it would happen. */
	const ways: Record<OrderState, (one: Due) => Promise<unknown>> = {
		due: async () => {},
		declared: ({ order }) => step(order.id, 'declared', 1),
		paying: ({ order }) => step(order.id, 'paying', 2),
		failed: ({ order }) => step(order.id, 'failed', 3),
		cancelled: ({ order }) => step(order.id, 'cancelled', 4),
		paid: ({ body }) => pay(body),
		settled: async ({ body, row }) => {
			await pay(body);
			const paid = await row();
			await world.services.uow.run({ kind: 'system' }, (tx) =>
				tx.orders.update({ ...paid, state: 'settled' }),
			);
		},
		void: makeVoid,
		mismatch: ({ body }) => pay({ ...body, amountFen: 1, taxReceiptNumber: `${body.taxReceiptNumber}1` }),
		'refund-pending': async ({ body }) => {
			await pay(body);
			await pay({ ...body, taxReceiptNumber: `${body.taxReceiptNumber}2` });
		},
	};

	/** What a report does in each state: the state after it, and the reason for which its money is held, if it is. */
	const open = ['due', 'declared', 'paying', 'failed', 'cancelled'];
	const after: Record<string, (state: OrderState) => [OrderState, string | null]> = {
		'the payment': (state) => {
			if (open.includes(state)) return ['paid', null];
			if (state === 'mismatch') return ['refund-pending', null];
			if (state === 'void') return ['refund-pending', 'order-void'];
			return [state, null]; // the very payment that made it so
		},
		'another payment': (state) => {
			if (open.includes(state)) return ['paid', null];
			if (state === 'mismatch') return ['refund-pending', null];
			return ['refund-pending', state === 'void' ? 'order-void' : 'paid-already'];
		},
		'a wrong amount': (state) => {
			if (open.includes(state) || state === 'mismatch') return ['mismatch', 'amount'];
			return ['refund-pending', state === 'void' ? 'order-void' : 'paid-already'];
		},
		'a newer step': (state) => [open.includes(state) ? 'failed' : state, null],
		'an older step': (state) => [state, null],
	};
	const reports: Record<string, (one: Due) => Promise<unknown>> = {
		'the payment': ({ body }) => pay(body),
		'another payment': ({ body }) => pay({ ...body, taxReceiptNumber: `${body.taxReceiptNumber}3` }),
		'a wrong amount': ({ body }) =>
			pay({ ...body, amountFen: 34_000, taxReceiptNumber: `${body.taxReceiptNumber}4` }),
		'a newer step': ({ order }) => step(order.id, 'failed', 9),
		'an older step': ({ order }) => step(order.id, 'failed', 0),
	};
	it.each(orderStates.flatMap((state) => Object.keys(reports).map((report) => [state, report] as const)))(
		'%s meets %s: a true state, the money kept, the same again changes nothing',
		async (state, report) => {
			const one = await due();
			await ways[state](one);
			expect(await one.stateOf()).toBe(state);
			const before = await one.heldReasons();
			const [expected, reason] = after[report]!(state);
			for (const time of ['once', 'again', 'a third time']) {
				await reports[report]!(one);
				expect(await one.stateOf(), time).toBe(expected);
				expect(await one.heldReasons(), time).toEqual(reason ? [...before, reason] : before);
			}
			const entries = await world.services.uow.run({ kind: 'system' }, (tx) =>
				tx.audit.ofSubject(one.order.id),
			);
			const moves = entries.filter(({ detail }) => detail.to === expected && detail.from === state);
			expect(moves.length > 0 || expected === state).toBe(true);
		},
	);

	it('keeps money of an order that is not there yet, and gives it to the order when it comes', async () => {
		const one = await due();
		const early = { ...one.body, orderId: world.newId(), taxReceiptNumber: `99${one.order.serial}` };
		expect(await pay(early)).toBe('order-unknown');
		expect(await pay(early)).toBe('order-unknown');
		const { unmatched } = await readOrders({ services: world.services, actor: clerk, query: {} });
		expect(unmatched).toMatchObject([{ reason: 'order-unknown', amountFen: 35_000 }]);
		// The order is committed after its callback: the same row under the id that the gateway named.
		await database()
			.owner.updateTable('payment_order')
			.set({ id: early.orderId })
			.where('id', '=', one.order.id)
			.execute();
		expect(await pay(early)).toBe('recorded');
		const later = await readOrders({ services: world.services, actor: clerk, query: {} });
		expect(later.unmatched).toEqual([]);
	});

	it('lets nobody pay one insurance of one year twice, through whichever order', async () => {
		const first = await due();
		const second = await due();
		await database()
			.owner.updateTable('payment_order')
			.set({ person_id: (await first.row()).personId, scheme_id: 'changchun-2023' })
			.where('id', '=', second.order.id)
			.execute();
		expect(await pay(first.body)).toBe('recorded');
		expect(await pay(second.body)).toBe('held');
		expect(await second.heldReasons()).toEqual(['person-paid']);
		const row = { ...(await paymentOf(first)), id: world.newId(), orderId: second.order.id };
		const again = { ...row, taxReceiptNumber: 'X12345678' };
		const insert = await world.services.uow.run({ kind: 'system' }, (tx) => tx.payments.insert(again));
		expect(insert).toBe(false);
		async function paymentOf({ order }: Due) {
			const found = await world.services.uow.run({ kind: 'system' }, (tx) => tx.payments.ofOrder(order.id));
			return found!;
		}
	});

	it.each([
		['on the day after the window', 0, '2023-01-01', '2023-04-01', 90],
		['on its last day, told a day later', 1, '2022-12-31', '2023-01-01', 0],
	])(
		'gives the coverage of the day of payment: %s (C2, C3)',
		async (_, daysAgo, paidOn, from, waitingDays) => {
			const one = await due();
			await database()
				.owner.updateTable('payment_order')
				.set({ scheme_id: 'changchun-2023', created_at_ms: 0 })
				.where('id', '=', one.order.id)
				.execute();
			const { businessDate } = world.services;
			const services = {
				...world.services,
				businessDate: { ...businessDate, today: () => '2023-01-01' as const },
			};
			const payment = { ...one.body, paidAtMs: world.clock.nowMs() - daysAgo * 86_400_000 };
			expect(await recordPayment({ services, payment, source: 'query' })).toBe('recorded');
			expect(await viewOf(one)).toMatchObject({
				payment: { paidOn, coverage: { from, to: '2023-12-31', waitingDays } },
			});
		},
	);

	it('has no address to pay at before the tax side has the order, and pushes it at once', async () => {
		const one = await due();
		expect(await viewOf(one)).toMatchObject({ state: 'due', isAtTaxSide: false, payUrl: null });
		world.gateway.silent = true;
		await pushAtOnce(world.services, [one.record]);
		expect(await viewOf(one)).toMatchObject({ isAtTaxSide: false, payUrl: null });
		world.gateway.silent = false;
		await pushAtOnce(world.services, [one.record]);
		expect(await viewOf(one)).toMatchObject({ isAtTaxSide: true, payUrl: expect.stringContaining('/pay/') });
		expect(world.pokes.at(-1)).toMatchObject({ accountId: one.actor.accountId });
	});

	it('tells the gateway of no order that must not be paid yet', async () => {
		const one = await due();
		const held = { ...(await one.row()), fee: { ...one.order.fee, payNow: false } };
		await world.services.uow.run({ kind: 'system' }, (tx) => tx.orders.update(held));
		await pushAtOnce(world.services, [one.record]);
		await pushOrders({ services: world.services });
		expect(world.gateway.orders.has(one.order.id)).toBe(false);
		const free = { ...held, fee: { ...held.fee, payNow: true } };
		await world.services.uow.run({ kind: 'system' }, (tx) => tx.orders.update(free));
		await pushOrders({ services: world.services });
		expect(world.gateway.orders.has(one.order.id)).toBe(true);
	});

	it('carries a void order to the gateway, and holds what was paid there before', async () => {
		const one = await due();
		await pushAtOnce(world.services, [one.record]);
		world.gateway.answers.set(one.order.id, { state: 'void', payments: [one.body] });
		world.gateway.silent = true;
		await makeVoid(one);
		await pushOrders({ services: world.services });
		expect(await one.stateOf()).toBe('void');
		world.gateway.silent = false;
		world.clock.moveOn(3_000);
		await pushOrders({ services: world.services });
		expect(world.gateway.voided.has(one.order.id)).toBe(true);
		expect(await viewOf(one)).toMatchObject({
			state: 'refund-pending',
			payUrl: null,
			payment: null,
			held: [{ reason: 'order-void', amountFen: 35_000 }],
		});
		await makeVoid(one);
		expect(await one.stateOf()).toBe('refund-pending');
	});

	it('keeps every deduction that failed, also once one has succeeded; a report that comes again adds none', async () => {
		const one = await due();
		const failures = async () => {
			const view = (await viewOf(one)) as OrderView;
			return view.failuresAtMs!;
		};
		await step(one.order.id, 'failed', 2);
		await step(one.order.id, 'paying', 3);
		world.clock.moveOn(60_000);
		await step(one.order.id, 'failed', 4);
		const failedAtMs = await failures();
		expect(failedAtMs).toHaveLength(2);
		expect(failedAtMs[1]! - failedAtMs[0]!).toBeGreaterThanOrEqual(60_000);
		world.clock.moveOn(60_000);
		for (const known of [4, 3, 2]) await step(one.order.id, 'failed', known);
		expect(await failures()).toEqual(failedAtMs);
		await pay(one.body);
		await step(one.order.id, 'failed', 9);
		expect(await viewOf(one)).toMatchObject({ state: 'paid', failuresAtMs: failedAtMs });
	});

	it('finds by asking what callbacks did not tell: a failed deduction, then two payments', async () => {
		const one = await due();
		const services = world.services;
		await pushAtOnce(services, [one.record]);
		const check = () => checkPayment({ services, actor: one.actor, orderId: one.order.id });
		world.gateway.answers.set(one.order.id, { state: 'failed', sequence: 3 });
		expect((await check()).state).toBe('failed');
		const second = {
			...one.body,
			taxReceiptNumber: `${one.body.taxReceiptNumber}9`,
			method: 'bank' as const,
		};
		world.gateway.answers.set(one.order.id, { state: 'paid', payment: one.body });
		expect((await check()).state).toBe('paid');
		// A paid order is asked about a few times more.
		world.gateway.answers.set(one.order.id, {
			state: 'paid',
			payment: one.body,
			payments: [one.body, second],
		});
		world.clock.moveOn(86_400_000);
		await queryOrders({ services });
		expect(await viewOf(one)).toMatchObject({
			state: 'refund-pending',
			payment: { taxReceiptNumber: one.body.taxReceiptNumber },
			held: [{ taxReceiptNumber: second.taxReceiptNumber, reason: 'paid-already' }],
		});
	});

	it.each<[OrderState, string]>([
		['failed', 'due'],
		['mismatch', 'void'],
		['refund-pending', 'paid'],
		['settled', 'paid'],
	])('tells a phone of before, which does not know %s, that the order is %s', async (state, known) => {
		const one = await due();
		await ways[state](one);
		expect(await viewOf(one)).toMatchObject({ state });
		expect(await viewOf(one, 2)).toMatchObject({ state: known });
	});

	it('shows a clerk what needs a person, with its reason, and shows the money to its order’s owner alone beside them', async () => {
		const one = await due();
		await pay({ ...one.body, amountFen: 34_000 });
		const other = await due();
		const list = await readOrders({
			services: world.services,
			actor: clerk,
			query: { only: 'needs-person' },
		});
		expect(list.rows.find(({ id }) => id === one.order.id)).toMatchObject({
			state: 'mismatch',
			held: [{ reason: 'amount', amountFen: 34_000 }],
		});
		expect(list.rows.map(({ id }) => id)).not.toContain(other.order.id);
		const seenBy = (actor: AccountActor) =>
			world.services.uow.run(actor, (tx) => tx.strays.ofOrders([one.order.id]));
		expect(await seenBy(one.actor)).toHaveLength(1);
		expect(await seenBy(other.actor)).toEqual([]);
		expect(await seenBy(await world.account('school-admin', 'kmmu'))).toEqual([]);
	});
});
