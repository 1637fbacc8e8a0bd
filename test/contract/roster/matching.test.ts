/** Whose an enrollment is: found by itself where it is plain, a person's to say where it is not; never across schools. */
import { sql } from 'kysely';
import { beforeAll, beforeEach, expect, it } from 'vitest';
import type { AccountActor } from '#server/usecase/actor.ts';
import { pairEnrollments } from '#server/usecase/enrollment/pair-enrollments.usecase.ts';
import { applyRoster, undoRoster } from '#server/usecase/roster/apply-roster.usecase.ts';
import { decideMatch, readCandidates } from '#server/usecase/roster/decide-match.usecase.ts';
import { matchStudents } from '#server/usecase/roster/match-students.usecase.ts';
import { readRosterFiles } from '#server/usecase/roster/read-files.usecase.ts';
import { readRosterOverview, readRosterStudents } from '#server/usecase/roster/read-roster.usecase.ts';
import { takeRoster } from '#server/usecase/roster/take-roster.usecase.ts';
import { anIdNumber } from '../../support/applicant.ts';
import { describeOnEachDatabase } from '../../support/databases.ts';
import {
	completeFields,
	consent,
	createWorld,
	edit,
	submit,
	type Device,
	type World,
} from '../../support/flow-world.ts';
import { rosterCsv, rosterRow } from '../../support/roster-files.ts';

