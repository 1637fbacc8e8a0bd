/** Whoever takes a person down at the window judges nothing that comes of it: another reviewer does. */
import { sql } from 'kysely';
import { beforeAll, expect, it } from 'vitest';
import type { AccountActor } from '#server/usecase/actor.ts';
import { withdrawEntry } from '#server/usecase/drive/follow-entry.usecase.ts';
import { collectFacts } from '#server/usecase/enrollment/collect-facts.usecase.ts';
import { takePrepared } from '#server/usecase/outcome/take-prepared.usecase.ts';
import type { Tx } from '#server/usecase/ports.ts';
import { removeExpired } from '#server/usecase/retention/remove-expired.usecase.ts';
import { correctEnrollment } from '#server/usecase/review/correct-enrollment.usecase.ts';
import { reopenEnrollment } from '#server/usecase/review/reopen-enrollment.usecase.ts';
import { rejectEnrollment } from '#server/usecase/review/return-or-reject.usecase.ts';
import { setFact } from '#server/usecase/review/set-fact.usecase.ts';
import { takeDown } from '#server/usecase/window/take-down.usecase.ts';
import type { WindowEntryInput } from '#shared/protocol/window.ts';
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
import { aWaitingCase, deskOf, nothingToRemark } from '../../support/review-flow.ts';

const place = { schoolCode: 'kmmu', schemeId: 'yunnan-kunming-2023' };
const ownEntry = 'enrollment.own-entry';
const dayMs = 86_400_000;

type Student = Awaited<ReturnType<World['student']>>;

