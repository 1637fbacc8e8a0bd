/** The lists of the offices never read a large table from end to end: asked of PostgreSQL, as the plain role, under row-level security. */
import { sql } from 'kysely';
import { beforeAll, expect, it } from 'vitest';
import type { Trx } from '#server/store/database.ts';
import type { AccountActor } from '#server/usecase/actor.ts';
import { describeOnEachDatabase } from '../../support/databases.ts';
import { createWorld, type World } from '../../support/flow-world.ts';
import { enrollmentRepository } from '#server/store/enrollment.repository.ts';
import { orderRepository } from '#server/store/payment.repository.ts';
import { statesForAPerson, type OrderState } from '#shared/domain/payment/order-state.ts';
import { deskLists, readList, scansOf, scansOnceForAll } from '../../support/list-plans.ts';
import { fillEnrollments, lookOverTables } from '../../support/many-enrollments.ts';

const records = 30_000;

describeOnEachDatabase('the plans of lists', (database) => {
	let world: World;
	let reviewer: AccountActor;
	beforeAll(async () => {
		world = await createWorld(database());
		reviewer = await world.account('reviewer');
		const { accountId } = await world.account('student');
		await fillEnrollments(database(), { accountId, from: 1, count: records });
		await lookOverTables(database());
	}, 120_000);

	it('of the reviewer’s desk are read by the index that is made for each', async () => {
		for (const [name, { query, index }] of Object.entries(deskLists)) {
			const scans = await scansOf(database(), reviewer, readList(query, reviewer.accountId));
			const whole = scans.flat().filter((scan) => scan.startsWith('all of '));
			expect([name, whole]).toEqual([name, []]);
			// Page and next page; what is counted may be found in another way, but not by reading everything.
			const pages = scans.filter((scan) => scan.join() !== 'enrollment_pkey' || index === 'enrollment_pkey');
			expect([name, pages[0]]).toEqual([name, expect.arrayContaining([index])]);
			expect([name, pages[1]]).toEqual([name, expect.arrayContaining([index])]);
		}
	});

	it('of the clerk’s orders read no large table from end to end', async () => {
		const clerk = await world.account('clerk');
		const system = { kind: 'system' } as const;
		const lists: [
			name: string,
			states: OrderState[] | null,
			text: string | null,
			schoolCode: string | null,
		][] = [
			['all', null, null, null],
			['paid', ['paid'], null, null],
			['for a person', [...statesForAPerson], null, null],
			['of a school', null, null, 'ynau'],
			['by a serial', null, '202200000000007', null],
			['by a name', null, '王晓晓', null],
		];
		for (const [name, states, text, schoolCode] of lists) {
			const read = (trx: Trx) =>
				orderRepository(trx).page({ states, search: { text, schoolCode }, after: null, limit: 51 });
			const [counted, page] = await scansOf(database(), text === null ? clerk : system, read);
			// Without a condition all that is there is counted, up to more than there are here.
			const scans = [...(text === null ? [] : counted!), ...page!];
			const whole = scans.filter((scan) => /^all of (?!order_page|order_desk)/.test(scan));
			expect([name, whole]).toEqual([name, []]);
		}
	});

	it('of what is a person’s own are read by an index, and would be caught without it', async () => {
		const actor = await world.account('student');
		const own = (trx: Trx) => orderRepository(trx).ofOwner(actor.accountId);
		expect(await scansOf(database(), actor, own)).toEqual([['order_by_owner']]);
		await sql`drop index order_by_owner`.execute(database().owner);
		expect(await scansOf(database(), actor, own)).toEqual([['all of payment_order']]);
		await sql`create index order_by_owner on payment_order (owner_account_id)`.execute(database().owner);
	});

	it('of one person’s other entries are planned once for all, and would be caught with states as parameters', async () => {
		const system = { kind: 'system' } as const;
		const others = (trx: Trx) => enrollmentRepository(trx).ofPerson('yunnan-kunming-2023', 'key');
		expect(await scansOnceForAll(database(), system, others)).toEqual([['enrollment_of_person_key']]);
		const planted = (trx: Trx) =>
			trx
				.selectFrom('enrollment')
				.selectAll()
				.where('person_key', '=', 'key')
				.where('state', 'not in', ['draft', 'superseded', 'rejected'])
				.execute();
		expect((await scansOnceForAll(database(), system, planted)).flat()).not.toContain(
			'enrollment_of_person_key',
		);
	});

	it('would be caught: a search by name, once its index is gone', async () => {
		const byName = readList(deskLists['by a name']!.query, reviewer.accountId);
		expect((await scansOf(database(), reviewer, byName))[0]).toEqual(['enrollment_desk_name']);
		await sql`drop index enrollment_desk_name`.execute(database().owner);
		expect((await scansOf(database(), reviewer, byName))[0]).not.toContain('enrollment_desk_name');
		await sql`create index enrollment_desk_name on enrollment (name_key, submitted_at_ms, id)
			where state in ('declared', 'returned', 'approved', 'rejected')`.execute(database().owner);
	});

	it('would be caught: a search that takes its value out of a document, for which no index is used', async () => {
		const { owner } = database();
		await sql`create index planted on enrollment ((fields ->> 'name')) where state = 'approved'`.execute(
			owner,
		);
		const byDocument = (trx: Trx) =>
			sql`select id from enrollment where state = 'approved' and fields ->> 'name' = '王晓晓'`.execute(trx);
		const scans = await scansOf(database(), reviewer, byDocument);
		await sql`drop index planted`.execute(owner);
		expect(scans.flat()).not.toContain('planted');
	});
});