describeOnEachDatabase('matching', (database) => {
	let world: World;
	let admin: AccountActor;
	let other: AccountActor;
	beforeAll(async () => {
		world = await createWorld(database());
		admin = await world.account('school-admin', 'kmmu');
		other = await world.account('school-admin', 'ynau');
	});
	beforeEach(async () => {
		await sql`truncate roster_import cascade`.execute(database().owner);
		await sql`delete from enrollment`.execute(database().owner);
	});

	async function bring(rows: string[][], actor = admin): Promise<string> {
		const { services } = world;
		const { id } = await takeRoster({ services, actor, bytes: rosterCsv(rows) });
		while ((await readRosterFiles({ services })) > 0);
		await applyRoster({ services, actor, id });
		return id;
	}
	async function matchAll() {
		await pairEnrollments({ services: world.services });
		while ((await matchStudents({ services: world.services })) > 0);
	}
	/** Somebody declares. */
	async function declares(
		name: string,
		studentNumber: string | null,
		idNumber = anIdNumber(),
		phone?: Device,
	) {
		const device = phone ?? (await world.student({ name, idNumber })).device;
		const record = world.newId();
		const fields = { ...completeFields({ name, idNumber }), studentNumber };
		const reply = await device.send([edit(record, fields, { consent }), await submit(record, fields)]);
		expect(reply.results.map(({ status }) => status)).not.toContain('refused');
		return { record, idNumber, device };
	}
	const matches = async (actor = admin) => {
		const { rows } = await readRosterStudents({ services: world.services, actor, input: {} });
		return Object.fromEntries(rows.map(({ studentNumber, matchedBy }) => [studentNumber, matchedBy]));
	};
	const questions = (actor = admin) => readCandidates({ services: world.services, actor });
	const decide = (studentId: string, enrollmentId: string, word: 'same' | 'other' | 'open', actor = admin) =>
		decideMatch({ services: world.services, actor, input: { studentId, enrollmentId, word } });
	const row = (n: number, name: string, idNumber = '') =>
		rosterRow(n, { 学号: `S${n}`, 姓名: name, 身份证号: idNumber, 学院: '', 班级: '' });

	it('finds by ID number and by student number with name, whichever of roster and enrollment comes first', async () => {
		const [first, second] = [await declares('林小禾', null), await declares('赵云川', ' ｓ２ ')];
		await matchAll();
		const later = anIdNumber();
		await bring([
			row(1, '林小禾', first.idNumber),
			row(2, '赵云川'),
			row(3, '段青禾', later),
			row(4, '和雪梅'),
		]);
		expect((await readRosterOverview({ services: world.services, actor: admin })).waiting).toBe(4);
		await matchAll();
		expect(await matches()).toEqual({ S1: 'id-number', S2: 'student-number', S3: null, S4: null });
		await declares('段青禾', null, later);
		await declares('和雪梅', 'S4');
		await matchAll();
		expect(await matches()).toEqual({
			S1: 'id-number',
			S2: 'student-number',
			S3: 'id-number',
			S4: 'student-number',
		});
		expect(await readRosterOverview({ services: world.services, actor: admin })).toMatchObject({
			total: 4,
			matched: 4,
			waiting: 0,
			open: 0,
		});
		expect(second.record).not.toBe(first.record);
	});

	it('asks a person where one fits and the other does not, masked; the word is kept and can be taken back', async () => {
		const mine = await declares('林晓禾', 'S1');
		const thine = await declares('赵云川', 'S2');
		await bring([row(1, '林小禾'), row(2, '赵云川', anIdNumber())]);
		await matchAll();
		const { open, total } = await questions();
		expect([open.map(({ reason }) => reason).toSorted(), total]).toEqual([
			['name-differs', 'number-differs'],
			2,
		]);
		const [one, two] = [mine, thine].map(({ record }) =>
			open.find(({ enrollmentId }) => enrollmentId === record)!,
		);
		expect(one).toMatchObject({
			student: { nameMasked: '林**' },
			enrollment: { nameMasked: '林**', studentNumber: 'S1' },
		});
		const told = JSON.stringify(open);
		for (const secret of ['晓禾', '小禾', mine.idNumber, thine.idNumber]) expect(told).not.toContain(secret);
		expect(await decide(one!.studentId, one!.enrollmentId, 'same')).toEqual({ isDone: true });
		expect(await decide(one!.studentId, one!.enrollmentId, 'same')).toEqual({ isDone: false });
		expect(await decide(two!.studentId, two!.enrollmentId, 'other')).toEqual({ isDone: true });
		expect(await matches()).toEqual({ S1: 'person', S2: null });
		const after = await questions();
		expect([after.total, after.decided.map(({ word }) => word).toSorted()]).toEqual([0, ['other', 'same']]);
		// What was refused is not asked about again, not by a new look either.
		await sql`update roster_student set match_due = true`.execute(database().owner);
		await matchAll();
		expect((await questions()).total).toBe(0);
		expect(await decide(one!.studentId, one!.enrollmentId, 'open')).toEqual({ isDone: true });
		expect(await decide(two!.studentId, two!.enrollmentId, 'open')).toEqual({ isDone: true });
		expect([await matches(), (await questions()).total]).toEqual([{ S1: null, S2: null }, 2]);
	});

	it('never across schools: not by the same person, not by ids of another school in a call', async () => {
		const { idNumber, record } = await declares('林小禾', 'S1');
		await bring([row(1, '林小禾', idNumber)], other);
		await matchAll();
		expect(await matches(other)).toEqual({ S1: null });
		await bring([row(1, '林晓禾')]);
		await matchAll();
		const [question] = (await questions()).open;
		expect([question!.enrollmentId, (await questions(other)).open]).toEqual([record, []]);
		const [theirs] = (await readRosterStudents({ services: world.services, actor: other, input: {} })).rows;
		for (const [studentId, actor] of [
			[question!.studentId, other],
			[theirs!.id, other],
			[theirs!.id, admin],
		] as const) {
			for (const word of ['same', 'other', 'open'] as const) {
				expect(await decide(studentId, record, word, actor)).toEqual({ isDone: false });
			}
		}
		expect([await matches(), await matches(other)]).toEqual([{ S1: null }, { S1: null }]);
	});

	it('one enrollment is one student’s: the second is asked about, and cannot have it', async () => {
		const { idNumber, record } = await declares('林小禾', 'S2');
		await bring([row(1, '林小禾', idNumber), row(2, '林小禾')]);
		await matchAll();
		expect(await matches()).toEqual({ S1: 'id-number', S2: null });
		const [question] = (await questions()).open;
		expect(question).toMatchObject({ reason: 'several', enrollmentId: record });
		expect(await decide(question!.studentId, record, 'same')).toEqual({ isDone: false });
		expect(await decide(question!.studentId, record, 'other')).toEqual({ isDone: true });
	});

	it('a person’s word outlives the undo of an import; what was found by itself is looked for again', async () => {
		const [found, said] = [await declares('林小禾', null), await declares('赵云船', 'S2')];
		await bring([row(1, '林小禾', found.idNumber)]);
		await matchAll();
		const id = await bring([row(1, '林小河', anIdNumber()), row(2, '赵云川')]);
		await matchAll();
		expect(await matches()).toEqual({ S1: null, S2: null });
		const question = (await questions()).open.find(({ enrollmentId }) => enrollmentId === said.record)!;
		await decide(question.studentId, said.record, 'same');
		expect(await undoRoster({ services: world.services, actor: admin, id })).toMatchObject({
			counts: { removed: 0, kept: 1 },
		});
		await matchAll();
		expect(await matches()).toEqual({ S1: 'id-number', S2: 'person' });
	});

	it('a new enrollment takes the place of one that was withdrawn', async () => {
		const idNumber = anIdNumber();
		const first = await declares('林小禾', null, idNumber);
		await bring([row(1, '林小禾', idNumber)]);
		await matchAll();
		await first.device.send([
			{ kind: 'enrollment.withdraw', record: first.record, atMs: 1_665_800_000_000, body: {} },
		]);
		const second = await declares('林小禾', null, idNumber, first.device);
		await matchAll();
		const stored = await database()
			.owner.selectFrom('roster_student')
			.select(['enrollment_id', 'matched_by'])
			.execute();
		expect(stored).toEqual([{ enrollment_id: second.record, matched_by: 'id-number' }]);
	});
});
