/** A clerk's list of orders leaves as a school's list does: with a reason, a second clerk where it is long, once. */
import { sql } from 'kysely';
import { beforeAll, expect, it } from 'vitest';
import type { AccountActor } from '#server/usecase/actor.ts';
import {
	beginClerkList,
	judgeClerkList,
	readClerkListPart,
	readClerkLists,
	takeClerkList,
} from '#server/usecase/office/clerk-lists.usecase.ts';
import { askOrders } from '#server/usecase/office/export-orders.usecase.ts';
import { readExports } from '#server/usecase/outcome/export-students.usecase.ts';
import { exportOpenMs, secondPersonAboveRows } from '#shared/domain/roster/export.ts';
import { AskOrdersInput } from '#shared/protocol/money.ts';
import type { OrderRow } from '#shared/protocol/office.ts';
import { describeOnEachDatabase } from '../../support/databases.ts';
import { createWorld, refusalOf, type World } from '../../support/flow-world.ts';
import { takeWhole } from '../../support/take-list.ts';
import { fillEnrollments } from '../../support/many-enrollments.ts';

const notFound = { code: 'request.not-found' };
const over = { code: 'outcome.export-over' };
const few = { schoolCode: 'kmmu', state: 'due' } as const;

describeOnEachDatabase('orders that leave the clerk’s desk as a file', (database) => {
	let world: World;
	let clerk: AccountActor;
	let colleague: AccountActor;
	beforeAll(async () => {
		world = await createWorld(database());
		clerk = await world.account('clerk');
		colleague = await world.account('clerk');
		const { accountId } = await world.account('student');
		// Half of them have an order.
		await fillEnrollments(database(), { accountId, from: 0, count: 2 * secondPersonAboveRows + 24 });
	});
	const ask = (choice: AskOrdersInput['choice'] = {}, actor = clerk) =>
		askOrders({
			services: world.services,
			actor,
			input: { id: world.newId(), choice, reason: '与税务对账' },
		});
	const begin = (id: string, actor = clerk) => beginClerkList({ services: world.services, actor, id });
	const part = async (id: string, n: number, actor = clerk) =>
		(await readClerkListPart({ services: world.services, actor, id, n })).rows as OrderRow[];
	const settle = (id: string, actor = clerk) => takeClerkList({ services: world.services, actor, id });
	const take = (id: string, actor = clerk) => takeWhole(world.services, { begin, part, settle }, id, actor);
	const judge = (id: string, agree: boolean, actor = colleague) =>
		judgeClerkList({ services: world.services, actor, id, agree });
	const listed = async (actor: AccountActor) =>
		(await readClerkLists({ services: world.services, actor })).exports;

	it('are handed out once, with a fingerprint that the audit has too, the reason nowhere but in the list', async () => {
		const card = await ask(few);
		expect(card).toMatchObject({ state: 'ready', isSecondNeeded: false, choice: few });
		const taken = await take(card.id);
		expect(taken.rows).toHaveLength(card.rows);
		expect(taken.rows[0]).toMatchObject({ nameMasked: '测**', schoolCode: 'kmmu', state: 'due' });
		expect(await refusalOf(take(card.id))).toEqual(over);
		const entries = await world.services.uow.run({ kind: 'system' }, (tx) => tx.audit.ofSubject(card.id));
		expect(entries).toMatchObject([
			{ act: 'money.ask-export', actor: clerk.accountId, detail: { rows: card.rows } },
			{ act: 'money.take-export', detail: { fingerprint: taken.fingerprint } },
		]);
		expect(JSON.stringify(entries)).not.toContain('对账');
		expect((await listed(colleague)).find(({ id }) => id === card.id)).toMatchObject({
			reason: '与税务对账',
			isOwn: false,
		});
	});

	it('wait for another clerk where they are many, and are as many as were agreed to', async () => {
		const card = await ask();
		expect(card).toMatchObject({ state: 'waiting', isSecondNeeded: true });
		expect(card.rows).toBeGreaterThan(secondPersonAboveRows);
		expect(await refusalOf(take(card.id))).toEqual(over);
		expect(await refusalOf(judge(card.id, true, clerk))).toEqual({ code: 'outcome.own-export' });
		await judge(card.id, true);
		expect(await refusalOf(take(card.id, colleague))).toEqual(notFound);
		const { rows } = await take(card.id);
		expect(rows).toHaveLength(card.rows);
		expect(new Set(rows.map(({ serial }) => serial)).size).toBe(card.rows);
	});

	it('are not handed out when the other refuses, nor when the time is over', async () => {
		const refused = await ask();
		await judge(refused.id, false);
		expect(await refusalOf(take(refused.id))).toEqual(over);
		const late = await ask(few);
		world.clock.moveOn(exportOpenMs);
		expect(await refusalOf(take(late.id))).toEqual(over);
	});

	it('do not grow beyond what one person may take, nor by what came after they were asked for', async () => {
		const { id, rows } = await ask(few);
		await sql`update payment_order set created_at_ms = ${world.clock.nowMs() + 1} where serial in
			(select serial from payment_order where school_code = 'kmmu' and state = 'due' limit 1)`.execute(
			database().owner,
		);
		expect((await take(id)).rows).toHaveLength(rows - 1);
		const more = await ask(few);
		await sql`update payment_order set school_code = 'kmmu', state = 'due'`.execute(database().owner);
		expect(await refusalOf(take(more.id))).toEqual({ code: 'outcome.second-person' });
	});

	it('take no name with them: what is searched for by text is refused at the door', () => {
		const input = { id: world.newId(), choice: { text: '测试甲' }, reason: '核对' };
		expect(AskOrdersInput.safeParse(input).success).toBe(false);
		expect(AskOrdersInput.safeParse({ ...input, choice: {} }).success).toBe(true);
		expect(AskOrdersInput.safeParse({ ...input, choice: {}, reason: ' ' }).success).toBe(false);
	});

	it('are the clerks’ alone, and the schools’ lists are not theirs; the database holds it too', async () => {
		const { id } = await ask(few);
		const school = await world.account('school-admin', 'kmmu');
		const others = [school, await world.account('reviewer'), await world.account('student')];
		for (const actor of others) {
			expect(await listed(actor)).toEqual([]);
			expect(await refusalOf(judge(id, true, actor))).toEqual(notFound);
			expect(await refusalOf(take(id, actor))).toEqual(notFound);
		}
		expect((await readExports({ services: world.services, actor: school })).exports).toEqual([]);
		const { id: long } = await ask();
		const set = (words: string) =>
			database().run(clerk, (trx) =>
				sql`update list_export set ${sql.raw(words)} where id = ${long}`.execute(trx),
			);
		await expect(
			set(`state = 'ready', judged_at_ms = 1, judged_by_account_id = asked_by_account_id`),
		).rejects.toThrow();
		await expect(set(`state = 'ready'`)).rejects.toThrow();
		await expect(set(`desk = 'school', school_code = 'kmmu', scheme_id = 'x'`)).rejects.toThrow();
	});
});
