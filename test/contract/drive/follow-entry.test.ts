import { beforeAll, expect, it } from 'vitest';
import type { AccountActor } from '#server/usecase/actor.ts';
import { followEntry, withdrawEntry } from '#server/usecase/drive/follow-entry.usecase.ts';
import { readDrive } from '#server/usecase/drive/read-drives.usecase.ts';
import { pairEnrollments } from '#server/usecase/enrollment/pair-enrollments.usecase.ts';
import { describeOnEachDatabase } from '../../support/databases.ts';
import { aDrive, anInvitation, aVolunteer, aWholeDraft, sealedHandOver } from '../../support/drive-flow.ts';
import {
	completeFields,
	consent,
	createWorld,
	edit,
	refusalOf,
	submit,
	type World,
} from '../../support/flow-world.ts';

describeOnEachDatabase('what a volunteer entered, for who it is about', (database) => {
	let world: World;
	let school: AccountActor;
	beforeAll(async () => {
		world = await createWorld(database());
		school = await world.account('school-admin', 'kmmu');
	});

	const code = async (call: Promise<unknown>) => (await refusalOf(call)).code;
	const follow = (actor: AccountActor, id: string) => followEntry({ services: world.services, actor, id });
	const withdraw = (actor: AccountActor, id: string) =>
		withdrawEntry({ services: world.services, actor, id });

	/** A student who has signed in by themselves, and what a volunteer entered about them before. */
	async function anEntry() {
		const student = await world.student();
		const drive = await aDrive(world, school);
		const { token } = await anInvitation(world, school, drive.id);
		const volunteer = await aVolunteer(world, token);
		const record = world.newId();
		const draft = await aWholeDraft({ fields: completeFields(student.person) });
		const mutation = await sealedHandOver(volunteer.kit, record, draft);
		const [result] = (await volunteer.device.send([mutation])).results;
		expect(result).toMatchObject({ status: 'applied' });
		return { student, drive, volunteer, record, mutation };
	}
	const system = { kind: 'system' } as const;
	const heldOf = (id: string) =>
		world.services.uow.run(system, async (tx) => ({
			row: await tx.enrollments.get(id),
			entry: await tx.driveEntries.get(id),
			audit: await tx.audit.ofSubject(id),
		}));

	it('its person sees how far it is, and nothing that stands in it; it is written down', async () => {
		const { student, drive, record } = await anEntry();
		const status = await follow(student.actor, record);
		expect(status).toEqual({
			...{ id: record, driveTitle: drive.title, day: drive.day, receivedAtMs: expect.any(Number) },
			...{ state: 'notified', canWithdraw: true },
		});
		const { audit } = await heldOf(record);
		expect(audit.at(-1)).toMatchObject({ act: 'drive.follow-entry', actor: student.actor.accountId });
		expect(JSON.stringify([status, audit])).not.toContain(String(student.person.idNumber));
	});

	it('absent and another’s look the same, and who is not bound is told so', async () => {
		const { record, volunteer } = await anEntry();
		const stranger = await world.student();
		expect(await code(follow(stranger.actor, record))).toBe('drive.entry-unknown');
		expect(await code(follow(stranger.actor, world.newId()))).toBe('drive.entry-unknown');
		expect(await code(withdraw(stranger.actor, record))).toBe('drive.entry-unknown');
		expect(await code(follow(volunteer.actor, record))).toBe('auth.not-bound');
		expect((await heldOf(record)).row).not.toBeNull();
	});

	it('a record of the student’s own that no volunteer entered is none', async () => {
		const { actor, device, person } = await world.student();
		const own = world.newId();
		await device.send([edit(own, completeFields(person))]);
		expect(await code(follow(actor, own))).toBe('drive.entry-unknown');
	});

	it('guesses are paced', async () => {
		const { actor } = await world.student();
		for (let i = 0; i < 20; i++) expect(await code(follow(actor, world.newId()))).toBe('drive.entry-unknown');
		expect(await code(follow(actor, world.newId()))).toBe('request.too-many');
	});

	it('the consent taken back, what was entered is gone, and does not come back when it is sent again', async () => {
		const { student, drive, volunteer, record, mutation } = await anEntry();
		world.pokes.length = 0;
		await withdraw(student.actor, record);
		expect(world.pokes).toMatchObject([{ accountId: volunteer.actor.accountId }]);
		const held = await heldOf(record);
		expect([held.row, held.entry]).toEqual([null, null]);
		expect(held.audit.at(-1)).toMatchObject({
			...{ act: 'drive.withdraw-entry', actor: student.actor.accountId, detail: { driveId: drive.id } },
		});
		expect(await code(follow(student.actor, record))).toBe('drive.entry-unknown');
		// The volunteer's phone is told that it is gone.
		const pulled = await volunteer.device.pull();
		expect(pulled.changes).toContainEqual({ kind: 'enrollment', id: record, view: null });
		const [again] = (await volunteer.device.send([mutation])).results;
		expect(again).toMatchObject({ status: 'applied' });
		expect((await heldOf(record)).row).toBeNull();
		const { colleges } = await readDrive({ services: world.services, actor: school, id: drive.id });
		expect(colleges.reduce((sum, { handedOver }) => sum + handedOver, 0)).toBe(0);
	});

	it('after the student’s own declaration that one counts, and the entry stays with it', async () => {
		const { student, record } = await anEntry();
		const own = world.newId();
		const fields = completeFields(student.person);
		const { results } = await student.device.send([
			edit(own, fields, { consent }),
			await submit(own, fields),
		]);
		expect(results.map(({ status }) => status)).toEqual(['applied', 'applied']);
		await pairEnrollments({ services: world.services });
		expect(await follow(student.actor, record)).toMatchObject({ state: 'superseded', canWithdraw: false });
		expect(await code(withdraw(student.actor, record))).toBe('drive.entry-settled');
	});
});
