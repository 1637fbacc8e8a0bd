import { sql } from 'kysely';
import { beforeAll, expect, it } from 'vitest';
import { rosterPageSize, type RosterPart } from '#shared/protocol/drive-roster.ts';
import type { AccountActor } from '#server/usecase/actor.ts';
import { chooseRoster, readRosterChoice } from '#server/usecase/drive/choose-roster.usecase.ts';
import { closeDrive } from '#server/usecase/drive/open-drive.usecase.ts';
import { readOwnKits } from '#server/usecase/drive/read-kits.usecase.ts';
import { revokeAssignment } from '#server/usecase/drive/revoke-assignment.usecase.ts';
import { takeRoster } from '#server/usecase/drive/take-roster.usecase.ts';
import { describeOnEachDatabase } from '../../support/databases.ts';
import { aDrive, anInvitation, aVolunteer } from '../../support/drive-flow.ts';
import { createWorld, refusalOf, type World } from '../../support/flow-world.ts';
import { fillRoster } from '../../support/roster.ts';

const students = [
	{
		studentNumber: '001',
		name: '测试甲',
		college: '药学院',
		className: '一班',
		idNumber: '530102200405070102',
	},
	{ studentNumber: '002', name: '测试乙', college: '药学院', className: '二班' },
	{ studentNumber: '003', name: '测试丙', college: '护理学院', className: '一班', isLeaving: true },
	{ studentNumber: '004', name: '测试丁', college: '护理学院', className: '二班' },
];
const whole = (college: string): RosterPart => ({ college, className: null });

