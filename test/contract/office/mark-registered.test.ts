import { beforeAll, expect, it } from 'vitest';
import { enrollmentContentHash } from '#shared/domain/enrollment/content.ts';
import { changchun2023 as scheme } from '#shared/policy/changchun-2023/scheme.ts';
import { MarkRegisteredInput } from '#shared/protocol/office.ts';
import type { OrderView } from '#shared/protocol/view.ts';
import { markRegistered } from '#server/usecase/office/mark-registered.usecase.ts';
import { readHeldStudents } from '#server/usecase/office/read-held-students.usecase.ts';
import type { AccountActor } from '#server/usecase/actor.ts';
import { collectFacts } from '#server/usecase/enrollment/collect-facts.usecase.ts';
import { approveEnrollment } from '#server/usecase/review/approve-enrollment.usecase.ts';
import { readCase } from '#server/usecase/review/read-review.usecase.ts';
import { describeOnEachDatabase } from '../../support/databases.ts';
import {
	completeFields,
	consent,
	createWorld,
	edit,
	refusalOf,
	type Device,
	type World,
} from '../../support/flow-world.ts';

const school = 'cc-demo-university';
const otherSchool = 'cc-demo-college';
const onRecord = { schoolCode: school, studentNumber: null, enrolled: true, graduatesOn: '2027-06-30' };

