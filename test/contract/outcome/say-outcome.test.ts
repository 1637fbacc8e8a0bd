import { sql } from 'kysely';
import { beforeAll, expect, it } from 'vitest';
import { OutcomeSaid, type OutcomeSaidInput } from '#shared/domain/roster/outcome.ts';
import type { AccountActor } from '#server/usecase/actor.ts';
import { readConsole } from '#server/usecase/outcome/read-console.usecase.ts';
import { readStudents } from '#server/usecase/outcome/read-students.usecase.ts';
import { clearOutcome, endStay, sayOutcome, sayStay } from '#server/usecase/outcome/say-outcome.usecase.ts';
import { aStudent, insertRoster, type RosterPerson } from '../../support/a-roster.ts';
import { describeOnEachDatabase } from '../../support/databases.ts';
import { createWorld, refusalOf, type World } from '../../support/flow-world.ts';

const schemeId = 'yunnan-kunming-2023';
const said = {
	elsewhere: { word: 'elsewhere', proof: 'certificate', place: '曲靖市' },
	home: { word: 'identity-place', proof: 'identity-document', place: '昭通市' },
	declined: { word: 'declined', signedOn: '2022-10-12', heldBy: '学院办公室' },
	stopped: { word: 'stopped', reason: 'graduated', effectiveOn: '2022-07-01' },
} satisfies Record<string, OutcomeSaidInput>;

