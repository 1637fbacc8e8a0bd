/** All money that the gateway verifiably reported is an order's payment, held with a reason, or sent back, whatever comes in whatever order. */
import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { isOpenOrder, paymentSteps } from '#shared/domain/payment/order-state.ts';
import type { AccountActor } from '#server/usecase/actor.ts';
import type { GatewayPayment } from '#server/usecase/payment/ports.ts';
import { pushAtOnce } from '#server/usecase/payment/push-orders.usecase.ts';
import { queryOrders } from '#server/usecase/payment/query-orders.usecase.ts';
import { assignMoney } from '#server/usecase/payment/assign-money.usecase.ts';
import { decideRefund, recordRefund } from '#server/usecase/payment/refund-money.usecase.ts';
import { recordPayment } from '#server/usecase/payment/record-payment.usecase.ts';
import { recordStep } from '#server/usecase/payment/record-step.usecase.ts';
import { voidOrder } from '#server/usecase/payment/void-order.ts';
import type { Services, Tx } from '#server/usecase/ports.ts';
import { RefusalError } from '#shared/errors/refusal.ts';
import { describeOnEachDatabase } from '../../support/databases.ts';
import { dueOrder } from '../../support/due-order.ts';
import { createWorld, type World } from '../../support/flow-world.ts';

/** Two orders, and an id that no order has. */
const target = fc.nat({ max: 2 });
const act = fc.oneof(
	{
		weight: 6,
		arbitrary: fc.record({
			kind: fc.constantFrom('callback', 'silent payment'),
			target,
			receipt: fc.nat({ max: 3 }),
			amountFen: fc.constantFrom(35_000, 35_000, 35_000, 34_000, 70_000),
			days: fc.constantFrom(0, 0, 0, -1, -400, 3),
		}),
	},
	{
		weight: 3,
		arbitrary: fc.record({
			kind: fc.constant('step'),
			target,
			step: fc.constantFrom(...paymentSteps),
			sequence: fc.integer({ min: 1, max: 5 }),
		}),
	},
	{ weight: 2, arbitrary: fc.record({ kind: fc.constant('query') }) },
	{ weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('void', 'push'), target }) },
	// What a clerk decides about held money, and what the tax side sends back, decided or not.
	{
		weight: 3,
		arbitrary: fc.record({
			kind: fc.constantFrom('assign', 'decide refund', 'refunded'),
			target: fc.nat({ max: 1 }),
			held: fc.nat({ max: 5 }),
		}),
	},
);
type Act = (typeof act extends fc.Arbitrary<infer T> ? T : never) & { kind: string };

