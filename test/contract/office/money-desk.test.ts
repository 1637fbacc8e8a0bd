/** What a clerk sees of the money, and leaves as it is. */
import { sql } from 'kysely';
import { beforeAll, expect, it } from 'vitest';
import { openSheet } from '#server/adapters/sheet/open-sheet.ts';
import type { AccountActor } from '#server/usecase/actor.ts';
import { readMoneyQueue } from '#server/usecase/office/read-money-queue.usecase.ts';
import { readOrder } from '#server/usecase/office/read-order.usecase.ts';
import { recordPayment } from '#server/usecase/payment/record-payment.usecase.ts';
import { leaveOpen } from '#server/usecase/statement/leave-open.usecase.ts';
import { matchStatements } from '#server/usecase/statement/match-statements.usecase.ts';
import { readStatement } from '#server/usecase/statement/read-statements.usecase.ts';
import { takeStatement } from '#server/usecase/statement/take-statement.usecase.ts';
import type { LeaveOpenInput } from '#shared/protocol/money.ts';
import { describeOnEachDatabase } from '../../support/databases.ts';
import { dueOrder } from '../../support/due-order.ts';
import { createWorld, refusalOf, type World } from '../../support/flow-world.ts';
import { csv, rowOf } from '../../support/statement-files.ts';

describeOnEachDatabase('the clerk’s desk', (database) => {
	let world: World;
	let reviewer: AccountActor;
	let clerk: AccountActor;
	let student: AccountActor;
	beforeAll(async () => {
		world = await createWorld(database());
		reviewer = await world.account('reviewer');
		clerk = await world.account('clerk');
		student = await world.account('student');
	});

	const paid = async () => {
		const one = await dueOrder(world, reviewer);
		await recordPayment({ services: world.services, payment: one.body, source: 'callback' });
		return one;
	};
	const taken = async (rows: string[][]) => {
		const call = { services: world.services, actor: clerk, bytes: csv(rows), open: openSheet };
		const { id } = await takeStatement(call);
		while ((await matchStatements({ services: world.services })) > 0);
		return id;
	};
	const queue = () => readMoneyQueue({ services: world.services, actor: clerk });
	const leave = (input: LeaveOpenInput, actor = clerk) =>
		leaveOpen({ services: world.services, actor, input });

	it('reads an order with every entry of the books about it, and no name', async () => {
		const one = await paid();
		const second = { ...one.body, taxReceiptNumber: `${one.body.taxReceiptNumber}2`, amountFen: 100 };
		await recordPayment({ services: world.services, payment: second, source: 'query' });
		await taken([rowOf(one.order.serial, one.body)]);
		const call = { services: world.services, actor: clerk, orderId: one.order.id };
		const detail = await readOrder(call);
		expect(detail.history.map(({ kind, by }) => `${kind} ${by}`)).toEqual([
			'order staff',
			'payment system',
			'held system',
			'refund-due system',
			'settled system',
		]);
		for (const { lines } of detail.history) {
			expect(lines.reduce((sum, { amountFen }) => sum + amountFen, 0)).toBe(0);
		}
		expect(detail.order.held).toMatchObject([{ amountFen: 100, isRefundDue: true }]);
		expect(detail.payment).toMatchObject({ paidFen: 35_000, method: 'wechat' });
		expect(JSON.stringify(detail)).not.toContain(String(one.fields['name']));
		const absent = { ...call, orderId: world.newId() };
		expect((await refusalOf(readOrder(absent))).code).toBe('request.not-found');
		expect((await refusalOf(readOrder({ ...call, actor: student }))).code).toBe('request.not-found');
	});

	it('leaves what differs as it is, with a reason: no money moves, and it can be taken up again', async () => {
		world.clock.moveOn(3 * 86_400_000);
		const [absent, other] = [await paid(), await paid()];
		const unknown = { ...absent.body, taxReceiptNumber: `88${absent.order.serial}` };
		const id = await taken([
			rowOf('209901010000000003', unknown),
			rowOf(other.order.serial, other.body),
			rowOf(other.order.serial, other.body),
		]);
		const result = await readStatement({ services: world.services, actor: clerk, id });
		expect(result.rows.map(({ outcome, line }) => [outcome, line])).toEqual([
			['missing-here', 2],
			['duplicate', 4],
		]);
		expect(result.missingThere.map(({ serial }) => serial)).toEqual([absent.order.serial]);
		const row = { kind: 'row', subject: id, line: 2, reason: 'asked-tax-side', words: null } as const;
		await leave(row);
		world.clock.moveOn(1_000);
		await leave({ ...row, reason: 'other', words: '  电话问过 ' });
		const order = { kind: 'missing-there', subject: absent.order.id, line: 0, words: null } as const;
		await leave({ ...order, reason: 'next-statement' });
		const { rows, missingThere } = await queue();
		expect(rows.find(({ statementId, line }) => statementId === id && line === 2)?.left).toMatchObject({
			reason: 'other',
			words: '电话问过',
		});
		expect(missingThere.find(({ orderId }) => orderId === absent.order.id)?.left?.reason).toBe(
			'next-statement',
		);
		expect(await absent.stateOf()).toBe('paid');
		const acts = await world.services.uow.run({ kind: 'system' }, (tx) => tx.audit.ofSubject(id));
		expect(acts.filter(({ act }) => act === 'money.leave')).toHaveLength(2);
		expect(JSON.stringify(acts)).not.toContain('电话问过');
	});

	it('leaves nothing that is not open, nothing without words for another reason, and for a clerk alone', async () => {
		const one = await paid();
		const id = await taken([rowOf(one.order.serial, one.body)]);
		const base = { line: 0, reason: 'other', words: '核对中' } as const;
		const wrong: LeaveOpenInput[] = [
			{ ...base, kind: 'row', subject: id, line: 2 },
			{ ...base, kind: 'row', subject: id, line: 9 },
			{ ...base, kind: 'held', subject: world.newId() },
			{ ...base, kind: 'missing-there', subject: one.order.id },
			{ ...base, kind: 'missing-there', subject: one.order.id, line: 1 },
		];
		for (const input of wrong) expect((await refusalOf(leave(input))).code).toBe('request.not-found');
		const stray = { ...one.body, orderId: world.newId(), taxReceiptNumber: `66${one.order.serial}` };
		await recordPayment({ services: world.services, payment: stray, source: 'callback' });
		const held = (await queue()).held.find((row) => row.taxReceiptNumber === stray.taxReceiptNumber)!;
		expect([held.order, held.left]).toEqual([null, null]);
		const input = { ...base, kind: 'held', subject: held.id } as const;
		expect((await refusalOf(leave({ ...input, words: '  ' }))).path).toBe('words');
		// Row-level security stands behind the router: money that one may not see is not there.
		expect((await refusalOf(leave(input, student))).code).toBe('request.not-found');
		await leave(input);
		const seen = await database().run(student, async (trx) => {
			const { rows } = await sql<{ n: number }>`select count(*)::int as n from left_open`.execute(trx);
			return rows[0]!.n;
		});
		expect(seen).toBe(0);
	});
});
