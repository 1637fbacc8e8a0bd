import { beforeAll, expect, it } from 'vitest';
import type { AccountActor } from '#server/usecase/actor.ts';
import { pairEnrollments } from '#server/usecase/enrollment/pair-enrollments.usecase.ts';
import { readSchoolProgress } from '#server/usecase/office/read-office.usecase.ts';
import { approveEnrollment } from '#server/usecase/review/approve-enrollment.usecase.ts';
import { readCase } from '#server/usecase/review/read-review.usecase.ts';
import { returnEnrollment } from '#server/usecase/review/return-or-reject.usecase.ts';
import { protocolVersion } from '#shared/protocol/version.ts';
import type { EnrollmentView } from '#shared/protocol/view.ts';
import { describeOnEachDatabase } from '../../support/databases.ts';
import {
	completeFields,
	consent,
	createWorld,
	Device,
	edit,
	submit,
	type Person,
	type World,
} from '../../support/flow-world.ts';

type Fields = ReturnType<typeof completeFields>;

describeOnEachDatabase('one person has one case', (database) => {
	let world: World;
	let reviewer: AccountActor;
	let volunteer: AccountActor;
	beforeAll(async () => {
		world = await createWorld(database());
		reviewer = await world.account('reviewer');
		volunteer = await world.account('volunteer', 'kmmu');
	});

	const caseOf = (id: string) => readCase({ services: world.services, actor: reviewer, id });
	const seen = async (id: string) => ({ id, evaluationId: (await caseOf(id)).evaluations.at(-1)!.id });
	const pair = () => pairEnrollments({ services: world.services });
	const enter = async (device: Device, fields: Fields, record = world.newId()) => {
		const reply = await device.send([edit(record, fields, { consent }), await submit(record, fields)]);
		return { record, result: reply.results.at(-1)! };
	};
	async function replacing(record: string, fields: Fields, replaces: string) {
		const mutation = await submit(record, fields);
		return { ...mutation, body: { ...mutation.body, replaces } };
	}
	const viewsOf = async (device: Device) => {
		const { changes } = await device.send([]);
		return new Map(changes.map(({ id, view }) => [id, view as EnrollmentView]));
	};
	/** The same account's second phone, with a draft that differs in one field. */
	async function second({ actor, fields }: { actor: AccountActor; fields: Fields }) {
		const device = new Device(world, actor);
		return { device, fields: { ...fields, address: '云南省昆明市呈贡区测试路9号' } };
	}

	it('names to its owner, in the refusal, the case that stands in the way, and again when it is repeated', async () => {
		const first = await world.declared();
		const other = await second(first);
		const { record, result } = await enter(other.device, other.fields);
		const { caseNumber } = (await caseOf(first.record)).enrollment;
		const refusal = {
			status: 'refused',
			code: 'enrollment.duplicate',
			other: { id: first.record, caseNumber, state: 'declared' },
		};
		expect(result).toMatchObject(refusal);
		const again = await other.device.send(
			[edit(record, other.fields, { consent }), await submit(record, other.fields)],
			1,
		);
		expect(again.results.at(-1)).toMatchObject(refusal);
		expect((await viewsOf(other.device)).get(record)).toMatchObject({ state: 'draft' });
	});

	it('takes one of two submissions at once, and gives the other the choice', async () => {
		const { actor, person } = await world.student();
		const devices = [new Device(world, actor), new Device(world, actor), new Device(world, actor)];
		const entered = await Promise.all(devices.map((device) => enter(device, completeFields(person))));
		const applied = entered.filter(({ result }) => result.status === 'applied');
		expect(applied).toHaveLength(1);
		for (const { result } of entered.filter((one) => one !== applied[0])) {
			expect(result).toMatchObject({
				code: 'enrollment.duplicate',
				other: { id: applied[0]!.record, state: 'declared' },
			});
		}
	});

	it('puts one in the place of the other in one act: taken back, declared, both written down', async () => {
		const first = await world.declared();
		const other = await second(first);
		const { record } = await enter(other.device, other.fields);
		const reply = await other.device.send([await replacing(record, other.fields, first.record)]);
		expect(reply.results[0]?.status).toBe('applied');
		const views = await viewsOf(other.device);
		expect(views.get(first.record)).toMatchObject({ state: 'draft' });
		expect(views.get(record)).toMatchObject({ state: 'declared', fields: other.fields });
		const last = await world.services.uow.run({ kind: 'system' }, async (tx) =>
			(await tx.audit.ofSubject(first.record)).at(-1),
		);
		expect(last).toMatchObject({ act: 'enrollment.withdraw', detail: { replacedBy: record } });
		const repeat = await other.device.send([await replacing(record, other.fields, first.record)]);
		expect(repeat.results[0]?.code).toBe('enrollment.wrong-state');
	});

	it('does neither when the new one cannot be taken', async () => {
		const first = await world.declared();
		const other = await second(first);
		const { record } = await enter(other.device, other.fields);
		const incomplete = { ...other.fields, address: null };
		const reply = await other.device.send([
			edit(record, { address: null }),
			await replacing(record, incomplete, first.record),
		]);
		expect(reply.results[1]).toMatchObject({ code: 'enrollment.incomplete', path: 'fields.address' });
		expect((await viewsOf(other.device)).get(first.record)).toMatchObject({ state: 'declared' });
	});

	it('does not replace what is judged, and says how it stands', async () => {
		for (const act of ['returned', 'approved'] as const) {
			const first = await world.declared();
			const other = await second(first);
			const { record } = await enter(other.device, other.fields);
			const judgement = await seen(first.record);
			const reason = { target: 'form', field: null, code: 'unclear', words: '' } as const;
			await (act === 'approved'
				? approveEnrollment({ services: world.services, actor: reviewer, input: judgement })
				: returnEnrollment({
						services: world.services,
						actor: reviewer,
						input: { ...judgement, reasons: [reason] },
					}));
			const reply = await other.device.send([await replacing(record, other.fields, first.record)]);
			expect(reply.results[0]).toMatchObject({
				code: 'enrollment.duplicate',
				other: { id: first.record, state: act },
			});
			expect((await caseOf(first.record)).enrollment.state).toBe(act);
		}
	});

	it('replaces nothing of anybody else, and does not tell whether it is there', async () => {
		const stranger = await world.declared();
		const { device, person } = await world.student();
		const fields = completeFields(person);
		const { record } = await enter(new Device(world, (await world.student()).actor), fields);
		for (const target of [stranger.record, record, world.newId()]) {
			const own = world.newId();
			const reply = await device.send([edit(own, fields, { consent }), await replacing(own, fields, target)]);
			expect(reply.results[1]).toMatchObject({ status: 'refused', code: 'request.not-found' });
			expect(reply.results[1]).not.toHaveProperty('other');
		}
		expect((await caseOf(stranger.record)).enrollment.state).toBe('declared');
	});

	async function notified(person: Person, version = protocolVersion) {
		const device = new Device(world, volunteer, version);
		const fields = { ...completeFields(person), address: '志愿者抄写的地址' };
		const { record, result } = await enter(device, fields);
		expect(result.status).toBe('applied');
		return { device, record, fields };
	}

	it.each(['volunteer', 'student'] as const)('sets a volunteer’s entry aside, %s first', async (first) => {
		const { actor, person } = await world.student();
		const own = { device: new Device(world, actor), fields: completeFields(person) };
		let entry: Awaited<ReturnType<typeof notified>>;
		let declared: Awaited<ReturnType<typeof enter>>;
		if (first === 'volunteer') {
			entry = await notified(person);
			await pair();
			expect((await viewsOf(entry.device)).get(entry.record)).toMatchObject({ state: 'notified' });
			declared = await enter(own.device, own.fields);
		} else {
			declared = await enter(own.device, own.fields);
			await pair();
			entry = await notified(person);
		}
		expect(declared.result.status).toBe('applied');
		await pair();
		const told = (await viewsOf(entry.device)).get(entry.record)!;
		expect(told).toMatchObject({ state: 'superseded', fields: entry.fields, setAside: [] });
		// Nothing of the student's own: not the record, not its number, not a word of it.
		const everything = JSON.stringify([...(await viewsOf(entry.device)).values()]);
		const { enrollment } = await caseOf(declared.record);
		for (const secret of [declared.record, enrollment.caseNumber!, String(own.fields.address)]) {
			expect(everything).not.toContain(secret);
		}
		const view = (await viewsOf(own.device)).get(declared.record)!;
		expect(view).toMatchObject({ state: 'declared', fields: own.fields });
		expect(view.setAside).toHaveLength(1);
		expect(enrollment.setAside).toHaveLength(1);
		// The planted fault: whoever could read the link would find the case by it.
		const links = (actor: AccountActor | { kind: 'system' }) =>
			database().run(actor, (trx) =>
				trx
					.selectFrom('superseded_entry')
					.select('enrollment_id')
					.where('entry_id', '=', entry.record)
					.execute(),
			);
		expect(await links({ kind: 'system' })).toEqual([{ enrollment_id: declared.record }]);
		expect(await links(volunteer)).toEqual([]);
		expect(await links(await world.account('school-admin', 'kmmu'))).toEqual([]);
		expect(await pair()).toBe(0);
	});

	it('leaves alone what is about somebody else, and what nobody has declared', async () => {
		const someone = await world.student();
		const entry = await notified(someone.person);
		await world.declared();
		await pair();
		expect((await viewsOf(entry.device)).get(entry.record)).toMatchObject({ state: 'notified' });
	});

	it('takes no edit of what was set aside, counts it nowhere, and shows an older device what it knows', async () => {
		const { actor, person } = await world.student();
		const entry = await notified(person, 2);
		const school = await world.account('school-admin', 'kmmu');
		const progress = () => readSchoolProgress({ services: world.services, actor: school });
		const total = async () => (await progress()).byState.reduce((sum, { count }) => sum + count, 0);
		const before = await total();
		await enter(new Device(world, actor), completeFields(person));
		await pair();
		expect(await total()).toBe(before);
		const reply = await entry.device.send([edit(entry.record, { phone: '13900000012' })]);
		expect(reply.results[0]?.code).toBe('enrollment.wrong-state');
		expect((await viewsOf(entry.device)).get(entry.record)).toMatchObject({ state: 'notified' });
	});
});