describeOnEachDatabase('a school says in which outcome a student ends', (database) => {
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
		const place = { schoolCode: actor.schoolCode!, schemeId, accountId: actor.accountId };
		await insertRoster(database(), place, [person]);
		return person.id;
	}
	const say = (ids: string[], what: OutcomeSaidInput, actor = admin) =>
		sayOutcome({ services: world.services, actor, ids, said: OutcomeSaid.parse(what) });
	const clear = (ids: string[], actor = admin) => clearOutcome({ services: world.services, actor, ids });
	const stay = (ids: string[], actor = admin) =>
		sayStay({ services: world.services, actor, ids, reason: 'further-study' });
	const console = (actor = admin) => readConsole({ services: world.services, actor, schemeId });
	async function rowOf(id: string, actor = admin) {
		const all = await readStudents({ services: world.services, actor, query: { schemeId } });
		return all.rows.find((row) => row.id === id);
	}
	const entriesOf = (id: string) =>
		world.services.uow.run({ kind: 'system' }, (tx) => tx.audit.ofSubject(id));

	it('records each word with what it rests on, once written down and without what names anybody', async () => {
		for (const what of Object.values(said)) {
			const id = await onRoster();
			expect(await say([id], what)).toEqual({ done: 1, notDone: 0 });
			expect(await rowOf(id)).toMatchObject({ outcome: what.word, said: what, nameMasked: '测**' });
			const entries = await entriesOf(id);
			expect(entries).toMatchObject([
				{ act: 'outcome.say', actor: admin.accountId, detail: { word: what.word } },
			]);
			expect(JSON.stringify(entries)).not.toMatch(/曲靖|昭通|学院|测试/);
		}
	});

	it('goes from word to word, but takes a stop back before anything else', async () => {
		const id = await onRoster();
		await say([id], said.declined);
		expect(await say([id], said.elsewhere)).toEqual({ done: 1, notDone: 0 });
		await say([id], said.stopped);
		expect(await say([id], said.elsewhere)).toEqual({ done: 0, notDone: 1 });
		expect((await rowOf(id))?.outcome).toBe('stopped');
		expect(await clear([id])).toEqual({ done: 1, notDone: 0 });
		expect(await clear([id])).toEqual({ done: 0, notDone: 1 });
		expect(await say([id], said.elsewhere)).toEqual({ done: 1, notDone: 0 });
	});

	it('does not say of a student who is enrolled here that they are elsewhere; a stop may be said', async () => {
		const { record } = await world.declared();
		const id = await onRoster({ enrollmentId: record });
		expect((await rowOf(id))?.outcome).toBe('enrolled-here');
		expect(await say([id], said.elsewhere)).toEqual({ done: 0, notDone: 1 });
		expect(await say([id], said.stopped)).toEqual({ done: 1, notDone: 0 });
		expect((await rowOf(id))?.outcome).toBe('stopped');
	});

	it('lists a word and an enrollment at once for a look, the enrollment being the outcome', async () => {
		const before = (await console()).conflicts;
		const { record } = await world.declared();
		const id = await onRoster();
		await say([id], said.declined);
		await sql`update roster_student set enrollment_id = ${record}, matched_by = 'person' where id = ${id}`.execute(
			database().owner,
		);
		expect((await rowOf(id))?.outcome).toBe('enrolled-here');
		expect((await console()).conflicts).toBe(before + 1);
		const query = { schemeId, list: 'conflicts' as const };
		const { rows } = await readStudents({ services: world.services, actor: admin, query });
		expect(rows.map((row) => row.id)).toContain(id);
		await clear([id]);
		expect((await console()).conflicts).toBe(before);
	});

	it('passes over another school’s students and the absent in a batch, each alike', async () => {
		const own = [await onRoster(), await onRoster()];
		const foreign = await onRoster({}, other);
		const batch = [own[0]!, foreign, world.newId(), own[1]!, own[0]!];
		expect(await say(batch, said.elsewhere)).toEqual({ done: 2, notDone: 2 });
		expect((await rowOf(foreign, other))?.outcome).toBe('not-reached');
		expect(await entriesOf(foreign)).toEqual([]);
		expect(await clear([foreign])).toEqual(await clear([world.newId()]));
		// The same act by whose student it is: what was passed over could have been done.
		expect(await say([foreign], said.elsewhere, other)).toEqual({ done: 1, notDone: 0 });
	});

	it('keeps who studies on from being stopped, and who is stopped from staying', async () => {
		const [leaver, stayer, fresher] = [
			await onRoster({ isLeaving: true }),
			await onRoster({ isLeaving: true }),
			await onRoster(),
		];
		expect(await stay([stayer, fresher])).toEqual({ done: 1, notDone: 1 });
		expect(await say([leaver, stayer], said.stopped)).toEqual({ done: 1, notDone: 1 });
		expect(await stay([leaver])).toEqual({ done: 0, notDone: 1 });
		expect((await console()).leaving).toMatchObject({ total: 2, stopped: 1, staying: 1, open: 0 });
		const ended = await endStay({ services: world.services, actor: admin, ids: [stayer] });
		expect(ended).toEqual({ done: 1, notDone: 0 });
		expect((await console()).leaving).toMatchObject({ open: 1 });
	});

	it('does not exist for other roles, nor for a school administrator without a school', async () => {
		const id = await onRoster();
		for (const actor of [
			await world.account('reviewer'),
			await world.account('clerk'),
			await world.account('volunteer', 'kmmu'),
			await world.account('school-admin'),
		]) {
			expect(await refusalOf(say([id], said.declined, actor))).toEqual({ code: 'request.not-found' });
			expect(await refusalOf(console(actor))).toEqual({ code: 'request.not-found' });
		}
	});

	it('is held by the database too: no word without its basis, no stop of one who stays, no other school’s row', async () => {
		const id = await onRoster({ isLeaving: true });
		const set = (words: string, actor: AccountActor = admin) =>
			database().run(actor, async (trx) => {
				const text = sql`update roster_student set ${sql.raw(words)} where id = ${id}`;
				return Number((await text.execute(trx)).numAffectedRows);
			});
		const stop = (basis: string, actor = admin) =>
			`word = 'stopped', word_basis = '${basis}', word_at_ms = 1, word_by_account_id = '${actor.accountId}'`;
		await expect(set(stop('{"reason":"left"}'))).rejects.toThrow(/roster_student_basis/);
		expect(await set(stop('{"reason":"left","effectiveOn":"2022-07-01"}'))).toBe(1);
		const stays = `stay_reason = 'delayed', stay_at_ms = 1, stay_by_account_id = '${admin.accountId}'`;
		await expect(set(stays)).rejects.toThrow(/roster_student_stops_or_stays/);
		expect(
			await set(`word = null, word_basis = null, word_at_ms = null, word_by_account_id = null`, other),
		).toBe(0);
	});
});