describeOnEachDatabase('the money', (database) => {
	let world: World;
	let reviewer: AccountActor;
	let clerk: AccountActor;
	beforeAll(async () => {
		world = await createWorld(database());
		reviewer = await world.account('reviewer');
		clerk = await world.account('clerk');
	});

	async function play(services: Services, acts: Act[]): Promise<void> {
		const orders = [await dueOrder(world, reviewer), await dueOrder(world, reviewer)];
		await pushAtOnce(services, [orders[0]!.record]);
		const ids = [...orders.map(({ order }) => order.id), world.newId()];
		const atGateway = new Map<string, GatewayPayment[]>(ids.map((id) => [id, []]));
		const reported = new Map<string, number>();
		/** Told under another order and given to its own: told under that one, it is the same money. */
		const given = new Set<string>();
		const note = ({ orderId, taxReceiptNumber, amountFen }: GatewayPayment) => {
			const key = `${orderId} ${taxReceiptNumber} ${amountFen}`;
			if (!given.has(key)) reported.set(key, amountFen);
		};
		for (const act of acts) {
			const id = 'target' in act ? ids[act.target]! : '';
			if ('receipt' in act) {
				const payment: GatewayPayment = {
					orderId: id,
					amountFen: act.amountFen,
					taxReceiptNumber: `R${act.receipt}-${ids[2]}`,
					paidAtMs: world.clock.nowMs() + act.days * 86_400_000,
					method: 'wechat',
				};
				atGateway.get(id)!.push(payment);
				if (act.kind === 'callback') {
					note(payment);
					await recordPayment({ services, payment, source: 'callback' });
				}
			} else if ('held' in act) {
				const key = await decide(services, { act, ids, orders });
				if (key && !reported.has(key)) given.add(key);
			} else if ('step' in act) {
				const report = { orderId: id, step: act.step, sequence: act.sequence };
				await recordStep({ services, report, source: 'callback' });
			} else if (act.kind === 'query') {
				const asked = new Set<string>();
				const gateway = {
					...services.gateway,
					queryOrder: async (orderId: string) => {
						const payments = atGateway.get(orderId) ?? [];
						asked.add(orderId);
						const [payment] = payments;
						return payment ? ({ state: 'paid', payment, payments } as const) : ({ state: 'due' } as const);
					},
				};
				world.clock.moveOn(86_400_000);
				await queryOrders({ services: { ...services, gateway } });
				for (const orderId of asked) for (const payment of atGateway.get(orderId) ?? []) note(payment);
			} else if (act.kind === 'push') {
				await pushAtOnce(
					services,
					orders.map(({ record }) => record),
				);
			} else if (id !== ids[2]) {
				const enrollmentId = orders.find(({ order }) => order.id === id)!.record;
				await services.uow
					.run({ kind: 'system' }, (tx) =>
						voidOrder({ tx, services, enrollmentId, by: 'system', code: 'test' }),
					)
					.catch((error: unknown) => expect(error).toBeInstanceOf(RefusalError));
			}
			await expectToAddUp(ids, reported);
		}
		const faults = await world.services.uow.run({ kind: 'system' }, (tx) => tx.ledger.faults(1_000));
		expect(faults.filter(({ orderId }) => ids.includes(orderId))).toEqual([]);
	}

	/** Answers with what was given to an order, as that order would have been told of it. */
	async function decide(
		services: Services,
		{
			act,
			ids,
			orders,
		}: {
			act: { kind: string; target: number; held: number };
			ids: string[];
			orders: Awaited<ReturnType<typeof dueOrder>>[];
		},
	): Promise<string | null> {
		const held = await world.services.uow.run({ kind: 'system' }, async (tx) => {
			const strays = [...(await tx.strays.ofOrders(ids)), ...(await tx.strays.ofNoOrder(1_000))];
			return strays.filter(({ reportedOrderId }) => ids.includes(reportedOrderId));
		});
		const stray = held[act.held % Math.max(1, held.length)];
		if (!stray) return null;
		const call = { services, actor: clerk, strayId: stray.id };
		const isDone = async (work: Promise<void>) =>
			work.then(
				() => true,
				(error: unknown) => {
					expect(error).toBeInstanceOf(RefusalError);
					return false;
				},
			);
		if (act.kind === 'assign') {
			const { id, serial } = orders[act.target]!.order;
			const isGiven = await isDone(assignMoney({ ...call, serial }));
			return isGiven ? `${id} ${stray.taxReceiptNumber} ${stray.amountFen}` : null;
		}
		if (act.kind === 'decide refund') await isDone(decideRefund(call));
		else await recordRefund({ services, refund: stray, source: 'query' });
		return null;
	}

	async function expectToAddUp(ids: string[], reported: Map<string, number>): Promise<void> {
		const sum = (numbers: Iterable<number>) => [...numbers].reduce((total, n) => total + n, 0);
		await world.services.uow.run({ kind: 'system' }, async (tx) => {
			const strays = (await Promise.all([tx.strays.ofOrders(ids), tx.strays.ofNoOrder(1_000)])).flat();
			const held = strays.filter(({ reportedOrderId }) => ids.includes(reportedOrderId));
			const applied: number[] = [];
			for (const id of ids.slice(0, 2)) {
				const order = (await tx.orders.get(id))!;
				const payment = await tx.payments.ofOrder(id);
				if (payment) applied.push(payment.paidFen);
				const heldHere = held.filter(({ orderId }) => orderId === id);
				expect(payment === null || payment.paidFen === order.amountFen).toBe(true);
				expect(isOpenOrder(order.state)).toBe(!payment && !heldHere.length && order.voidedAtMs === null);
				expect(order.state === 'paid').toBe(payment !== null && heldHere.length === 0);
				const mustWait = order.state === 'mismatch' || order.state === 'refund-pending';
				expect(mustWait).toBe(heldHere.length > 0);
			}
			const receipts = [0, 1, 2, 3].map((receipt) => tx.strays.ofReceipt(`R${receipt}-${ids[2]}`));
			const refunded = (await Promise.all(receipts)).flat().filter((row) => row.refundedAtMs !== null);
			const amounts = [...held, ...refunded].map(({ amountFen }) => amountFen);
			expect(sum(applied) + sum(amounts)).toBe(sum(reported.values()));
		});
	}

	const property = (services: () => Services) =>
		fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 10 }), (acts) =>
			play(services(), acts as Act[]),
		);

	const paying = (target: number, receipt: number, kind = 'callback') => {
		return { kind, target, receipt, amountFen: 35_000, days: 0 } as Act;
	};
	const givenAndToldAgain: Act[] = [
		paying(2, 0),
		paying(0, 0, 'silent payment'),
		{ kind: 'assign', target: 0, held: 0 },
		{ kind: 'query' },
	];

	it('adds up after any sequence of callbacks, steps, questions and voids', async () => {
		await fc.assert(
			property(() => world.services),
			{ numRuns: 15, examples: [[givenAndToldAgain]] },
		);
	});

	/** What chance seldom brings together. */
	const rareOnes: Act[][] = [
		[paying(0, 0), paying(0, 1)],
		[paying(2, 0), { kind: 'assign', target: 0, held: 0 }],
		[paying(2, 0), { kind: 'refunded', target: 0, held: 0 }],
	];

	/** The services with one fault in what a transaction does. */
	const withFault = (fault: (tx: Tx) => Partial<Tx>): Services => ({
		...world.services,
		uow: { run: (actor, work) => world.services.uow.run(actor, (tx) => work({ ...tx, ...fault(tx) })) },
	});
	it.each<[string, (tx: Tx) => Partial<Tx>]>([
		[
			'a second payment is dropped',
			(tx) => ({
				strays: {
					...tx.strays,
					hold: async (row) => (row.reason === 'paid-already' ? true : tx.strays.hold(row)),
				},
			}),
		],
		[
			'money of no order is forgotten',
			(tx) => ({
				strays: {
					...tx.strays,
					hold: async (row) => (row.reason === 'order-unknown' ? true : tx.strays.hold(row)),
				},
			}),
		],
		[
			'the books lack what was held',
			(tx) => ({
				ledger: {
					...tx.ledger,
					post: async (entry) => (entry.kind === 'held' ? true : tx.ledger.post(entry)),
				},
			}),
		],
		[
			'a payment is booked to another account',
			(tx) => ({
				ledger: {
					...tx.ledger,
					post: async (entry) =>
						tx.ledger.post({
							...entry,
							lines: entry.lines.map((line) =>
								entry.kind === 'payment' && line.account === 'receivable'
									? { ...line, account: 'held' }
									: line,
							),
						}),
				},
			}),
		],
		[
			'money that was given to an order stays held',
			(tx) => ({ strays: { ...tx.strays, markApplied: async () => undefined } }),
		],
		[
			'what was sent back stays held',
			(tx) => ({ strays: { ...tx.strays, markRefunded: async () => undefined } }),
		],
		[
			'a payment is written and the order stays as it was',
			(tx) => ({
				orders: {
					...tx.orders,
					update: async (row) => (row.state === 'paid' ? undefined : tx.orders.update(row)),
				},
			}),
		],
	])('and the property finds it when %s', async (_, fault) => {
		const result = await fc.check(
			property(() => withFault(fault)),
			{ numRuns: 200, endOnFailure: true, examples: rareOnes.map((acts) => [acts]) },
		);
		expect(result.failed).toBe(true);
	});
});
