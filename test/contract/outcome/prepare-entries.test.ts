import { sql } from 'kysely';
import { beforeAll, expect, it } from 'vitest';
import { protocolVersion } from '#shared/protocol/version.ts';
import type { AccountActor } from '#server/usecase/actor.ts';
import { pairEnrollments } from '#server/usecase/enrollment/pair-enrollments.usecase.ts';
import { prepareEntries, prepareList } from '#server/usecase/outcome/prepare-entries.usecase.ts';
import { readConsole } from '#server/usecase/outcome/read-console.usecase.ts';
import { readReminder, readStudents } from '#server/usecase/outcome/read-students.usecase.ts';
import { sayOutcome } from '#server/usecase/outcome/say-outcome.usecase.ts';
import { readPrepared, takePrepared } from '#server/usecase/outcome/take-prepared.usecase.ts';
import { tellPrepared } from '#server/usecase/outcome/tell-prepared.usecase.ts';
import { matchStudents } from '#server/usecase/roster/match-students.usecase.ts';
import { aStudent, insertRoster, type RosterPerson } from '../../support/a-roster.ts';
import { describeOnEachDatabase } from '../../support/databases.ts';
import {
	completeFields,
	consent,
	createWorld,
	Device,
	edit,
	refusalOf,
	submit,
	type World,
} from '../../support/flow-world.ts';

const schemeId = 'yunnan-kunming-2023';
const place = { schoolCode: 'kmmu', schemeId };
const system = { kind: 'system' } as const;

