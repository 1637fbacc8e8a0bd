/** The tax side's statement against what is here: each row once, whatever the file holds. */
import { beforeAll, expect, it } from 'vitest';
import { openSheet } from '#server/adapters/sheet/open-sheet.ts';
import type { AccountActor } from '#server/usecase/actor.ts';
import { readMoneyQueue } from '#server/usecase/office/read-money-queue.usecase.ts';
import { readOrders } from '#server/usecase/office/read-office.usecase.ts';
import { assignMoney } from '#server/usecase/payment/assign-money.usecase.ts';
import type { GatewayPayment } from '#server/usecase/payment/ports.ts';
import { recordPayment } from '#server/usecase/payment/record-payment.usecase.ts';
import { decideRefund } from '#server/usecase/payment/refund-money.usecase.ts';
import { verifyLedger } from '#server/usecase/payment/verify-ledger.usecase.ts';
import { voidOrder } from '#server/usecase/payment/void-order.ts';
import { matchStatements } from '#server/usecase/statement/match-statements.usecase.ts';
import { lookAgain, readStatements } from '#server/usecase/statement/read-statements.usecase.ts';
import { takeStatement } from '#server/usecase/statement/take-statement.usecase.ts';
import { describeOnEachDatabase } from '../../support/databases.ts';
import { dueOrder } from '../../support/due-order.ts';
import { createWorld, refusalOf, type World } from '../../support/flow-world.ts';
import { csv, rowOf } from '../../support/statement-files.ts';

type Due = Awaited<ReturnType<typeof dueOrder>>;

