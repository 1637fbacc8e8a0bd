/** The lists of the offices never read a large table from end to end: asked of PostgreSQL, as the plain role, under row-level security. */
import { sql } from 'kysely';
import { beforeAll, expect, it } from 'vitest';
import type { AccountActor } from '#server/usecase/actor.ts';
import { describeOnEachDatabase } from '../../support/databases.ts';
import { createWorld } from '../../support/flow-world.ts';
import { deskLists, readWhole } from '../../support/list-plans.ts';
import { fillEnrollments, lookOverTables } from '../../support/many-enrollments.ts';

const records = 30_000;

describeOnEachDatabase('the plans of lists', (database) => {
	let reviewer: AccountActor;
	beforeAll(async () => {
		const world = await createWorld(database());
		reviewer = await world.account('reviewer');
		const { accountId } = await world.account('student');
		await fillEnrollments(database(), { accountId, from: 1, count: records });
		await lookOverTables(database());
	}, 120_000);

	it('of the reviewer’s desk use an index, whatever it is narrowed to or searched for', async () => {
		const whole: Record<string, string[]> = {};
		for (const { name, query } of deskLists(reviewer.accountId)) {
			const tables = await readWhole(database(), reviewer, query);
			if (tables.length > 0) whole[name] = tables;
		}
		expect(whole).toEqual({});
	});

	it('would be caught without one: by a name, once its index is gone', async () => {
		const byName = deskLists(reviewer.accountId).find(({ name }) => name === 'by a name, counted')!;
		expect(await readWhole(database(), reviewer, byName.query)).toEqual([]);
		await sql`drop index enrollment_desk_name`.execute(database().owner);
		expect(await readWhole(database(), reviewer, byName.query)).toEqual(['enrollment']);
		await sql`create index enrollment_desk_name on enrollment (name_key)
			where state in ('declared', 'returned', 'approved', 'rejected')`.execute(database().owner);
	});

	it('would be caught where a search takes its value out of a document: no index is used for that', async () => {
		const byDocument = sql`select id from enrollment where state = 'approved' and fields ->> 'name' = '王晓晓'`;
		await sql`create index planted on enrollment ((fields ->> 'name')) where state = 'approved'`.execute(
			database().owner,
		);
		const tables = await readWhole(database(), reviewer, byDocument);
		await sql`drop index planted`.execute(database().owner);
		expect(tables).toEqual(['enrollment']);
	});
});
