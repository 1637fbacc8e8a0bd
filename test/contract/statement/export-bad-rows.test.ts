/** Rows of a statement that could not be read leave as every list does; the sums leave written down. */
import { beforeAll, expect, it } from 'vitest';
import { openSheet } from '#server/adapters/sheet/open-sheet.ts';
import type { AccountActor } from '#server/usecase/actor.ts';
import {
	beginClerkList,
	judgeClerkList,
	readClerkListPart,
	readClerkLists,
	takeClerkList,
} from '#server/usecase/office/clerk-lists.usecase.ts';
import { askOrders } from '#server/usecase/office/export-orders.usecase.ts';
import { takeTotals } from '#server/usecase/office/take-totals.usecase.ts';
import { readTotals } from '#server/usecase/office/read-office.usecase.ts';
import { recordPayment } from '#server/usecase/payment/record-payment.usecase.ts';
import { askBadRows } from '#server/usecase/statement/export-bad-rows.usecase.ts';
import { takeStatement } from '#server/usecase/statement/take-statement.usecase.ts';
import { secondPersonAboveRows } from '#shared/domain/roster/export.ts';
import type { BadRow } from '#shared/protocol/statement.ts';
import { hashOfJson } from '#shared/std/hash.ts';
import { describeOnEachDatabase } from '../../support/databases.ts';
import { dueOrder } from '../../support/due-order.ts';
import { createWorld, refusalOf, type World } from '../../support/flow-world.ts';
import { csv, rowOf } from '../../support/statement-files.ts';
import { takeWhole } from '../../support/take-list.ts';

const system = { kind: 'system' } as const;
const payment = {
	...{ taxReceiptNumber: '35123456', amountFen: 35_000 },
	...{ paidAtMs: 1_665_800_000_000, method: 'bank' as const },
};

describeOnEachDatabase('what leaves the clerk’s desk beside orders', (database) => {
	let world: World;
	let clerk: AccountActor;
	let colleague: AccountActor;
	beforeAll(async () => {
		world = await createWorld(database());
		clerk = await world.account('clerk');
		colleague = await world.account('clerk');
	});
	const as = (actor: AccountActor) => ({ services: world.services, actor });
	/** A statement with so many rows that cannot be read, each with its number and a name in it. */
	const statement = async (badCount: number) => {
		const bad = Array.from({ length: badCount }, (_, n) => [`张三${n}`, ...rowOf('1', payment).slice(1)]);
		const bytes = csv([rowOf('209901010000000001', payment), ...bad]);
		return (await takeStatement({ ...as(clerk), bytes, open: openSheet })).id;
	};
	const ask = (statementId: string, { actor = clerk, id = world.newId() } = {}) =>
		askBadRows({ ...as(actor), input: { id, statementId, reason: '改好再传' } });
	const doors = {
		begin: (id: string, actor = clerk) => beginClerkList({ ...as(actor), id }),
		part: async (id: string, n: number, actor = clerk) =>
			(await readClerkListPart({ ...as(actor), id, n })).rows as BadRow[],
		settle: (id: string, actor = clerk) => takeClerkList({ ...as(actor), id }),
	};
	const take = (id: string, actor = clerk) => takeWhole(world.services, doors, id, actor);
	const code = async (call: Promise<unknown>) => (await refusalOf(call)).code;
	const acts = (id: string) => world.services.uow.run(system, (tx) => tx.audit.ofSubject(id));

	it('bad rows are taken once, by whom they were asked for; the audit has whose they were and no word of them', async () => {
		const statementId = await statement(3);
		const card = await ask(statementId);
		expect(card).toMatchObject({ statementId, choice: {}, rows: 3, state: 'ready', reason: '改好再传' });
		expect(await code(take(card.id, colleague))).toBe('request.not-found');
		const taken = await take(card.id);
		expect(taken.rows.map(({ line, cells }) => [line, cells[0]])).toEqual([
			[3, '张三0'],
			[4, '张三1'],
			[5, '张三2'],
		]);
		expect(await code(take(card.id))).toBe('outcome.export-over');
		const entries = await acts(card.id);
		expect(entries).toMatchObject([
			{ act: 'money.ask-export', actor: clerk.accountId, detail: { rows: 3, statementId, names: 'full' } },
			{ act: 'money.take-export', detail: { fingerprint: taken.fingerprint, statementId } },
		]);
		expect(JSON.stringify(entries)).not.toMatch(/张三|改好/);
	});

	it('many of them wait for another clerk, and come in parts, each row once', async () => {
		const statementId = await statement(2 * secondPersonAboveRows + 3);
		const card = await ask(statementId);
		expect(card).toMatchObject({ state: 'waiting', isSecondNeeded: true });
		expect(await code(take(card.id))).toBe('outcome.export-over');
		expect(await code(judgeClerkList({ ...as(clerk), id: card.id, agree: true }))).toBe('outcome.own-export');
		await judgeClerkList({ ...as(colleague), id: card.id, agree: true });
		const { rows } = await take(card.id);
		expect(rows).toHaveLength(card.rows);
		expect(new Set(rows.map(({ line }) => line)).size).toBe(card.rows);
	});

	it('stand in one list with the orders, which say that they are none', async () => {
		const orders = { id: world.newId(), choice: {}, reason: '与税务对账' };
		await askOrders({ ...as(clerk), input: orders });
		const { exports } = await readClerkLists(as(colleague));
		expect(exports.find(({ id }) => id === orders.id)).toMatchObject({ statementId: null });
		expect(exports.filter(({ statementId }) => statementId !== null).length).toBeGreaterThan(0);
	});

	it('where every row was read, where there is no statement, and for anybody but clerks there is nothing to ask for', async () => {
		const fine = await statement(0);
		for (const id of [fine, world.newId()]) expect(await code(ask(id))).toBe('request.not-found');
		const statementId = await statement(4);
		for (const role of ['reviewer', 'student', 'auditor'] as const) {
			expect(await code(ask(statementId, { actor: await world.account(role) }))).toBe('request.not-found');
		}
	});

	it('sums leave without a reason, with a fingerprint over what is in them that the audit has too', async () => {
		const { body } = await dueOrder(world, await world.account('reviewer'));
		await recordPayment({ services: world.services, payment: body, source: 'callback' });
		const taken = await takeTotals(as(clerk));
		const { rows } = await readTotals(as(clerk));
		expect(rows.length).toBeGreaterThan(0);
		expect(taken.rows).toEqual(rows);
		expect(taken.takenBy).toMatch(/^\d{4}$/);
		const { takenAtMs, fingerprint } = taken;
		expect(fingerprint).toBe(await hashOfJson({ takenAtMs, rows }));
		// Another amount is another fingerprint.
		const forged = rows.map((row) => ({ ...row, amountFen: row.amountFen + 1 }));
		expect(fingerprint).not.toBe(await hashOfJson({ takenAtMs, rows: forged }));
		const search = { acts: ['money.take-totals'], actor: clerk.accountId, subject: null };
		const entries = await world.services.uow.run(system, (tx) =>
			tx.audit.search({ ...search, fromMs: null, untilMs: null, after: null, limit: 10 }),
		);
		expect(entries).toMatchObject([{ detail: { rows: rows.length, fingerprint } }]);
	});
});
