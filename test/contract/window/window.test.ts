/** Special cases at the insurance centre's window (Y3 (3)): taken down by staff, taken over by their person. */
import { sql } from 'kysely';
import { beforeAll, expect, it } from 'vitest';
import type { AccountActor } from '#server/usecase/actor.ts';
import { followEntry, withdrawEntry } from '#server/usecase/drive/follow-entry.usecase.ts';
import { readPrepared, takePrepared } from '#server/usecase/outcome/take-prepared.usecase.ts';
import { removeExpired } from '#server/usecase/retention/remove-expired.usecase.ts';
import { readTakenDown, takeDown } from '#server/usecase/window/take-down.usecase.ts';
import { clausesOf } from '#shared/policy/clauses.ts';
import { schemesWithWindow, windowClauses } from '#shared/policy/windows.ts';
import { WindowEntryInput } from '#shared/protocol/window.ts';
import { aStudent, insertRoster } from '../../support/a-roster.ts';
import { describeOnEachDatabase } from '../../support/databases.ts';
import {
	completeFields,
	consent,
	createWorld,
	edit,
	refusalOf,
	submit,
	type World,
} from '../../support/flow-world.ts';

const schemeId = 'yunnan-kunming-2023';
const place = { schoolCode: 'kmmu', schemeId };
const system = { kind: 'system' } as const;
const phone = '13900000017';
const dayMs = 86_400_000;

