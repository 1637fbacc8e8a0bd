import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { CampusCoverDb } from '#lib/device/schema.ts';
import type { RosterStudent } from '#shared/protocol/drive-roster.ts';
import { foundInRows } from '../raw-rows.ts';
import { aKit, aVolunteer, driveId, leaseMs, passphrase, type Volunteer } from '../volunteer.ts';

const version = 'v1';
const aStudent = (i: number): RosterStudent => ({
	...{
		id: `student-${i}`,
		name: `张三丰${i}`,
		studentNumber: `2022${i}`,
		college: '药学院',
		className: '一班',
	},
	...{ idType: 'resident-id', idNumber: '530102199003074477', isSettled: false },
});
const students = Array.from({ length: 1_203 }, (_, i) => aStudent(i));
const secrets = ['张三丰', '530102199003074477', '20221'];
const refused = (code: string) => ({ refusal: { code } });

async function withRoster(): Promise<Volunteer> {
	const volunteer = await aVolunteer();
	const { phone, school, drives } = volunteer;
	const roster = { version, count: students.length };
	await (await phone.device.vault()).heard([aKit(school.key, { roster })]);
	await drives.roster.keep(driveId, version, students);
	return volunteer;
}
const kept = async ({ phone }: Volunteer) => (await phone.rows()).rosterPage.length;
const hears = async ({ phone }: Volunteer, kit: ReturnType<typeof aKit>) =>
	(await phone.device.vault()).heard([kit]);

test('a school’s list is under the vault’s key, whole after a restart, with first letters', async () => {
	const volunteer = await withRoster();
	const { phone } = volunteer;
	expect(await kept(volunteer)).toBe(3);
	expect(await foundInRows(phone, secrets)).toEqual([]);
	phone.restart();
	const drives = await phone.device.drives();
	await expect(drives.roster.students(driveId)).rejects.toMatchObject(refused('device.vault-locked'));
	await (await phone.device.vault()).unlock(passphrase);
	const found = await drives.roster.students(driveId);
	expect(found).toHaveLength(students.length);
	expect(found![1]).toEqual({ ...aStudent(1), initials: 'zsf1' });
});

test('the search finds a list that is left in the clear', async () => {
	const volunteer = await withRoster();
	const db = new CampusCoverDb(volunteer.phone.name);
	await db.rosterPage.toCollection().modify({ version: '张三丰' });
	db.close();
	expect(await foundInRows(volunteer.phone, secrets)).toEqual(['张三丰']);
});

test.each([
	['revoked', { state: 'revoked', roster: { version, count: 1 } }],
	['over', { state: 'over' }],
	['taken back by the school', {}],
] as const)(
	'where the assignment is %s it leaves the phone, with the vault locked too',
	async (_what, part) => {
		const volunteer = await withRoster();
		volunteer.phone.restart();
		await hears(volunteer, aKit(volunteer.school.key, part));
		expect(await kept(volunteer)).toBe(0);
	},
);

test('where the lease has run out it leaves the phone at the next look', async () => {
	const volunteer = await withRoster();
	const { phone } = volunteer;
	phone.restart();
	phone.nowMs += leaseMs + 1;
	await (await phone.device.vault()).look();
	expect(await kept(volunteer)).toBe(0);
});

test('within the lease it stays', async () => {
	const volunteer = await withRoster();
	const { phone } = volunteer;
	phone.restart();
	phone.nowMs += leaseMs / 2;
	await (await phone.device.vault()).look();
	expect(await kept(volunteer)).toBe(3);
});

test('another list than the drive’s, or one that lost bits or a page, is none: it is taken anew', async () => {
	const volunteer = await withRoster();
	const { phone, school, drives } = volunteer;
	await expect(drives.roster.keep(driveId, 'v2', [])).rejects.toMatchObject(refused('request.not-found'));
	await hears(volunteer, aKit(school.key, { roster: { version: 'v2', count: 1 } }));
	expect(await drives.roster.students(driveId)).toBeNull();
	await drives.roster.keep(driveId, 'v2', students);
	expect(await drives.roster.students(driveId)).toHaveLength(students.length);
	const spoil = async (work: (db: CampusCoverDb) => Promise<unknown>) => {
		const db = new CampusCoverDb(phone.name);
		await work(db);
		db.close();
		phone.restart();
		await (await phone.device.vault()).unlock(passphrase);
		return (await phone.device.drives()).roster.students(driveId);
	};
	const without = (db: CampusCoverDb) => db.rosterPage.filter(({ n }) => n === 1).delete();
	expect(await spoil(without)).toBeNull();
});

test('whom a form is about is in its line, and stays in that of what was sealed', async () => {
	const volunteer = await withRoster();
	const { drives } = volunteer;
	const { id, rosterId } = await drives.begin(driveId, '药学院', 'student-7');
	expect(rosterId).toBe('student-7');
	const other = await drives.begin(driveId, '药学院');
	expect(other.rosterId).toBeNull();
	expect((await drives.edit(other.id, { rosterId: 'student-8' })).rosterId).toBe('student-8');
	expect((await drives.edit(id, { college: '护理学院' })).rosterId).toBe('student-7');
});
