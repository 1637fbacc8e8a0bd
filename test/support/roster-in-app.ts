/** A roster in the app's own database, and what its school has said so far: as the console is seen in a morning. */
import { OutcomeSaid, type OutcomeSaidInput } from '#shared/domain/roster/outcome.ts';
import { jsonb, openDatabase, type Database } from '#server/store/database.ts';
import { createUnitOfWork } from '#server/store/unit-of-work.ts';
import { systemClock, systemRandom } from '#shared/std/clock.ts';
import { newId } from '#shared/std/id.ts';
import { aStudent, emptyRoster, insertRoster, type RosterPerson } from './a-roster.ts';
import { databaseOf } from './app-places.ts';
import type { AppUnderTest } from './app-under-test.ts';

const place = { schoolCode: 'cc-demo-university', schemeId: 'changchun-2023' };
export const schoolPhone = '19000000015';
/** Another administrator of the same school. */
export const colleaguePhone = '19000000095';

const colleges = [
	['临床医学院', ['临床2201班', '临床2202班', '临床1901班']],
	['计算机学院', ['软件2201班', '软件2202班', '软件1901班']],
	['文学院', ['汉语2201班', '汉语1901班']],
] as const;
const surnames = '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗';
const given = ['子涵', '欣怡', '浩然', '雨桐', '宇轩', '佳琪', '博文', '思远', '晓', '明哲'];

const said: { from: number; to: number; said: OutcomeSaidInput }[] = [
	{ from: 240, to: 252, said: { word: 'elsewhere', proof: 'certificate', place: '吉林省吉林市' } },
	{ from: 256, to: 286, said: { word: 'identity-place', proof: 'identity-document', place: '四平市' } },
	{ from: 290, to: 295, said: { word: 'declined', signedOn: '2022-10-12', heldBy: '学生处' } },
];

function people(size: number, enrolled: readonly string[]): RosterPerson[] {
	const classes = colleges.flatMap(([college, names]) => names.map((className) => ({ college, className })));
	return Array.from({ length: size }, (_, i) => {
		const { college, className } = classes[i % classes.length]!;
		const name = surnames[(i * 7) % surnames.length]! + given[(i * 3) % given.length]!;
		const isLeaving = className.includes('19');
		return aStudent(i, { name, college, className, isLeaving, enrollmentId: enrolled[i] ?? null });
	});
}

/** Who is enrolled there already is on it; the server stops for it and starts again. */
export async function putRosterIn(app: AppUnderTest, size = 366): Promise<void> {
	await app.stopServer();
	const database = await openDatabase(databaseOf(app));
	await fill(database, size);
	await database.close();
	await app.startServer();
}

/** The demo's own first, then copies of one of them whose person nobody is. */
async function enrolledThere(database: Database): Promise<string[]> {
	const all = () =>
		database.owner
			.selectFrom('enrollment')
			.selectAll()
			.where('school_code', '=', place.schoolCode)
			.orderBy('id')
			.execute();
	const [first] = await all();
	await database.owner
		.insertInto('enrollment')
		.values(
			Array.from({ length: 225 }, (_, n) => ({
				// What the database works out by itself is not written.
				...Object.fromEntries(Object.entries(first!).filter(([column]) => !/_key$/.test(column))),
				...{
					id: newId(systemClock, systemRandom),
					person_id: newId(systemClock, systemRandom),
					person_key: `copy-${n}`,
				},
				...{
					case_number: `K23-9${String(n).padStart(5, '0')}`,
					state: n % 3 === 0 ? 'declared' : 'approved',
				},
				...{ fields: jsonb({}), consent: jsonb(first!.consent), field_marks: jsonb({}) },
			})) as never,
		)
		.execute();
	return (await all()).map(({ id }) => id);
}

async function fill(database: Database, size: number): Promise<void> {
	const uow = createUnitOfWork(database);
	const system = { kind: 'system' } as const;
	const atMs = systemClock.nowMs();
	const admin = await uow.run(system, (tx) => tx.accounts.findByPhone(schoolPhone));
	const accountId = admin!.id;
	await uow.run(system, (tx) =>
		tx.accounts.addOrFind({
			...{ id: newId(systemClock, systemRandom), phone: colleaguePhone, role: 'school-admin' as const },
			...{ schoolCode: place.schoolCode, passwordHash: null, createdAtMs: atMs },
			unlockKey: Buffer.alloc(32, 7).toString('base64'),
		}),
	);
	const roster = people(size, await enrolledThere(database));
	await emptyRoster(database, place.schoolCode);
	await insertRoster(database, { ...place, accountId }, roster);
	const actor = { kind: 'account', accountId, role: 'school-admin', schoolCode: place.schoolCode } as const;
	await uow.run(actor, async (tx) => {
		for (const { from, to, said: what } of said) {
			const ids = roster.slice(from, to).map(({ id }) => id);
			await tx.outcomes.say(ids, OutcomeSaid.parse(what), { accountId, atMs });
		}
		const leavers = roster
			.filter(({ isLeaving, enrollmentId }) => isLeaving && enrollmentId === null)
			.slice(30, 39);
		const stop = OutcomeSaid.parse({ word: 'stopped', reason: 'graduated', effectiveOn: '2022-07-01' });
		await tx.outcomes.say(
			leavers.map(({ id }) => id),
			stop,
			{ accountId, atMs },
		);
	});
}
