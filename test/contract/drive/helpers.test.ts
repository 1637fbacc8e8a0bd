import { sql } from 'kysely';
import { beforeAll, expect, it } from 'vitest';
import type { AccountActor } from '#server/usecase/actor.ts';
import { dropHelper, nameHelpers, readHelpers } from '#server/usecase/drive/name-helpers.usecase.ts';
import { readDrive } from '#server/usecase/drive/read-drives.usecase.ts';
import { readOwnKits } from '#server/usecase/drive/read-kits.usecase.ts';
import { maskPhone } from '#shared/domain/identity/phone.ts';
import { describeOnEachDatabase } from '../../support/databases.ts';
import { aDrive, anInvitation, aWholeDraft, joinBy, sealedHandOver } from '../../support/drive-flow.ts';
import {
	completeFields,
	consent,
	createWorld,
	edit,
	refusalOf,
	submit,
	type World,
} from '../../support/flow-world.ts';

describeOnEachDatabase('a student who helps at a drive', (database) => {
	let world: World;
	let school: AccountActor;
	let otherSchool: AccountActor;
	beforeAll(async () => {
		world = await createWorld(database());
		school = await world.account('school-admin', 'kmmu');
		otherSchool = await world.account('school-admin', 'ynau');
	});

	const code = async (call: Promise<unknown>) => (await refusalOf(call)).code;
	const phoneOf = async ({ accountId }: AccountActor) =>
		(await world.services.uow.run({ kind: 'system' }, (tx) => tx.accounts.findById(accountId)))!.phone;
	const name = async (driveId: string, who: AccountActor[], actor = school) =>
		nameHelpers({
			...{ services: world.services, actor, driveId },
			phones: await Promise.all(who.map(phoneOf)),
		});

	async function aDriveWithToken() {
		const drive = await aDrive(world, school);
		return { drive, token: (await anInvitation(world, school, drive.id, { uses: 9 })).token };
	}

	it('joins by an invitation with a student’s account, once the school has named the number', async () => {
		const { drive, token } = await aDriveWithToken();
		const { actor } = await world.student();
		expect(await code(joinBy(world, actor, token))).toBe('drive.not-a-volunteer');
		const named = await name(drive.id, [actor]);
		expect(named.map(({ phoneMasked }) => phoneMasked)).toEqual([maskPhone(await phoneOf(actor))]);
		expect(JSON.stringify(named)).not.toContain(await phoneOf(actor));
		expect((await joinBy(world, actor, token)).state).toBe('active');
		expect(await readOwnKits({ services: world.services, actor })).toMatchObject([{ state: 'active' }]);
		const audit = await world.services.uow.run({ kind: 'system' }, (tx) => tx.audit.ofSubject(drive.id));
		expect(audit.at(-1)).toMatchObject({ act: 'drive.name-helpers', detail: { added: 1 } });
		expect(JSON.stringify(audit)).not.toContain(await phoneOf(actor));
	});

	it('hands over what waits for others, while what is their own is declared as any student’s', async () => {
		const { drive, token } = await aDriveWithToken();
		const { actor, device, person } = await world.student();
		await name(drive.id, [actor]);
		const kit = await joinBy(world, actor, token);
		const [record, own] = [world.newId(), world.newId()];
		const fields = completeFields(person);
		const handOver = await sealedHandOver(kit, record, await aWholeDraft());
		const more = { unsent: { records: 2, files: 0 } };
		const mutations = [handOver, edit(own, fields, { consent }), await submit(own, fields)];
		const { results } = await device.send(mutations, undefined, more);
		expect(results.map(({ status }) => status)).toEqual(['applied', 'applied', 'applied']);
		const states = await world.services.uow.run({ kind: 'system' }, async (tx) => [
			(await tx.enrollments.get(record))!.state,
			(await tx.enrollments.get(own))!.state,
		]);
		expect(states).toEqual(['notified', 'declared']);
		const { volunteers } = await readDrive({ services: world.services, actor: school, id: drive.id });
		expect(volunteers).toMatchObject([{ name: person.name, handedOver: 1, devices: [{ unsent: 2 }] }]);
	});

	it('who has not said who they are does not join, nor does anybody who works at an office', async () => {
		const { drive, token } = await aDriveWithToken();
		const nameless = await world.account('student');
		const reviewer = await world.account('reviewer', 'kmmu');
		await name(drive.id, [nameless, reviewer]);
		expect(await code(joinBy(world, nameless, token))).toBe('auth.not-bound');
		expect(await code(joinBy(world, reviewer, token))).toBe('drive.not-a-volunteer');
	});

	it('named for one drive is named for that alone; taken off, joins no more', async () => {
		const [one, two] = [await aDriveWithToken(), await aDriveWithToken()];
		const { actor } = await world.student();
		const [named] = await name(one.drive.id, [actor]);
		expect(await code(joinBy(world, actor, two.token))).toBe('drive.not-a-volunteer');
		const dropping = { services: world.services, actor: school, driveId: one.drive.id };
		expect(await dropHelper({ ...dropping, id: named!.id })).toEqual([]);
		expect(await code(joinBy(world, actor, one.token))).toBe('drive.not-a-volunteer');
	});

	it('another school neither names, sees nor drops, in the database neither', async () => {
		const { drive } = await aDriveWithToken();
		const { actor } = await world.student();
		const [named] = await name(drive.id, [actor]);
		const call = { services: world.services, actor: otherSchool, driveId: drive.id };
		expect(await code(readHelpers(call))).toBe('request.not-found');
		expect(await code(name(drive.id, [actor], otherSchool))).toBe('request.not-found');
		expect(await code(dropHelper({ ...call, id: named!.id }))).toBe('request.not-found');
		const seen = (who: AccountActor) =>
			database().run(who, async (trx) => {
				const { rows } = await sql`select 1 from drive_helper where drive_id = ${drive.id}`.execute(trx);
				return rows.length;
			});
		expect([await seen(otherSchool), await seen(actor), await seen(school)]).toEqual([0, 0, 1]);
	});
});