describeOnEachDatabase('a school’s roster at a drive', (database) => {
	let world: World;
	let school: AccountActor;
	let otherSchool: AccountActor;
	beforeAll(async () => {
		world = await createWorld(database());
		school = await world.account('school-admin', 'kmmu');
		otherSchool = await world.account('school-admin', 'ynau');
		await fillRoster({ database: database(), school }, students);
		const stranger = { studentNumber: '009', name: '别校学生', college: '药学院', className: '一班' };
		await fillRoster({ database: database(), school: otherSchool }, [stranger]);
	});

	const code = async (call: Promise<unknown>) => (await refusalOf(call)).code;
	const choose = (driveId: string, parts: RosterPart[], hasIdNumbers = false, actor = school) =>
		chooseRoster({ services: world.services, actor, input: { driveId, parts, hasIdNumbers } });
	const take = (actor: AccountActor, driveId: string, after: string | null = null) =>
		takeRoster({ services: world.services, actor, driveId, after });
	const kit = async (actor: AccountActor) => (await readOwnKits({ services: world.services, actor }))[0]!;

	async function withVolunteer() {
		const drive = await aDrive(world, school);
		const { token } = await anInvitation(world, school, drive.id);
		return { drive, ...(await aVolunteer(world, token)) };
	}

	it('the school chooses from its own roster, class by class', async () => {
		const drive = await aDrive(world, school);
		const choice = await readRosterChoice({ services: world.services, actor: school, driveId: drive.id });
		expect(choice).toEqual({
			classes: [
				{ college: '护理学院', className: '一班', count: 1 },
				{ college: '护理学院', className: '二班', count: 1 },
				{ college: '药学院', className: '一班', count: 1 },
				{ college: '药学院', className: '二班', count: 1 },
			].sort((a, b) => (a.college < b.college ? -1 : a.college > b.college ? 1 : 0)),
			chosen: null,
		});
		const parts = [whole('药学院'), { college: '护理学院', className: '二班' }];
		expect((await choose(drive.id, parts)).chosen).toEqual({ parts, hasIdNumbers: false, count: 3 });
		const [entry] = (
			await world.services.uow.run({ kind: 'system' }, (tx) => tx.audit.ofSubject(drive.id))
		).slice(-1);
		expect(entry).toMatchObject({
			act: 'drive.choose-roster',
			actor: school.accountId,
			detail: { parts: 2, students: 3, hasIdNumbers: false },
		});
		expect((await choose(drive.id, [])).chosen).toBeNull();
	});

	it('another school neither sees nor chooses, and nobody chooses once the drive is closed', async () => {
		const drive = await aDrive(world, school);
		const call = { services: world.services, actor: otherSchool, driveId: drive.id };
		expect(await code(readRosterChoice(call))).toBe('request.not-found');
		expect(await code(choose(drive.id, [whole('药学院')], true, otherSchool))).toBe('request.not-found');
		await closeDrive({ services: world.services, actor: school, id: drive.id });
		expect(await code(choose(drive.id, [whole('药学院')]))).toBe('drive.closed');
	});

	it('a volunteer takes what was chosen, without ID numbers unless the school says so, and it is written down', async () => {
		const { drive, actor, kit: joined } = await withVolunteer();
		expect((await kit(actor)).roster).toBeUndefined();
		await choose(drive.id, [whole('药学院'), { college: '护理学院', className: '一班' }]);
		const { roster } = await kit(actor);
		expect(roster).toMatchObject({ count: 3 });
		const page = await take(actor, drive.id);
		expect(page).toMatchObject({ version: roster!.version, hasMore: false });
		expect(page.students.map(({ id: _, ...student }) => student)).toEqual([
			{ ...seen(0), idType: null, idNumber: null, isSettled: false },
			{ ...seen(1), idType: null, idNumber: null, isSettled: false },
			{ ...seen(2), idType: null, idNumber: null, isSettled: true },
		]);
		const audit = await world.services.uow.run({ kind: 'system' }, (tx) =>
			tx.audit.ofSubject(joined.assignmentId),
		);
		expect(audit.at(-1)).toMatchObject({
			act: 'drive.take-roster',
			actor: actor.accountId,
			detail: { driveId: drive.id, students: 3, hasIdNumbers: false },
		});
		expect(JSON.stringify(audit)).not.toContain('测试');

		await choose(drive.id, [whole('药学院')], true);
		const anew = await kit(actor);
		expect(anew.roster!.version).not.toBe(roster!.version);
		const [first, second] = (await take(actor, drive.id)).students;
		expect(first).toMatchObject({ idType: 'resident-id', idNumber: '530102200405070102' });
		expect(second).toMatchObject({ idType: null, idNumber: null });
	});
	const seen = (i: number) => {
		const { studentNumber, name, college, className } = students[i]!;
		return { studentNumber, name, college, className };
	};

	it('nobody else takes it: a stranger, a school, the revoked, after the end, or where none is given', async () => {
		const { drive, actor, kit: joined } = await withVolunteer();
		expect(await code(take(actor, drive.id))).toBe('request.not-found');
		await choose(drive.id, [whole('药学院')]);
		const stranger = await world.account('volunteer', 'kmmu');
		for (const other of [stranger, school, otherSchool, (await world.student()).actor]) {
			expect(await code(take(other, drive.id))).toBe('request.not-found');
		}
		expect(await code(take(actor, world.newId()))).toBe('request.not-found');
		expect((await take(actor, drive.id)).students).toHaveLength(2);
		const { assignmentId } = joined;
		const revoking = { services: world.services, actor: school, driveId: drive.id, assignmentId };
		await revokeAssignment(revoking);
		expect(await code(take(actor, drive.id))).toBe('request.not-found');
		expect((await kit(actor)).roster).toBeUndefined();

		const over = await withVolunteer();
		await choose(over.drive.id, [whole('药学院')]);
		await closeDrive({ services: world.services, actor: school, id: over.drive.id });
		expect(await code(take(over.actor, over.drive.id))).toBe('request.not-found');
		expect((await kit(over.actor)).roster).toBeUndefined();
	});

	it('the database shows a roster, and what was chosen of it, to its school alone', async () => {
		const { drive, actor } = await withVolunteer();
		await choose(drive.id, [whole('药学院')]);
		const rows = (who: AccountActor) =>
			database().run(who, async (trx) => {
				const chosen = await sql`select 1 from drive_roster where drive_id = ${drive.id}`.execute(trx);
				const own = await sql`select 1 from roster_student where school_code = 'kmmu'`.execute(trx);
				return [chosen.rows.length, own.rows.length];
			});
		for (const who of [actor, otherSchool]) expect(await rows(who)).toEqual([0, 0]);
		expect(await rows(school)).toEqual([1, students.length]);
		const byOther = database().run(otherSchool, (trx) =>
			sql`insert into drive_roster values (${world.newId()}, 'ynau', '[]', true, ${otherSchool.accountId}, 1)`.execute(
				trx,
			),
		);
		await expect(byOther).rejects.toThrow();
	});

	it('a long list comes in pages, each student once', async () => {
		const many = Array.from({ length: rosterPageSize + 3 }, (_, i) => ({
			studentNumber: `N${String(i).padStart(5, '0')}`,
			...{ name: `测试${i}`, college: '大学院', className: `${i % 9}班` },
		}));
		await fillRoster({ database: database(), school }, many);
		const { drive, actor } = await withVolunteer();
		await choose(drive.id, [whole('大学院')]);
		const first = await take(actor, drive.id);
		const second = await take(actor, drive.id, first.students.at(-1)!.studentNumber);
		expect([first.hasMore, second.hasMore]).toEqual([true, false]);
		const numbers = [...first.students, ...second.students].map(({ studentNumber }) => studentNumber);
		expect(numbers).toEqual(many.map(({ studentNumber }) => studentNumber));
		expect(second.version).toBe(first.version);
	});
});