describeOnEachDatabase('a statement', (database) => {
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
	const paid = async () => {
		const one = await due();
		await pay(one.body);
		return one;
	};
	const take = (bytes: Uint8Array<ArrayBuffer>) =>
		takeStatement({ services: world.services, actor: clerk, bytes, open: openSheet });
	const matchAll = async () => {
		while ((await matchStatements({ services: world.services })) > 0);
	};
	const taken = async (rows: string[][]) => {
		const { id } = await take(csv(rows));
		await matchAll();
		return id;
	};
	const outcomesOf = async (id: string) => {
		const { statements } = await readStatements({ services: world.services, actor: clerk });
		const { outcomes, waiting, state } = statements.find((one) => one.id === id)!;
		expect([waiting, state]).toEqual([0, 'done']);
		return Object.fromEntries(outcomes.map(({ outcome, count }) => [outcome, count]));
	};
	const differences = () => readMoneyQueue({ services: world.services, actor: clerk });
	const row = (one: Due, change: Partial<GatewayPayment> = {}, kind = '缴款') =>
		rowOf(one.order.serial, { ...one.body, ...change }, kind);
	const strayOf = async (one: Due) => {
		const strays = await world.services.uow.run({ kind: 'system' }, (tx) =>
			tx.strays.ofOrders([one.order.id]),
		);
		return strays[0]!;
	};
	const orderOfRow = (serial: string) =>
		readOrders({ services: world.services, actor: clerk, query: { text: serial } });
	const expectSoundBooks = async () =>
		expect((await verifyLedger({ uow: world.services.uow })).faults).toEqual([]);

	it('settles what is on both sides, once; the same file and the same rows again change nothing', async () => {
		const [first, second] = [await paid(), await paid()];
		const rows = [row(first), row(second), row(second)];
		const id = await taken(rows);
		expect(await outcomesOf(id)).toEqual({ settled: 2, duplicate: 1 });
		expect([await first.stateOf(), await second.stateOf()]).toEqual(['settled', 'settled']);
		const before = await verifyLedger({ uow: world.services.uow });
		expect(await take(csv(rows))).toEqual({ id, isKnown: true });
		await matchAll();
		const again = await taken([...rows, row(await paid())]);
		expect(await outcomesOf(again)).toEqual({ known: 2, duplicate: 1, settled: 1 });
		const after = await verifyLedger({ uow: world.services.uow });
		expect(after.faults).toEqual([]);
		const settled = ({ balances }: typeof after) =>
			balances.find(({ account }) => account === 'settled')!.amountFen;
		expect(settled(after) - settled(before)).toBe(35_000);
	});

	it('asks the gateway for money that nobody here has heard of, and believes no file alone', async () => {
		const [lost, forged] = [await due(), await due()];
		world.gateway.answers.set(lost.order.id, { state: 'paid', payment: lost.body });
		const stranger = rowOf('209901010000000001', { ...lost.body, taxReceiptNumber: '99999999' });
		const id = await taken([row(lost), row(forged), stranger]);
		expect(await outcomesOf(id)).toEqual({ settled: 1, 'missing-here': 2 });
		expect([await lost.stateOf(), await forged.stateOf()]).toEqual(['settled', 'due']);
		// The gateway speaks later: the clerk has the row looked at once more.
		world.gateway.answers.set(forged.order.id, { state: 'paid', payment: forged.body });
		const waiting = (await differences()).rows.find(({ serial }) => serial === forged.order.serial)!;
		const call = { services: world.services, actor: clerk, id, line: waiting.line };
		await lookAgain(call);
		await matchAll();
		expect(await forged.stateOf()).toBe('settled');
		expect((await refusalOf(lookAgain(call))).code).toBe('request.not-found');
		await expectSoundBooks();
	});

	it('finds another amount, another order, and what the tax side lacks', async () => {
		world.clock.moveOn(3 * 86_400_000);
		const [amount, other, absent, there] = [await paid(), await paid(), await paid(), await paid()];
		const id = await taken([
			row(amount, { amountFen: 34_000 }),
			[absent.order.serial, ...row(other).slice(1)],
			row(there),
		]);
		expect(await outcomesOf(id)).toEqual({ 'amount-differs': 1, 'order-differs': 1, settled: 1 });
		const { missingThere } = await differences();
		expect(missingThere.map(({ serial }) => serial)).toContain(absent.order.serial);
		expect(missingThere.map(({ serial }) => serial)).not.toContain(there.order.serial);
		// It is in the next day's file.
		await taken([row(absent)]);
		expect((await differences()).missingThere.map(({ serial }) => serial)).not.toContain(absent.order.serial);
		await expectSoundBooks();
	});

	it('paid twice: found, set for refund, closed by the statement', async () => {
		const one = await paid();
		const second = { taxReceiptNumber: `${one.body.taxReceiptNumber}2` };
		await pay({ ...one.body, ...second });
		expect(await one.stateOf()).toBe('refund-pending');
		expect((await strayOf(one)).refundDueAtMs).not.toBeNull();
		expect(await outcomesOf(await taken([row(one), row(one, second)]))).toEqual({ settled: 1, held: 1 });
		const id = await taken([row(one, second, '退款'), row(one, second, '退款'), row(one, {}, '退款')]);
		expect(await outcomesOf(id)).toEqual({ refunded: 1, duplicate: 1, 'refund-unexpected': 1 });
		expect(await one.stateOf()).toBe('settled');
		await pay({ ...one.body, ...second });
		expect(await one.stateOf()).toBe('settled');
		await expectSoundBooks();
	});

	it('a refund that the gateway reports closes it too, and the order may be paid again', async () => {
		const one = await due();
		const wrong = { ...one.body, amountFen: 34_000, taxReceiptNumber: `${one.body.taxReceiptNumber}9` };
		await pay(wrong);
		expect(await one.stateOf()).toBe('mismatch');
		await pay({ ...wrong, refundedAtMs: world.clock.nowMs() });
		expect(await one.stateOf()).toBe('due');
		await pay({ ...wrong, refundedAtMs: world.clock.nowMs() });
		expect(await one.stateOf()).toBe('due');
		await pay(one.body);
		expect(await one.stateOf()).toBe('paid');
		await expectSoundBooks();
	});

	it('a clerk gives held money to the order that it fits, and to no other', async () => {
		const one = await due();
		const stray = { ...one.body, orderId: world.newId(), taxReceiptNumber: `77${one.order.serial}` };
		await pay(stray);
		expect(await outcomesOf(await taken([row(one, stray)]))).toEqual({ held: 1 });
		const { unmatched } = await readOrders({ services: world.services, actor: clerk, query: {} });
		const { id: strayId } = unmatched.find(
			({ taxReceiptNumber }) => taxReceiptNumber === stray.taxReceiptNumber,
		)!;
		const assign = (serial: string, id = strayId) =>
			assignMoney({ services: world.services, actor: clerk, strayId: id, serial });
		const full = await paid();
		expect(await refusalOf(assign(full.order.serial))).toMatchObject({
			code: 'payment.not-fitting',
			path: 'paid-already',
		});
		expect((await refusalOf(assign('209901010000000009'))).code).toBe('request.not-found');
		await assign(one.order.serial);
		expect(await one.stateOf()).toBe('paid');
		expect((await refusalOf(assign(one.order.serial))).code).toBe('payment.handled-already');
		// The statement that held it is looked at again.
		await matchAll();
		expect(await one.stateOf()).toBe('settled');
		expect((await orderOfRow(one.order.serial)).rows).toMatchObject([
			{ state: 'settled', taxReceiptNumber: stray.taxReceiptNumber },
		]);
		const acts = await world.services.uow.run({ kind: 'system' }, (tx) => tx.audit.ofSubject(one.order.id));
		expect(acts.find(({ act }) => act === 'payment.assign')?.actor).toBe(clerk.accountId);
		await expectSoundBooks();
	});

	it('money that a clerk gave to another order is settled there, however often and from whatever file it comes', async () => {
		const services = world.services;
		const [named, other] = [await due(), await due()];
		await services.uow.run({ kind: 'system' }, (tx) =>
			voidOrder({ tx, services, enrollmentId: named.record, by: 'system', code: 'test' }),
		);
		await pay(named.body);
		const { id: strayId } = await strayOf(named);
		const first = await taken([row(named)]);
		expect(await outcomesOf(first)).toEqual({ held: 1 });
		const { serial } = other.order;
		await assignMoney({ services, actor: clerk, strayId, serial });
		await matchAll();
		expect(await outcomesOf(first)).toEqual({ settled: 1 });
		expect(await other.stateOf()).toBe('settled');
		// The day's file comes once more with another row in it.
		const second = await taken([row(named), row(await paid())]);
		expect(await outcomesOf(second)).toEqual({ known: 1, settled: 1 });
		// Whichever order the tax side names: the clerk decided about this receipt and amount, and about no other amount.
		const third = await due();
		const named3 = [third.order.serial, ...row(named).slice(1)];
		expect(await outcomesOf(await taken([named3]))).toEqual({ known: 1 });
		const less = row(named, { amountFen: named.body.amountFen - 1_000 });
		expect(await outcomesOf(await taken([less]))).toEqual({ 'amount-differs': 1 });
		expect(await third.stateOf()).toBe('due');
		await expectSoundBooks();
	});

	it('a clerk sends held money back; that it went is observed', async () => {
		const one = await due();
		const services = world.services;
		await services.uow.run({ kind: 'system' }, (tx) =>
			voidOrder({ tx, services, enrollmentId: one.record, by: 'system', code: 'test' }),
		);
		await pay(one.body);
		const { id: strayId } = await strayOf(one);
		await decideRefund({ services, actor: clerk, strayId });
		const again = await refusalOf(decideRefund({ services, actor: clerk, strayId }));
		expect(again.code).toBe('payment.handled-already');
		expect(await one.stateOf()).toBe('refund-pending');
		await taken([row(one, {}, '退款')]);
		expect(await one.stateOf()).toBe('void');
		await expectSoundBooks();
	});

	it('bad rows of many: the good ones count once, the bad ones come back with reasons', async () => {
		const one = await paid();
		const rows = Array.from({ length: 2_000 }, (_, n) =>
			n % 200 === 7
				? [`x${n}`, ...row(one).slice(1)]
				: rowOf('209901010000000001', { ...one.body, taxReceiptNumber: `55${n}${one.order.serial}` }),
		);
		const id = await taken([...rows, row(one)]);
		expect(await outcomesOf(id)).toEqual({ bad: 10, 'missing-here': 1_990, settled: 1 });
		const bad = await world.services.uow.run(clerk, (tx) =>
			tx.statements.badLines(id, { afterLine: 0, limit: 20 }),
		);
		expect(bad).toHaveLength(10);
		expect(bad[0]).toMatchObject({ line: 9, problem: 'serial' });
		expect(bad[0]!.cells[0]).toBe('x7');
		await expectSoundBooks();
	});

	it('goes on behind a server that stopped, and begins again where reading was cut short', async () => {
		const [one, two] = [await paid(), await paid()];
		const bytes = csv([row(one), row(two)]);
		const failing: World['services'] = {
			...world.services,
			uow: {
				run: (actor, work) =>
					world.services.uow.run(actor, (tx) =>
						work({
							...tx,
							statements: { ...tx.statements, update: () => Promise.reject(new Error('stopped')) },
						}),
					),
			},
		};
		const call = { actor: clerk, bytes, open: openSheet };
		await expect(takeStatement({ ...call, services: failing })).rejects.toThrow('stopped');
		expect(await matchStatements({ services: world.services })).toBe(0);
		const { id, isKnown } = await takeStatement({ ...call, services: world.services });
		expect(isKnown).toBe(false);
		// It stops after a batch, before it can say that all is done.
		await expect(matchStatements({ services: failing })).rejects.toThrow('stopped');
		await matchAll();
		expect(await outcomesOf(id)).toEqual({ settled: 2 });
		await expectSoundBooks();
	});

	it('a file that breaks off in the middle leaves nothing behind', async () => {
		const one = await paid();
		const torn = csv([row(one), ['"', ...row(one).slice(1)], ...Array.from({ length: 300 }, () => row(one))]);
		expect((await refusalOf(take(torn))).code).toBe('statement.unreadable');
		expect((await refusalOf(take(new Uint8Array(Buffer.from('a,b'))))).code).toBe('statement.wrong-columns');
		await matchAll();
		expect(await one.stateOf()).toBe('paid');
	});

	it('is a clerk’s alone', async () => {
		const student = await world.account('student');
		const seen = await world.services.uow.run(student, (tx) => tx.statements.list(10));
		expect(seen).toEqual([]);
		const insert = takeStatement({
			services: world.services,
			actor: student,
			bytes: csv([]),
			open: openSheet,
		});
		await expect(insert).rejects.toThrow('row-level security');
	});
});
