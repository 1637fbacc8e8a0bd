/** What keeps writing cheap and the school's lists quick: asked of the database’s own catalog and plans. */
import { sql } from 'kysely';
import { beforeAll, expect, it } from 'vitest';
import type { Trx } from '#server/store/database.ts';
import { evaluationRepository } from '#server/store/enrollment.repository.ts';
import { pageOfStudents } from '#server/store/outcome-students.ts';
import { rosterParts } from '#server/store/roster.repository.ts';
import type { AccountActor } from '#server/usecase/actor.ts';
import { aStudent, insertRoster } from '../../support/a-roster.ts';
import { describeOnEachDatabase } from '../../support/databases.ts';
import { createWorld, type World } from '../../support/flow-world.ts';
import { scansOf } from '../../support/list-plans.ts';
import { fillEnrollments, lookOverTables } from '../../support/many-enrollments.ts';

const of = { schoolCode: 'kmmu', schemeId: 'yunnan-kunming-2023' };
const students = 2_000;

describeOnEachDatabase('writing and the school’s lists', (database) => {
	let world: World;
	let admin: AccountActor;
	beforeAll(async () => {
		world = await createWorld(database());
		admin = await world.account('school-admin', 'kmmu');
		const people = Array.from({ length: students }, (_, i) =>
			aStudent(i, { college: `学院${i % 7}`, className: `${i % 70}班` }),
		);
		await insertRoster(database(), { ...of, accountId: admin.accountId }, people);
		const { accountId } = await world.account('student');
		await fillEnrollments(database(), { accountId, from: 1, count: 5_000 });
	}, 120_000);

	const indexesOverFields = async () => {
		const { rows } = await sql<{ indexname: string }>`select indexname from pg_indexes
			where tablename = 'enrollment' and indexdef like '%fields%'`.execute(database().owner);
		return rows.map(({ indexname }) => indexname);
	};

	it('no index of enrollments looks into the fields: an edit of a draft would be an entry in all of them', async () => {
		expect(await indexesOverFields()).toEqual([]);
		await sql`create index planted on enrollment ((fields ->> 'name')) where state = 'approved'`.execute(
			database().owner,
		);
		expect(await indexesOverFields()).toEqual(['planted']);
		await sql`drop index planted`.execute(database().owner);
	});

	it('an evaluation is read without reading all enrollments, whatever the database knows of their number', async () => {
		const read = (trx: Trx) => evaluationRepository(trx).newest(world.newId());
		for (const actor of [admin, await world.account('student'), await world.account('reviewer')]) {
			const scans = await scansOf(database(), actor, read);
			expect(scans.flat().filter((scan) => scan.startsWith('all of enrollment'))).toEqual([]);
		}
	});

	it('a page of students reads the roster in its order', async () => {
		await lookOverTables(database());
		await sql`vacuum analyze roster_student`.execute(database().owner);
		const choice = {} as Parameters<typeof pageOfStudents>[1]['choice'];
		const outcomes = await scansOf(database(), admin, (trx) => pageOfStudents(trx, { of, choice }, null, 51));
		expect(outcomes.flat()).toContain('roster_student_of_class');
		const query = { ...of, college: null, className: null, only: null, text: null, after: null, limit: 50 };
		const [page] = await scansOf(database(), admin, (trx) =>
			rosterParts.rosters(trx).page({ ...query, only: null }),
		);
		expect(page).toEqual(['roster_student_of_class']);
	});
});