describeOnEachDatabase('a school marks who is entered in the platform', (database) => {
	let world: World;
	let reviewer: AccountActor;
	let admin: AccountActor;
	let otherAdmin: AccountActor;
	beforeAll(async () => {
		world = await createWorld(database());
		reviewer = await world.account('reviewer');
		admin = await world.account('school-admin', school);
		otherAdmin = await world.account('school-admin', otherSchool);
		// 学籍 is on record for everybody: it is not the platform, and lifts nothing.
		world.registers.insurance = { insured: 'none', lumpSumThrough: null, place: null };
		world.registers.school = onRecord;
	});

	async function declared(schoolCode = school) {
		const { device, person, actor } = await world.student();
		const fields = { ...completeFields(person), studentNumber: '2022001' };
		const record = world.newId();
		const content = { schemeId: scheme.id, schoolCode, fields };
		const body = {
			contentHash: await enrollmentContentHash(content),
			signatureHash: null,
			schoolConfirmed: true,
		};
		const submitted = { kind: 'enrollment.submit', record, atMs: 1_665_800_000_000, body };
		const { results } = await device.send([
			edit(record, fields, { consent, schemeId: scheme.id, schoolCode }),
			submitted,
		]);
		expect(results.map(({ status }) => status)).not.toContain('refused');
		await collectFacts({ services: world.services });
		return { device, person, actor, record };
	}
	async function held(schoolCode = school) {
		const student = await declared(schoolCode);
		const { evaluations } = await readCase({ services: world.services, actor: reviewer, id: student.record });
		const input = { id: student.record, evaluationId: evaluations.at(-1)!.id };
		await approveEnrollment({ services: world.services, actor: reviewer, input });
		const order = await orderOf(student.device);
		expect(order).toMatchObject({ state: 'due', fee: { personalFen: 32_000, payNow: false } });
		return { ...student, order: order! };
	}
	const orderOf = async (device: Device) =>
		(await device.pull()).changes.find(({ kind }) => kind === 'order')?.view as OrderView | undefined;
	const mark = (ids: string[], actor = admin) =>
		markRegistered({ services: world.services, actor, input: { ids } });
	const list = (actor = admin) => readHeldStudents({ services: world.services, actor });
	const listed = async (actor = admin) => (await list(actor)).rows.map(({ id }) => id);
	const entriesOf = (id: string) =>
		world.services.uow.run({ kind: 'system' }, (tx) => tx.audit.ofSubject(id));

	it('lists who waits, with no ID number and no full name', async () => {
		const { record, person } = await held();
		const { rows, total } = await list();
		expect(total).toBe(rows.length);
		expect(rows.find(({ id }) => id === record)).toEqual({
			id: record,
			nameMasked: '测**',
			studentNumber: '2022001',
			caseNumber: expect.stringMatching(/^K23-\d{6}$/),
		});
		expect(JSON.stringify(rows)).not.toContain(person.idNumber);
		expect(JSON.stringify(rows)).not.toContain(person.name);
		expect(await listed(otherAdmin)).not.toContain(record);
	});

	it('lifts the hold: the order may be paid, its owner hears of it, and it is written down', async () => {
		const { record, device, actor, order } = await held();
		expect(await mark([record])).toEqual({ done: 1, notDone: 0 });
		expect(world.pokes.at(-1)?.accountId).toBe(actor.accountId);
		const after = await orderOf(device);
		expect(after).toMatchObject({ id: order.id, state: 'due', fee: { personalFen: 32_000, payNow: true } });
		expect(after!.fee.findings).toEqual([]);
		expect(await listed()).not.toContain(record);
		expect((await entriesOf(record)).at(-1)).toMatchObject({
			act: 'enrollment.mark-registered',
			actor: admin.accountId,
			detail: { fact: 'student.schoolRegistered', provenance: 'roster', on: '2022-10-15' },
		});
		expect((await entriesOf(order.id)).at(-1)).toMatchObject({
			act: 'order.fee-decided',
			actor: admin.accountId,
			detail: { payNow: true, amountFen: 32_000 },
		});
	});

	it('changes nothing when it is said again', async () => {
		const { record, device, order } = await held();
		await mark([record]);
		await device.pull();
		const before = [await entriesOf(record), await entriesOf(order.id), world.pokes.length];
		expect(await mark([record, record])).toEqual({ done: 1, notDone: 0 });
		expect([await entriesOf(record), await entriesOf(order.id), world.pokes.length]).toEqual(before);
		expect((await device.pull()).changes).toEqual([]);
	});

	it('marks many at once, and passes over another school, the absent and the undecided alike', async () => {
		const own = [await held(), await held()];
		const foreign = await held(otherSchool);
		world.registers.school = 'not-known';
		const undecided = await declared();
		world.registers.school = onRecord;
		const ids = [foreign.record, ...own.map(({ record }) => record), world.newId(), undecided.record];
		expect(await mark(ids)).toEqual({ done: 2, notDone: 3 });
		for (const { device } of own) expect(await orderOf(device)).toMatchObject({ fee: { payNow: true } });
		expect(await orderOf(foreign.device)).toBeUndefined();
		expect(await listed(otherAdmin)).toContain(foreign.record);
		expect(await entriesOf(foreign.record)).not.toContainEqual(
			expect.objectContaining({ act: 'enrollment.mark-registered' }),
		);
	});

	it('does not exist for other roles, nor for a school administrator without a school', async () => {
		const { record, device } = await held();
		for (const actor of [
			reviewer,
			await world.account('clerk'),
			await world.account('volunteer', school),
			await world.account('school-admin'),
		]) {
			expect(await refusalOf(mark([record], actor))).toEqual({ code: 'request.not-found' });
			expect(await refusalOf(list(actor))).toEqual({ code: 'request.not-found' });
		}
		expect(await orderOf(device)).toBeUndefined();
	});

	it('is held to the own school by the database itself', async () => {
		const { record, order } = await held();
		const row = (schoolCode: string, markedBy: string) => ({
			enrollmentId: record,
			schoolCode,
			markedBy,
			markedAtMs: 1,
			markedOn: '2022-10-15',
		});
		const write = (actor: AccountActor, schoolCode: string, markedBy = actor.accountId) =>
			world.services.uow.run(actor, (tx) => tx.schoolRegistrations.insert(row(schoolCode, markedBy)));
		for (const [actor, code, by] of [
			[otherAdmin, otherSchool],
			[otherAdmin, school],
			[reviewer, school],
			[admin, school, otherAdmin.accountId],
		] as const) {
			await expect(write(actor, code, by)).rejects.toThrow('row-level security');
		}
		const release = (actor: AccountActor, change: object) =>
			database().run(actor, (trx) =>
				trx.updateTable('payment_order').set(change).where('id', '=', order.id).executeTakeFirst(),
			);
		const later = { updated_at_ms: 1 };
		expect(Number((await release(admin, later)).numUpdatedRows)).toBe(0);
		expect(await write(admin, school)).toBe(true);
		expect(Number((await release(otherAdmin, later)).numUpdatedRows)).toBe(0);
		expect(Number((await release(admin, later)).numUpdatedRows)).toBe(1);
		await expect(release(admin, { state: 'paid' })).rejects.toThrow('row-level security');
	});

	it('takes from 1 to 500 ids', () => {
		const ids = (length: number) => Array.from({ length }, () => world.newId());
		expect(MarkRegisteredInput.safeParse({ ids: ids(500) }).success).toBe(true);
		expect(MarkRegisteredInput.safeParse({ ids: ids(501) }).success).toBe(false);
		expect(MarkRegisteredInput.safeParse({ ids: [] }).success).toBe(false);
	});
});