describeOnEachDatabase('what came of an entry at the window', (database) => {
	let world: World;
	let ann: ReturnType<typeof deskOf>;
	let ben: ReturnType<typeof deskOf>;
	beforeAll(async () => {
		world = await createWorld(database());
		nothingToRemark(world);
		world.services.review.samplePercent = 0;
		ann = deskOf(world, await world.account('reviewer'));
		ben = deskOf(world, await world.account('reviewer'));
	});

	const code = async (call: Promise<unknown>) => (await refusalOf(call)).code;
	const enter = async ({ person }: Student, staff = ann.actor): Promise<string> => {
		const input = {
			...{ id: world.newId(), ...place, name: person.name, idNumber: person.idNumber, phone: null },
			...{
				idType: 'resident-id',
				studentNumber: null,
				why: '手机不能用',
				hasSeenDocument: true,
				hasConsent: true,
			},
		} as WindowEntryInput;
		return (await takeDown({ services: world.services, actor: staff, input })).id;
	};
	const begin = ({ actor }: Student) => takePrepared({ services: world.services, actor, ...place });
	const withdraw = ({ actor }: Student, id: string) => withdrawEntry({ services: world.services, actor, id });
	const declare = async ({ person, device }: Student): Promise<string> => {
		const record = world.newId();
		const fields = completeFields(person);
		const { results } = await device.send([edit(record, fields, { consent }), await submit(record, fields)]);
		expect(results.map(({ status }) => status)).not.toContain('refused');
		while ((await collectFacts({ services: world.services })) > 0);
		return record;
	};
	/** Taken down by Ann, begun from, declared. */
	const aCase = async () => {
		const student = await world.student();
		await enter(student);
		await begin(student);
		return { student, record: await declare(student) };
	};
	const as = (actor: AccountActor, services = world.services) => ({ services, actor });
	const words = '核对过了';
	const reject = async (by: typeof ann, id: string) =>
		rejectEnrollment({ ...as(by.actor), input: { ...(await by.seen(id)), code: 'not-eligible', words } });
	const set = async (by: typeof ann, id: string) =>
		setFact({ ...as(by.actor), input: { ...(await by.seen(id)), key: 'insured', value: 'none', words } });
	const reopen = async (by: typeof ann, id: string) =>
		reopenEnrollment({
			...as(by.actor),
			input: {
				...(await by.seen(id)),
				reasons: [{ target: 'field', field: 'phone', code: 'unclear', words: '' }],
				...{ code: 'approved-in-error', words },
			},
		});
	const correct = async (by: typeof ann, id: string) =>
		correctEnrollment({
			...as(by.actor),
			input: {
				...(await by.seen(id)),
				changes: [{ field: 'address', value: '云南省昆明市五华区测试路2号' }],
				...{ code: 'student-asked', words },
			},
		} as Parameters<typeof correctEnrollment>[0]);

	it('is neither taken nor judged by who typed it; another reviewer does all of it', async () => {
		const { record } = await aCase();
		expect((await ann.read(record)).isOwnEntry).toBe(true);
		expect((await ben.read(record)).isOwnEntry).toBe(false);
		const acts = [
			() => ann.take(record),
			() => ann.take(record, { despiteHolder: true }),
			() => ann.approve(record),
			() => ann.giveBack(record),
			() => reject(ann, record),
			() => set(ann, record),
		];
		for (const act of acts) expect(await code(act())).toBe(ownEntry);
		expect((await ann.read(record)).enrollment.state).toBe('declared');
		await ben.take(record);
		await ben.approve(record);
		expect(await code(reopen(ann, record))).toBe(ownEntry);
		expect(await code(correct(ann, record))).toBe(ownEntry);
		await correct(ben, record);
		await reopen(ben, record);
		expect((await ben.read(record)).enrollment.state).toBe('returned');
	});

	it('is marked in the list, passed over by “next”, and left out of an approval of many, which says how many', async () => {
		const { record } = await aCase();
		const { record: free } = await aWaitingCase(world, '别人', { isChecked: true });
		const rowsOf = async (desk: typeof ann) =>
			Object.fromEntries(
				(await desk.find({ state: 'declared' })).rows.map((row) => [row.id, row.isOwnEntry]),
			);
		expect(await rowsOf(ann)).toMatchObject({ [record]: true, [free]: false });
		expect(await rowsOf(ben)).toMatchObject({ [record]: false, [free]: false });
		const plan = await ann.plan([record, free]);
		expect(plan).toMatchObject({ ownEntries: 1, items: [{ id: free }] });
		expect(await code(ann.plan([record]))).toBe(ownEntry);
		expect(await ann.next()).toBe(free);
		expect(await ann.next()).toBeNull();
		expect(await ben.next()).toBe(record);
		await ben.release(record);
		expect((await ben.plan([record])).ownEntries).toBe(0);
	});

	it('is so whichever way its person goes on: all of theirs under the scheme counts', async () => {
		const [deleted, unbegun, again] = [await world.student(), await world.student(), await world.student()];
		// Deleted by its person, who had begun from it.
		const entry = await enter(deleted);
		await begin(deleted);
		await withdraw(deleted, entry);
		expect(await code(ann.approve(await declare(deleted)))).toBe(ownEntry);
		// Never opened, and typed by its person all the same.
		await enter(unbegun);
		expect(await code(ann.approve(await declare(unbegun)))).toBe(ownEntry);
		// A second one, after the first was refused.
		await enter(again);
		await begin(again);
		await reject(ben, await declare(again));
		expect(await code(ann.approve(await declare(again)))).toBe(ownEntry);
		// Taken down between plan and run of an approval of many.
		const late = await world.student();
		const record = await declare(late);
		const plan = await ann.plan([record]);
		await enter(late);
		expect((await ann.run(plan.id)).items).toMatchObject([{ id: record, reason: 'own' }]);
	});

	it('stays so when the entry goes by itself; one that was taken back unopened came to nothing', async () => {
		const { record } = await aCase();
		const unused = await world.student();
		await withdraw(unused, await enter(unused));
		world.clock.moveOn(181 * dayMs);
		await removeExpired({ services: world.services });
		const left = await sql`select 1 from window_entry`.execute(database().owner);
		expect(left.rows).toEqual([]);
		expect(await code(ann.approve(record))).toBe(ownEntry);
		await ann.approve(await declare(unused));
	});

	it('is so for one scheme, and known to who typed it alone', async () => {
		const { student, record } = await aCase();
		const typed = (desk: typeof ann, scheme: string) =>
			database().run(desk.actor, async (trx) => {
				const { rows } = await sql<{
					is: boolean;
				}>`select typed_at_window(owner_account_id, person_key, ${scheme}) as is
					from enrollment where id = ${record}`.execute(trx);
				return rows[0]!.is;
			});
		expect(await typed(ann, place.schemeId)).toBe(true);
		expect(await typed(ann, 'changchun-2023')).toBe(false);
		expect(await typed(ben, place.schemeId)).toBe(false);
		for (const actor of [ben.actor, student.actor, await world.account('school-admin', 'kmmu')]) {
			const seen = await database().run(actor, async (trx) => sql`select 1 from window_use`.execute(trx));
			expect(seen.rows).toEqual([]);
		}
	});

	/** The use cases' store with this in the place of what it answers about the window. */
	const withDesk = (desk: Partial<Tx['desk']>): World => ({
		...world,
		services: {
			...world.services,
			uow: {
				run: (actor, work, how) =>
					world.services.uow.run(actor, (tx) => work({ ...tx, desk: { ...tx.desk, ...desk } }), how),
			},
		},
	});

	it('is refused by the database too, where the code above it forgets', async () => {
		const { record } = await aCase();
		const forgetful = deskOf(withDesk({ isOwnEntry: async () => false }), ann.actor);
		const acts = [forgetful.approve, forgetful.giveBack, forgetful.take];
		for (const act of acts) await expect(act(record)).rejects.toThrow('row-level security');
		expect((await ann.read(record)).enrollment.state).toBe('declared');
		// Their own draft a reviewer writes as anybody does, taken down or not.
		const own = await world.student();
		const reviewer = { ...own.actor, role: 'reviewer' as const };
		await enter(own, reviewer);
		await declare(own);
		expect(await code(deskOf(world, reviewer).approve(await latestOf(own)))).toBe('enrollment.own-review');
	});
	const latestOf = async ({ actor }: Student) => {
		const rows = await world.services.uow.run({ kind: 'system' }, (tx) =>
			tx.enrollments.ofOwner(actor.accountId),
		);
		return rows.at(-1)!.id;
	};

	it('and all of that rests on the one question: where it is always answered with no, nothing is refused', async () => {
		const { record } = await aCase();
		await sql`create or replace function typed_at_window(owner uuid, person text, scheme text)
			returns boolean language sql stable as 'select false'`.execute(database().owner);
		expect((await ann.read(record)).isOwnEntry).toBe(false);
		await ann.take(record);
		await ann.approve(record);
		expect((await ann.read(record)).enrollment.state).toBe('approved');
	});
});
