import { sql } from 'kysely';
import { beforeAll, expect, it } from 'vitest';
import { exportOpenMs, partRows, secondPersonAboveRows } from '#shared/domain/roster/export.ts';
import type { AskExportInput } from '#shared/protocol/outcome.ts';
import type { AccountActor } from '#server/usecase/actor.ts';
import { dropExpiredLists, makeLists } from '#server/usecase/export/make-lists.usecase.ts';
import {
	askExport,
	beginExport,
	judgeExport,
	readExportPart,
	readExports,
	takeExport,
} from '#server/usecase/outcome/export-students.usecase.ts';
import { aStudent, insertRoster } from '../../support/a-roster.ts';
import { describeOnEachDatabase } from '../../support/databases.ts';
import { createWorld, refusalOf, type World } from '../../support/flow-world.ts';
import { makeAllLists, takeWhole } from '../../support/take-list.ts';

const schemeId = 'yunnan-kunming-2023';

describeOnEachDatabase('a list that leaves the console as a file', (database) => {
	let world: World;
	let admin: AccountActor;
	let colleague: AccountActor;
	let other: AccountActor;
	beforeAll(async () => {
		world = await createWorld(database());
		admin = await world.account('school-admin', 'kmmu');
		colleague = await world.account('school-admin', 'kmmu');
		other = await world.account('school-admin', 'ynufe');
		const people = Array.from({ length: partRows + 1 }, (_, i) =>
			aStudent(i, { className: i === 0 ? '一班' : i <= secondPersonAboveRows ? '二班' : '三班' }),
		);
		await insertRoster(database(), { schoolCode: 'kmmu', schemeId, accountId: admin.accountId }, people);
	});
	const ask = (choice: Partial<AskExportInput['choice']> = {}, more: Partial<AskExportInput> = {}) =>
		askExport({
			services: world.services,
			actor: admin,
			input: {
				...{ id: world.newId(), choice: { schemeId, ...choice }, names: 'masked', reason: '给学院核对' },
				...more,
			},
		});
	const begin = (id: string, actor = admin) => beginExport({ services: world.services, actor, id });
	const part = async (id: string, n: number, actor = admin) =>
		(await readExportPart({ services: world.services, actor, id, n })).rows;
	const settle = (id: string, actor = admin) => takeExport({ services: world.services, actor, id });
	const makeAll = () => makeAllLists(world.services);
	const take = (id: string, actor = admin) => takeWhole(world.services, { begin, part, settle }, id, actor);
	const judge = (id: string, agree: boolean, actor = colleague) =>
		judgeExport({ services: world.services, actor, id, agree });
	const listed = async (actor: AccountActor) =>
		(await readExports({ services: world.services, actor })).exports;
	const partsKept = async (id: string) => {
		const kept = await sql<{ n: number }>`select n from list_export_part where export_id = ${id}`.execute(
			database().owner,
		);
		return kept.rows.length;
	};
	const over = { code: 'outcome.export-over' };
	const notFound = { code: 'request.not-found' };

	it('is handed out once, with a fingerprint that the audit has too, and no number of a person', async () => {
		const card = await ask({ className: '一班' });
		expect(card).toMatchObject({ state: 'ready', rows: 1, isSecondNeeded: false, isOwn: true });
		const taken = await take(card.id);
		expect(taken.rows).toMatchObject([{ name: '测**', className: '一班', outcome: 'not-reached' }]);
		expect(taken.fingerprint).toMatch(/^[0-9a-f]{64}$/);
		expect(await refusalOf(take(card.id))).toEqual(over);
		const entries = await world.services.uow.run({ kind: 'system' }, (tx) => tx.audit.ofSubject(card.id));
		expect(entries).toMatchObject([
			{ act: 'outcome.ask-export', actor: admin.accountId, detail: { rows: 1, names: 'masked' } },
			{ act: 'outcome.take-export', detail: { fingerprint: taken.fingerprint } },
		]);
		expect(JSON.stringify(entries)).not.toContain('核对');
	});

	it('waits for a second person where it is long, who is never the first', async () => {
		const { id } = await ask();
		expect((await listed(colleague))[0]).toMatchObject({ id, state: 'waiting', isOwn: false });
		expect(await refusalOf(take(id))).toEqual(over);
		expect(await refusalOf(judge(id, true, admin))).toEqual({ code: 'outcome.own-export' });
		expect(await refusalOf(judge(id, true, other))).toEqual(notFound);
		await judge(id, true);
		expect(await refusalOf(take(id, colleague))).toEqual(notFound);
		expect((await take(id)).rows).toHaveLength(partRows + 1);
	});

	it('is made by a job, part by part, and is there for its asker alone until they have it', async () => {
		const { id } = await ask();
		await judge(id, true);
		expect(await begin(id)).toMatchObject({ state: 'making', made: 0, fingerprint: null });
		expect(await makeLists({ services: world.services })).toBe(partRows);
		// A server that stopped here goes on behind what is kept.
		expect(await begin(id)).toMatchObject({ state: 'making', made: partRows });
		expect(await refusalOf(part(id, 0))).toEqual(over);
		await makeAll();
		const { rows, fingerprint } = await begin(id);
		expect(rows).toBe(partRows + 1);
		const written = await world.services.uow.run({ kind: 'system' }, (tx) => tx.audit.ofSubject(id));
		expect(written.at(-1)).toMatchObject({ actor: admin.accountId, detail: { rows, fingerprint } });
		const first = await part(id, 0);
		// A reply that was lost is asked for again, and is the same whatever has happened meanwhile.
		await sql`update roster_student set class_name = '四班' where class_name = '三班'`.execute(
			database().owner,
		);
		expect(await part(id, 0)).toEqual(first);
		expect(await part(id, 1)).toHaveLength(1);
		expect(new Set([...first, ...(await part(id, 1))].map((row) => row.studentNumber)).size).toBe(rows);
		expect(await refusalOf(part(id, 2))).toEqual(notFound);
		expect(await refusalOf(part(id, 0, colleague))).toEqual(notFound);
		expect(await refusalOf(settle(id, colleague))).toEqual(notFound);
		expect(await settle(id)).toMatchObject({ state: 'taken', fingerprint });
		expect(await settle(id)).toMatchObject({ state: 'taken' });
		expect(await refusalOf(part(id, 0))).toEqual(over);
		expect(await partsKept(id)).toBe(0);
	});

	it('is gone with its time, though nobody fetched it', async () => {
		const { id } = await ask({ className: '一班' });
		await begin(id);
		expect(await partsKept(id)).toBe(1);
		world.clock.moveOn(exportOpenMs);
		expect(await refusalOf(part(id, 0))).toEqual(over);
		expect(await refusalOf(begin(id))).toEqual(over);
		await dropExpiredLists({ services: world.services });
		expect(await partsKept(id)).toBe(0);
	});

	it('is not handed out when the second person refuses', async () => {
		const { id } = await ask();
		await judge(id, false);
		expect(await refusalOf(take(id))).toEqual(over);
		expect(await refusalOf(judge(id, true))).toEqual(over);
	});

	it('expires, asked for or agreed to', async () => {
		const short = await ask({ className: '一班' });
		const long = await ask();
		await judge(long.id, true);
		world.clock.moveOn(exportOpenMs);
		expect(await refusalOf(take(short.id))).toEqual(over);
		expect(await refusalOf(take(long.id))).toEqual(over);
		expect((await listed(admin)).find(({ id }) => id === short.id)).toMatchObject({ isExpired: true });
	});

	it('does not grow beyond what one person may take, after it was asked for', async () => {
		const { id } = await ask({ className: '二班' });
		expect((await listed(admin)).find((card) => card.id === id)).toMatchObject({ state: 'ready' });
		await sql`update roster_student set class_name = '二班' where class_name = '一班'`.execute(
			database().owner,
		);
		expect(await refusalOf(take(id))).toEqual({ code: 'outcome.second-person' });
		await sql`update roster_student set class_name = '一班' where student_number = '20220000'`.execute(
			database().owner,
		);
		expect((await take(id)).rows).toHaveLength(secondPersonAboveRows);
	});

	it('is the same one when it is asked for again, and nobody else’s', async () => {
		const id = world.newId();
		await ask({ className: '一班' }, { id });
		expect((await ask({ className: '一班' }, { id })).id).toBe(id);
		expect((await listed(admin)).filter((card) => card.id === id)).toHaveLength(1);
		expect(await listed(other)).toEqual([]);
	});

	it('is held by the database too: nobody agrees to their own, none is handed out unagreed', async () => {
		const { id } = await ask();
		const set = (words: string) =>
			database().run(admin, (trx) =>
				sql`update list_export set ${sql.raw(words)} where id = ${id}`.execute(trx),
			);
		await expect(
			set(`state = 'ready', judged_at_ms = 1, judged_by_account_id = asked_by_account_id`),
		).rejects.toThrow();
		await expect(set(`state = 'ready'`)).rejects.toThrow();
		// The same words with another's judgement are taken: it is the second person that was missing.
		await set(`state = 'ready', judged_at_ms = 1, judged_by_account_id = '${colleague.accountId}'`);
		const partsSeen = (actor: AccountActor) =>
			database().run(actor, async (trx) => {
				const seen = await sql`select n from list_export_part where export_id = ${id}`.execute(trx);
				return seen.rows.length;
			});
		await begin(id);
		await makeAll();
		expect(await partsSeen(admin)).toBe(2);
		expect(await partsSeen(colleague)).toBe(0);
		expect(await partsSeen(other)).toBe(0);
		const forge = (actor: AccountActor) =>
			database().run(actor, (trx) =>
				sql`insert into list_export_part values (${id}, 7, '[]', 'x')`.execute(trx),
			);
		await expect(forge(admin)).rejects.toThrow();
	});
});
