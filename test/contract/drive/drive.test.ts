import { beforeAll, expect, it } from 'vitest';
import { leaseMs } from '#shared/domain/drive/drive.ts';
import { OpenDriveInput } from '#shared/protocol/drive.ts';
import type { AccountActor } from '#server/usecase/actor.ts';
import { revokeInvitation } from '#server/usecase/drive/invite-volunteers.usecase.ts';
import { readInvitation } from '#server/usecase/drive/join-drive.usecase.ts';
import { closeDrive, openDrive } from '#server/usecase/drive/open-drive.usecase.ts';
import { readDrive, readDrives } from '#server/usecase/drive/read-drives.usecase.ts';
import { readOwnKits } from '#server/usecase/drive/read-kits.usecase.ts';
import { revokeAssignment } from '#server/usecase/drive/revoke-assignment.usecase.ts';
import { rotateSchoolKey } from '#server/usecase/drive/rotate-school-key.usecase.ts';
import { describeOnEachDatabase } from '../../support/databases.ts';
import { aDrive, anInvitation, aVolunteer, goals, joinBy } from '../../support/drive-flow.ts';
import { createWorld, Device, refusalOf, type World } from '../../support/flow-world.ts';

const hourMs = 3_600_000;

describeOnEachDatabase('drives', (database) => {
	let world: World;
	let school: AccountActor;
	let otherSchool: AccountActor;
	beforeAll(async () => {
		world = await createWorld(database());
		school = await world.account('school-admin', 'kmmu');
		otherSchool = await world.account('school-admin', 'cc-demo-university');
	});

	const code = async (call: Promise<unknown>) => (await refusalOf(call)).code;
	const detail = (id: string, actor = school) => readDrive({ services: world.services, actor, id });
	const kits = (actor: AccountActor) => readOwnKits({ services: world.services, actor });
	const revoke = (driveId: string, assignmentId: string, actor = school) =>
		revokeAssignment({ services: world.services, actor, driveId, assignmentId });

	it('is opened once under its id, by its school alone, and listed there', async () => {
		const drive = await aDrive(world, school);
		const again = await aDrive(world, school, { id: drive.id, title: '别的名字' });
		expect(again).toEqual(drive);
		const { rows } = await readDrives({ services: world.services, actor: school });
		expect(rows.find((row) => row.drive.id === drive.id)).toEqual({
			drive,
			volunteers: 0,
			handedOver: 0,
			goal: 200,
		});
		const others = await readDrives({ services: world.services, actor: otherSchool });
		expect(others.rows.map((row) => row.drive.id)).not.toContain(drive.id);
		expect(await code(detail(drive.id, otherSchool))).toBe('request.not-found');
		expect(await code(closeDrive({ services: world.services, actor: otherSchool, id: drive.id }))).toBe(
			'request.not-found',
		);
		expect(await code(aDrive(world, otherSchool, { id: drive.id, schemeId: 'changchun-2023' }))).toBe(
			'request.not-found',
		);
	});

	it('wants a scheme that names the school, a day, and each college once', async () => {
		expect(await code(aDrive(world, school, { schemeId: 'no-such' }))).toBe('enrollment.scheme-unknown');
		expect(await code(aDrive(world, otherSchool))).toBe('enrollment.school-unknown');
		const plan = { id: world.newId(), schemeId: 's', title: 't', place: 'p', day: '2022-10-16', goals };
		expect(OpenDriveInput.safeParse(plan).success).toBe(true);
		for (const wrong of [
			{ day: '2022-02-30' },
			{ goals: [...goals, goals[0]] },
			{ title: '  ' },
			{ goals: [{ college: 'x', count: 0 }] },
			{ schoolCode: 'ynau' },
		]) {
			expect(OpenDriveInput.safeParse({ ...plan, ...wrong }).success, JSON.stringify(wrong)).toBe(false);
		}
	});

	it('cannot be opened where no master key is configured', async () => {
		const services = { ...world.services, sealing: null };
		const input = {
			id: world.newId(),
			schemeId: 'changchun-2023',
			title: 't',
			place: 'p',
			day: '2022-10-16',
		};
		const call = openDrive({ services, actor: otherSchool, input: { ...input, goals: [] } });
		expect(await code(call)).toBe('drive.not-offered');
	});

	it('a volunteer joins by the invitation’s token, and gets what the phone needs', async () => {
		const drive = await aDrive(world, school);
		const { token, id } = await anInvitation(world, school, drive.id);
		const volunteer = await world.account('volunteer', 'kmmu');
		const card = await readInvitation({
			services: world.services,
			actor: volunteer,
			address: null,
			token,
		});
		expect(card.drive).toEqual(drive);
		const kit = await joinBy(world, volunteer, token);
		expect(kit).toMatchObject({ drive, state: 'active', key: { alg: 'hpke-x25519-sha256-aes256gcm' } });
		expect(kit.leaseUntilMs).toBe(kit.nowMs + leaseMs);
		const [asked] = await kits(volunteer);
		expect(asked).toEqual({ ...kit, nowMs: asked!.nowMs, leaseUntilMs: asked!.nowMs + leaseMs });
		expect(asked!.nowMs).toBeGreaterThanOrEqual(kit.nowMs);
		// A second scan of the same takes no second place.
		expect((await joinBy(world, volunteer, token)).assignmentId).toBe(kit.assignmentId);
		expect((await detail(drive.id)).invitations).toMatchObject([{ id, used: 1, uses: 5, state: 'open' }]);
		const held = await world.services.uow.run({ kind: 'system' }, async (tx) => ({
			assignment: await tx.driveAssignments.get(kit.assignmentId),
			audit: await tx.audit.ofSubject(kit.assignmentId),
			invitations: await tx.driveInvitations.ofDrive(drive.id),
		}));
		expect(held.assignment).toMatchObject({ undertakingVersion: '1', undertakingAtMs: 1_665_800_000_000 });
		expect(held.audit).toMatchObject([{ act: 'drive.join', actor: volunteer.accountId }]);
		expect(JSON.stringify(held)).not.toContain(token);
	});

	it('a token lets nobody in who may not: each reason has its own code', async () => {
		const drive = await aDrive(world, school);
		const volunteer = () => world.account('volunteer', 'kmmu');
		const { token } = await anInvitation(world, school, drive.id, { uses: 1, hours: 1 });
		const unknown = token.startsWith('A') ? `B${token.slice(1)}` : `A${token.slice(1)}`;
		expect(await code(joinBy(world, await volunteer(), unknown))).toBe('drive.invitation-unknown');
		expect(await code(joinBy(world, (await world.student()).actor, token))).toBe('drive.not-a-volunteer');
		const stranger = await world.account('volunteer', 'ynau');
		expect(await code(joinBy(world, stranger, token))).toBe('drive.other-school');
		const first = await volunteer();
		await joinBy(world, first, token);
		expect(await code(joinBy(world, await volunteer(), token))).toBe('drive.invitation-used-up');
		expect((await joinBy(world, first, token)).state).toBe('active');
		const second = await anInvitation(world, school, drive.id, { hours: 1 });
		world.clock.moveOn(hourMs);
		expect(await code(joinBy(world, await volunteer(), second.token))).toBe('drive.invitation-expired');
		const third = await anInvitation(world, school, drive.id);
		const revokeThird = { services: world.services, driveId: drive.id, id: third.id };
		expect(await code(revokeInvitation({ ...revokeThird, actor: otherSchool }))).toBe('request.not-found');
		await revokeInvitation({ ...revokeThird, actor: school });
		await revokeInvitation({ ...revokeThird, actor: school });
		expect(await code(joinBy(world, await volunteer(), third.token))).toBe('drive.invitation-revoked');
		const fourth = await anInvitation(world, school, drive.id);
		await closeDrive({ services: world.services, actor: school, id: drive.id });
		expect(await code(joinBy(world, await volunteer(), fourth.token))).toBe('drive.closed');
		expect(await code(anInvitation(world, school, drive.id))).toBe('drive.closed');
		const states = (await detail(drive.id)).invitations.map(({ state }) => state);
		expect(states.sort()).toEqual(['expired', 'open', 'revoked', 'used-up']);
	});

	it('of two who scan the last place at once one gets it', async () => {
		const drive = await aDrive(world, school);
		const { token } = await anInvitation(world, school, drive.id, { uses: 1 });
		const two = [await world.account('volunteer', 'kmmu'), await world.account('volunteer', 'kmmu')];
		const outcomes = await Promise.allSettled(two.map((actor) => joinBy(world, actor, token)));
		expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
	});

	it('guesses of tokens are paced', async () => {
		const volunteer = await world.account('volunteer', 'kmmu');
		const guess = () => joinBy(world, volunteer, 'A'.repeat(22));
		for (let i = 0; i < 20; i++) expect(await code(guess())).toBe('drive.invitation-unknown');
		expect(await code(guess())).toBe('request.too-many');
	});

	it('a revoked volunteer hears it, is poked, and comes back by a newer invitation alone', async () => {
		const drive = await aDrive(world, school);
		const { token } = await anInvitation(world, school, drive.id);
		const { actor, kit } = await aVolunteer(world, token);
		expect(await code(revoke(drive.id, kit.assignmentId, otherSchool))).toBe('request.not-found');
		expect(await code(revoke((await aDrive(world, school)).id, kit.assignmentId))).toBe('request.not-found');
		world.pokes.length = 0;
		await revoke(drive.id, kit.assignmentId);
		await revoke(drive.id, kit.assignmentId);
		expect(world.pokes).toEqual([{ accountId: actor.accountId, exceptDeviceId: undefined }]);
		expect(await kits(actor)).toMatchObject([{ assignmentId: kit.assignmentId, state: 'revoked' }]);
		expect(await code(joinBy(world, actor, token))).toBe('drive.assignment-revoked');
		world.clock.moveOn(1);
		const newer = await anInvitation(world, school, drive.id);
		const back = await joinBy(world, actor, newer.token);
		expect(back.assignmentId).not.toBe(kit.assignmentId);
		expect((await kits(actor)).map(({ state }) => state).sort()).toEqual(['active', 'revoked']);
	});

	it('a closed drive is over on the phones', async () => {
		const drive = await aDrive(world, school);
		const { token } = await anInvitation(world, school, drive.id);
		const { actor } = await aVolunteer(world, token);
		await closeDrive({ services: world.services, actor: school, id: drive.id });
		expect(await kits(actor)).toMatchObject([{ state: 'over', drive: { state: 'closed' } }]);
	});

	it('the school sees each phone, when it was heard last and what it still holds', async () => {
		const drive = await aDrive(world, school);
		const { token } = await anInvitation(world, school, drive.id);
		const { actor, kit, device } = await aVolunteer(world, token);
		const of = async () =>
			(await detail(drive.id)).volunteers.find((v) => v.assignmentId === kit.assignmentId);
		expect((await of())!.devices).toEqual([]);
		const startMs = world.clock.nowMs();
		await device.pull();
		const [first] = (await of())!.devices;
		expect(first).toEqual({ id: device.id, lastContactMs: expect.any(Number), unsent: null });
		expect(first!.lastContactMs - startMs).toBeLessThan(60_000);
		world.clock.moveOn(60_000);
		await device.send([], undefined, { unsent: { records: 3, files: 1 } });
		await revoke(drive.id, kit.assignmentId);
		world.clock.moveOn(60_000);
		// Heard after it was revoked too, and as it was said last.
		await device.pull();
		const [last, ...others] = (await of())!.devices;
		expect(others).toEqual([]);
		expect(last).toMatchObject({ id: device.id, unsent: 4 });
		expect(last!.lastContactMs - first!.lastContactMs).toBeGreaterThanOrEqual(120_000);
		expect((await of())!).toMatchObject({ revokedAtMs: expect.any(Number), name: null });
		const { phone } = (await world.services.uow.run({ kind: 'system' }, (tx) =>
			tx.accounts.findById(actor.accountId),
		))!;
		expect((await of())!.phoneTail).toBe(phone.slice(-4));
		expect(JSON.stringify(await of())).not.toContain(phone);
		// A student's phone is no volunteer's.
		await (await world.student()).device.pull();
		expect((await detail(drive.id)).volunteers.flatMap(({ devices }) => devices)).toHaveLength(1);
	});

	it('keys are the product’s alone: a volunteer’s and a school’s transaction see none', async () => {
		const drive = await aDrive(world, school);
		const { token } = await anInvitation(world, school, drive.id);
		const { actor, kit } = await aVolunteer(world, token);
		const seen = (who: AccountActor | { kind: 'system' }) =>
			world.services.uow.run(who, (tx) => tx.schoolKeys.get(kit.key.keyId));
		for (const who of [actor, school, otherSchool]) expect(await seen(who)).toBeNull();
		expect(await seen({ kind: 'system' })).toMatchObject({ schoolCode: 'kmmu' });
		expect(JSON.stringify(kit)).not.toContain('wrapped');
	});

	it('a volunteer sees their own drives and assignments, and no invitation', async () => {
		const drive = await aDrive(world, school);
		const { token } = await anInvitation(world, school, drive.id);
		const one = await aVolunteer(world, token);
		const two = await aVolunteer(world, token);
		const stranger = await world.account('volunteer', 'kmmu');
		const seen = (actor: AccountActor) =>
			world.services.uow.run(actor, async (tx) => ({
				drive: (await tx.drives.get(drive.id))?.id,
				assignments: (await tx.driveAssignments.ofDrive(drive.id)).map(({ accountId }) => accountId),
				invitations: (await tx.driveInvitations.ofDrive(drive.id)).length,
			}));
		for (const { actor } of [one, two]) {
			expect(await seen(actor)).toEqual({
				drive: drive.id,
				assignments: [actor.accountId],
				invitations: 0,
			});
		}
		const nothing = { drive: undefined, assignments: [], invitations: 0 };
		for (const actor of [stranger, otherSchool]) expect(await seen(actor)).toEqual(nothing);
		// And the one that it is about sees all of it: the looks are able to find something.
		expect((await seen(school)).assignments).toHaveLength(2);
	});

	it('a rotated key is what phones get next', async () => {
		const drive = await aDrive(world, school);
		const { token } = await anInvitation(world, school, drive.id);
		const { actor, kit } = await aVolunteer(world, token);
		const { keyId } = await rotateSchoolKey({ services: world.services, actor: school });
		expect(keyId).not.toBe(kit.key.keyId);
		expect((await kits(actor))[0]!.key.keyId).toBe(keyId);
		expect((await detail(drive.id)).key!.keyId).toBe(keyId);
	});

	it('devices of accounts that are in no drive are noted nowhere', async () => {
		const lone = new Device(world, await world.account('volunteer', 'kmmu'));
		await expect(lone.pull()).resolves.toMatchObject({ more: false });
	});
});