describeOnEachDatabase('a special case at the centre’s window', (database) => {
	let world: World;
	let staff: AccountActor;
	beforeAll(async () => {
		world = await createWorld(database());
		staff = await world.account('reviewer');
	});

	const said = (person: { name: string; idNumber: string }, more: Partial<WindowEntryInput> = {}) =>
		({
			...{ id: world.newId(), ...place, name: person.name, idNumber: person.idNumber, phone },
			...{ idType: 'resident-id', studentNumber: '202201001', why: '手机不能用', ...more },
			...{ hasSeenDocument: true, hasConsent: true },
		}) as WindowEntryInput;
	const enter = (input: WindowEntryInput, actor = staff) =>
		takeDown({ services: world.services, actor, input });
	const follow = (id: string, actor: AccountActor) => followEntry({ services: world.services, actor, id });
	const withdraw = (id: string, actor: AccountActor) =>
		withdrawEntry({ services: world.services, actor, id });
	const look = (actor: AccountActor) => readPrepared({ services: world.services, actor });
	const take = (actor: AccountActor) => takePrepared({ services: world.services, actor, ...place });
	const code = async (call: Promise<unknown>) => (await refusalOf(call)).code;
	const auditOf = (id: string) => world.services.uow.run(system, (tx) => tx.audit.ofSubject(id));
	const count = async (table: string) => {
		const { rows } = await sql<{ n: number }>`select count(*)::int as n from ${sql.id(table)}`.execute(
			database().owner,
		);
		return rows[0]!.n;
	};

	it('binds nobody: no enrollment, a masked answer, an entry in the audit without words or numbers', async () => {
		const { person } = await world.student();
		const before = await count('enrollment');
		const input = said(person);
		const made = await enter(input);
		expect(await count('enrollment')).toBe(before);
		expect(made).toMatchObject({ id: input.id, isBegun: false });
		expect(JSON.stringify(made)).not.toContain(person.idNumber);
		expect(JSON.stringify(made)).not.toContain(person.name);
		const audit = await auditOf(input.id);
		expect(audit).toMatchObject([
			{ act: 'window.take-down', actor: staff.accountId, detail: { schemeId, schoolCode: 'kmmu' } },
		]);
		for (const raw of [person.idNumber, person.name, phone, '手机不能用']) {
			expect(JSON.stringify(audit)).not.toContain(raw);
		}
		// Sent again it is the same one, and nobody else's.
		expect(await enter(input)).toEqual(made);
		expect(await auditOf(input.id)).toHaveLength(1);
		expect(await code(enter(input, await world.account('reviewer')))).toBe('request.not-found');
	});

	it('wants a scheme with a window, a school of it, a document that can be, seen and agreed to', async () => {
		const { person } = await world.student();
		const wrong: [Partial<WindowEntryInput>, string][] = [
			[{ schemeId: 'changchun-2023', schoolCode: 'cc-demo-university' }, 'schemeId'],
			[{ schoolCode: 'cc-demo-university' }, 'schoolCode'],
			[
				{ idNumber: `${person.idNumber.slice(0, 17)}${person.idNumber.endsWith('1') ? '2' : '1'}` },
				'idNumber',
			],
			[{ name: ' ' }, 'name'],
		];
		for (const [more, path] of wrong) {
			expect(await refusalOf(enter(said(person, more)))).toMatchObject({ code: 'request.malformed', path });
		}
		for (const more of [{ hasSeenDocument: false }, { hasConsent: false }, { why: ' ' }, { phone: '1' }]) {
			expect(WindowEntryInput.safeParse({ ...said(person), ...more }).success).toBe(false);
		}
		for (const role of ['clerk', 'school-admin', 'student'] as const) {
			const actor = await world.account(role, role === 'school-admin' ? 'kmmu' : null);
			expect(await code(enter(said(person), actor))).toBe('request.not-found');
		}
	});

	it('rests on a clause of the document, word for word', async () => {
		for (const id of schemesWithWindow) {
			const facts = await clausesOf(id);
			for (const cite of windowClauses(id)) {
				expect(facts[cite]!.quotes.join()).toContain('特殊情况可以到省医保中心服务窗口办理');
			}
		}
		expect(windowClauses('changchun-2023')).toEqual([]);
	});

	it('is its person’s alone to take over: fields without values first, then the beginning of a draft', async () => {
		const { actor, person } = await world.student();
		const input = said(person);
		await enter(input);
		const [found] = await look(actor);
		expect(found).toMatchObject({ by: 'window', ...place });
		expect([...found!.fields].sort()).toEqual(['idNumber', 'idType', 'name', 'phone', 'studentNumber']);
		expect(JSON.stringify(found)).not.toContain(person.idNumber);
		const { actor: somebody } = await world.student();
		expect(await look(somebody)).toEqual([]);
		expect(await code(take(somebody))).toBe('request.not-found');
		expect((await take(actor)).fields).toEqual({
			...{ name: person.name, idType: 'resident-id', idNumber: person.idNumber },
			...{ phone, studentNumber: '202201001' },
		});
		expect((await auditOf(input.id)).map(({ act }) => act)).toEqual(['window.take-down', 'window.take']);
		const { entries } = await readTakenDown({ services: world.services, actor: staff });
		expect(entries.find(({ id }) => id === input.id)).toMatchObject({ isBegun: true });
	});

	it('goes before what the school has prepared for the same person, whose own entry stays', async () => {
		const { actor, person } = await world.student();
		const admin = await world.account('school-admin', 'kmmu');
		const row = aStudent(900, { name: person.name, idNumber: person.idNumber });
		await insertRoster(database(), { ...place, accountId: admin.accountId }, [row]);
		await sql`update roster_student set prepared_at_ms = 1, prepared_by_account_id = ${admin.accountId}
			where id = ${row.id}`.execute(database().owner);
		expect(await look(actor)).toMatchObject([{ by: 'school' }]);
		await enter(said(person));
		expect(await look(actor)).toMatchObject([{ by: 'window' }]);
	});

	it('tells its person how far it is by the receipt’s number, until they have declared', async () => {
		const { actor, person, device } = await world.student();
		const { id } = await enter(said(person));
		expect(await follow(id, actor)).toMatchObject({ at: 'window', state: 'notified', canWithdraw: true });
		const { actor: somebody } = await world.student();
		expect(await code(follow(id, somebody))).toBe('drive.entry-unknown');
		expect(await code(withdraw(id, somebody))).toBe('drive.entry-unknown');
		expect(await code(follow(id, await world.account('student')))).toBe('auth.not-bound');
		const record = world.newId();
		const fields = completeFields(person);
		await device.send([edit(record, fields, { consent }), await submit(record, fields)]);
		expect(await follow(id, actor)).toMatchObject({ state: 'declared', canWithdraw: false });
		expect(await code(withdraw(id, actor))).toBe('drive.entry-settled');
		expect(await look(actor)).toEqual([]);
	});

	it('is deleted when its person takes the consent back', async () => {
		const { actor, person } = await world.student();
		const { id } = await enter(said(person));
		await withdraw(id, actor);
		expect(await look(actor)).toEqual([]);
		expect(await code(follow(id, actor))).toBe('drive.entry-unknown');
		expect((await auditOf(id)).map(({ act }) => act)).toEqual(['window.take-down', 'window.withdraw']);
	});

	it('is seen by who took it down alone, in the database too', async () => {
		const { actor, person } = await world.student();
		const { id } = await enter(said(person));
		const seen = (who: AccountActor) =>
			database().run(who, async (trx) => {
				const { rows } = await sql`select 1 from window_entry where id = ${id}`.execute(trx);
				return rows.length;
			});
		const others = [await world.account('reviewer'), await world.account('school-admin', 'kmmu'), actor];
		for (const who of others) expect(await seen(who)).toBe(0);
		expect(await seen(staff)).toBe(1);
		expect((await readTakenDown({ services: world.services, actor: others[0]! })).entries).toEqual([]);
		const change = (who: AccountActor) =>
			database().run(who, async (trx) => {
				const { numAffectedRows } = await sql`update window_entry set why = 'x' where id = ${id}`.execute(
					trx,
				);
				return Number(numAffectedRows);
			});
		expect(await change(staff)).toBe(0);
	});

	it('goes by itself after 180 days, begun or not; a legal hold of its person keeps it', async () => {
		const [one, held] = [await world.student(), await world.student()];
		const gone = await enter(said(one.person));
		const kept = await enter(said(held.person));
		await sql`insert into legal_hold (id, account_id, reason, since_ms)
			values (${world.newId()}, ${held.actor.accountId}, '核查', 1)`.execute(database().owner);
		world.clock.moveOn(179 * dayMs);
		await removeExpired({ services: world.services });
		expect(await follow(gone.id, one.actor)).toMatchObject({ state: 'notified' });
		world.clock.moveOn(2 * dayMs);
		await removeExpired({ services: world.services });
		expect(await code(follow(gone.id, one.actor))).toBe('drive.entry-unknown');
		expect(await follow(kept.id, held.actor)).toMatchObject({ state: 'notified' });
	});
});