describeOnEachDatabase('entries that a school prepares from its roster', (database) => {
	let world: World;
	let admin: AccountActor;
	let other: AccountActor;
	let n = 0;
	beforeAll(async () => {
		world = await createWorld(database());
		admin = await world.account('school-admin', 'kmmu');
		other = await world.account('school-admin', 'ynufe');
	});

	async function onRoster(more: Partial<RosterPerson> = {}, actor = admin): Promise<string> {
		const person = aStudent(++n, more);
		const at = { schoolCode: actor.schoolCode!, schemeId, accountId: actor.accountId };
		await insertRoster(database(), at, [person]);
		return person.id;
	}
	/** Somebody with an account that is bound, who stands on the roster of their school as they are. */
	async function aKnownStudent(more: Partial<RosterPerson> = {}) {
		const student = await world.student();
		const { name, idNumber } = student.person;
		const id = await onRoster({ name, idNumber, phone: '13900000017', ...more });
		return { ...student, id };
	}
	const prepare = (ids: string[], actor = admin) => prepareEntries({ services: world.services, actor, ids });
	const look = (actor: AccountActor) => readPrepared({ services: world.services, actor });
	const take = (actor: AccountActor, at = place) => takePrepared({ services: world.services, actor, ...at });
	const code = async (call: Promise<unknown>) => (await refusalOf(call)).code;
	const counts = async () =>
		(await readConsole({ services: world.services, actor: admin, schemeId })).prepared;
	const tell = async () => {
		while ((await tellPrepared({ services: world.services })) > 0);
	};
	const noticesOf = ({ accountId }: AccountActor) =>
		world.services.uow.run(system, (tx) => tx.notices.ofAccount(accountId));
	const entriesOf = (id: string) => world.services.uow.run(system, (tx) => tx.audit.ofSubject(id));
	const enrollments = async () => {
		const { rows } = await sql<{ count: number }>`select count(*)::int as count from enrollment`.execute(
			database().owner,
		);
		return rows[0]!.count;
	};

	it('binds nobody: there is no enrollment, and the outcome is as before', async () => {
		const { id } = await aKnownStudent();
		const before = await enrollments();
		expect(await prepare([id])).toEqual({ done: 1, notDone: 0, noDocument: 0 });
		expect(await enrollments()).toBe(before);
		const { rows } = await readStudents({ services: world.services, actor: admin, query: { schemeId } });
		expect(rows.find((row) => row.id === id)).toMatchObject({
			...{ outcome: 'not-reached', enrollmentState: null, isPrepared: true, isBegun: false },
		});
		expect(await entriesOf(id)).toMatchObject([
			{ act: 'outcome.prepare', actor: admin.accountId, detail: {} },
		]);
	});

	it('passes over who is accounted for, prepared already, absent or another school’s, and says who lacks a document', async () => {
		const { id: prepared } = await aKnownStudent();
		await prepare([prepared]);
		const { id: elsewhere } = await aKnownStudent();
		const said = { word: 'elsewhere', proof: 'certificate', place: '曲靖市', fileHash: null } as const;
		await sayOutcome({ services: world.services, actor: admin, ids: [elsewhere], said });
		const { record } = await world.declared();
		const enrolled = await onRoster({ enrollmentId: record });
		const unknown = await onRoster();
		const theirs = await onRoster({ idNumber: '110105194912310029' }, other);
		const ids = [prepared, elsewhere, enrolled, unknown, theirs, world.newId()];
		expect(await prepare(ids)).toEqual({ done: 0, notDone: 6, noDocument: 1 });
		expect(await prepare([theirs])).toEqual(await prepare([world.newId()]));
		expect(await entriesOf(theirs)).toEqual([]);
		const reviewer = await world.account('reviewer');
		expect(await code(prepare([unknown], reviewer))).toBe('request.not-found');
		expect(await prepare([theirs], other)).toMatchObject({ done: 1 });
	});

	it('is found by its person alone, with which fields the roster knows and not what stands in them', async () => {
		const { id, actor, person } = await aKnownStudent();
		expect(await look(actor)).toEqual([]);
		expect(await code(take(actor))).toBe('request.not-found');
		await prepare([id]);
		const found = await look(actor);
		expect(found).toMatchObject([
			{ ...place, fields: expect.arrayContaining(['name', 'idNumber', 'phone']) },
		]);
		expect(JSON.stringify(found)).not.toContain(person.idNumber);
		const { actor: somebody } = await world.student();
		expect(await look(somebody)).toEqual([]);
		expect(await code(take(somebody))).toBe('request.not-found');
		expect(await code(take(actor, { ...place, schoolCode: 'ynufe' }))).toBe('request.not-found');
		expect(await code(look(await world.account('student')))).toBe('auth.not-bound');
		expect(await code(take(await world.account('student')))).toBe('auth.not-bound');
	});

	it('is not given to whom a wrong digit of the roster names: the name must be theirs too', async () => {
		const { id, actor } = await aKnownStudent({ name: '另一个人' });
		await prepare([id]);
		await tell();
		expect(await look(actor)).toEqual([]);
		expect(await noticesOf(actor)).toEqual([]);
	});

	it('gives what the roster knows, the same again, and is written down; the school sees that it was begun', async () => {
		const { id, actor, person } = await aKnownStudent();
		await prepare([id]);
		const before = await counts();
		const taken = await take(actor);
		const { name, idNumber } = person;
		expect(taken).toEqual({
			...place,
			fields: {
				...{ name, idType: 'resident-id', idNumber, phone: '13900000017' },
				studentNumber: expect.stringMatching(/^2022\d{4}$/),
			},
		});
		expect(await take(actor)).toEqual(taken);
		expect(await counts()).toEqual({ ...before, begun: before.begun + 1 });
		const entries = await entriesOf(id);
		expect(entries.map(({ act, actor: who }) => [act, who])).toEqual([
			['outcome.prepare', admin.accountId],
			['outcome.take-prepared', actor.accountId],
			['outcome.take-prepared', actor.accountId],
		]);
		expect(JSON.stringify(entries)).not.toMatch(new RegExp(`${name}|${idNumber}|13900000017`));
	});

	it('is declared by the student as their own, and counts from then on; nothing is offered any more', async () => {
		const { id, actor, person } = await aKnownStudent();
		await prepare([id]);
		const before = await counts();
		const { fields: known } = await take(actor);
		const record = world.newId();
		const fields = { ...completeFields(person), ...known };
		const device = new Device(world, actor, protocolVersion);
		const { results } = await device.send([
			edit(record, fields, { consent, schoolCode: 'kmmu' }),
			await submit(record, fields),
		]);
		expect(results.map(({ status }) => status)).toEqual(['applied', 'applied']);
		while ((await pairEnrollments({ services: world.services })) > 0);
		while ((await matchStudents({ services: world.services })) > 0);
		expect(await counts()).toEqual({
			...{ asked: before.asked, begun: before.begun + 1, declared: before.declared + 1 },
		});
		expect(await look(actor)).toEqual([]);
		expect(await code(take(actor))).toBe('request.not-found');
	});

	it('is told once to who has an account, with a notice that leads to no record', async () => {
		const { id, actor } = await aKnownStudent();
		const nobody = await onRoster({ idNumber: '110105194912310045' });
		await prepare([id, nobody]);
		await tell();
		await tell();
		expect(await noticesOf(actor)).toMatchObject([
			{ kind: 'prepared', enrollmentId: null, claimId: null, readAtMs: null },
		]);
		const { changes } = await new Device(world, actor, protocolVersion).pull();
		expect(JSON.stringify(changes)).toContain('"kind":"prepared"');
	});

	it('does not tell who was accounted for before they could be told', async () => {
		const { id, actor } = await aKnownStudent();
		await prepare([id]);
		const said = { word: 'declined', signedOn: '2022-10-12', heldBy: '学院', fileHash: null } as const;
		await sayOutcome({ services: world.services, actor: admin, ids: [id], said });
		await tell();
		expect(await noticesOf(actor)).toEqual([]);
		expect(await look(actor)).toEqual([]);
	});

	it('has lists of whom it can be done for and who has not declared, also as a reminder', async () => {
		const className = '准备班';
		const { id } = await aKnownStudent({ className });
		const { id: second } = await aKnownStudent({ className });
		await onRoster({ className });
		const list = async (which: 'to-prepare' | 'prepared-open') => {
			const query = { schemeId, className, list: which };
			return (await readStudents({ services: world.services, actor: admin, query })).rows.map(
				(row) => row.id,
			);
		};
		expect((await list('to-prepare')).toSorted()).toEqual([id, second].toSorted());
		await prepare([id]);
		expect(await list('to-prepare')).toEqual([second]);
		expect(await list('prepared-open')).toEqual([id]);
		const all = { services: world.services, list: { schemeId, className } };
		expect(await prepareList({ ...all, actor: other })).toMatchObject({ done: 0 });
		expect(await prepareList({ ...all, actor: admin })).toEqual({ done: 1, notDone: 0, noDocument: 0 });
		expect(await prepareList({ ...all, actor: admin })).toMatchObject({ done: 0 });
		expect(await list('to-prepare')).toEqual([]);
		const input = { schemeId, className, list: 'prepared-open', names: 'masked' } as const;
		expect(await readReminder({ services: world.services, actor: admin, input })).toMatchObject({ count: 2 });
	});

	it('is kept by the database to the school’s own students, and a notice of nothing to the product', async () => {
		const theirs = await onRoster({ idNumber: '110105194912310061' }, other);
		await world.services.uow.run(admin, (tx) =>
			tx.preparedEntries.prepare([theirs], { accountId: admin.accountId, atMs: 1 }),
		);
		const asked = await world.services.uow.run(admin, (tx) => tx.preparedEntries.lock('ynufe', [theirs]));
		expect(asked).toEqual([]);
		const { rows } = await readStudents({ services: world.services, actor: other, query: { schemeId } });
		expect(rows.find(({ id }) => id === theirs)).toMatchObject({ isPrepared: false });
		const { actor } = await world.student();
		const notice = { id: world.newId(), accountId: actor.accountId, enrollmentId: null, claimId: null };
		const insert = (by: AccountActor | typeof system, kind: string) =>
			world.services.uow.run(by, (tx) => tx.notices.insert({ ...notice, kind, atMs: 1, readAtMs: null }));
		await expect(insert(admin, 'prepared')).rejects.toThrow();
		await expect(insert(actor, 'prepared')).rejects.toThrow();
		await expect(insert(system, 'paid')).rejects.toThrow();
		await insert(system, 'prepared');
	});
});
