import { constants, deflateRawSync } from 'node:zlib';
import { beforeAll, expect, it } from 'vitest';
import { packDraft } from '#shared/protocol/draft-pack.ts';
import type { DriveKit } from '#shared/protocol/drive.ts';
import type { DriveDraft } from '#shared/protocol/sealed-draft.ts';
import { protocolVersion } from '#shared/protocol/version.ts';
import { checksumLine, checksumOf } from '#shared/protocol/checksum.ts';
import { utf8 } from '#shared/std/bytes.ts';
import type { AccountActor } from '#server/usecase/actor.ts';
import { closeDrive } from '#server/usecase/drive/open-drive.usecase.ts';
import { readDrive } from '#server/usecase/drive/read-drives.usecase.ts';
import { revokeAssignment } from '#server/usecase/drive/revoke-assignment.usecase.ts';
import { rotateSchoolKey } from '#server/usecase/drive/rotate-school-key.usecase.ts';
import { pairEnrollments } from '#server/usecase/enrollment/pair-enrollments.usecase.ts';
import { readLetter } from '#server/usecase/paper/read-letter.usecase.ts';
import { describeOnEachDatabase } from '../../support/databases.ts';
import {
	aDrive,
	anInvitation,
	aVolunteer,
	aWholeDraft,
	handOverOf,
	joinBy,
	sealedAsBefore,
	sealedHandOver,
	sealFor,
} from '../../support/drive-flow.ts';
import {
	completeFields,
	consent,
	createWorld,
	Device,
	edit,
	hardshipFields,
	refusalOf,
	signatureUnder,
	submit,
	type World,
} from '../../support/flow-world.ts';
import { anIdNumber } from '../../support/applicant.ts';

/** Three hundred megabytes of nothing, as a megabyte three hundred times over and an end. */
function aBomb(): Uint8Array<ArrayBuffer> {
	const megabyte = deflateRawSync(new Uint8Array(1_000_000), { finishFlush: constants.Z_FULL_FLUSH });
	const end = Uint8Array.of(3, 0);
	return new Uint8Array(Buffer.concat([...Array<Uint8Array>(300).fill(megabyte), end]));
}

describeOnEachDatabase('a sealed draft handed over', (database) => {
	let world: World;
	let school: AccountActor;
	let driveId: string;
	let token: string;
	beforeAll(async () => {
		world = await createWorld(database());
		school = await world.account('school-admin', 'kmmu');
		driveId = (await aDrive(world, school)).id;
		token = (await anInvitation(world, school, driveId, { uses: 50 })).token;
	});

	const one = async (device: Device, mutation: unknown) => (await device.send([mutation])).results[0]!;
	const detail = () => readDrive({ services: world.services, actor: school, id: driveId });
	const asSystem = <T>(look: Parameters<typeof world.services.uow.run<T>>[1]) =>
		world.services.uow.run({ kind: 'system' }, look);
	async function handedOver(part: Partial<DriveDraft> = {}) {
		const { actor, kit, device } = await aVolunteer(world, token);
		const record = world.newId();
		const draft = await aWholeDraft(part);
		const result = await one(device, await sealedHandOver(kit, record, draft));
		return { actor, kit, device, record, draft, result };
	}

	it('becomes an enrollment that waits for the student, with everything that was signed', async () => {
		const fields = hardshipFields({ name: '阿依古丽·买买提', idNumber: anIdNumber() });
		const signature = await signatureUnder(fields);
		const { record, draft, result, actor, kit } = await handedOver({ fields, signature });
		expect(result).toEqual({ sequence: 1, status: 'applied', stored: [draft.signatureHash] });
		const held = await asSystem(async (tx) => ({
			row: await tx.enrollments.get(record),
			signature: await tx.signatures.get(record, draft.signatureHash!),
			entry: await tx.driveEntries.get(record),
			audit: await tx.audit.ofSubject(record),
		}));
		expect(held.row).toMatchObject({
			state: 'notified',
			ownerAccountId: actor.accountId,
			personId: null,
			fields,
			consent,
			driveId,
			submittedOn: '2022-10-15',
			contentHash: draft.contentHash,
		});
		expect(held.row!.letterText).toContain('阿依古丽·买买提');
		expect(held.signature).toEqual(signature);
		expect(held.entry).toMatchObject({
			assignmentId: kit.assignmentId,
			college: '药学院',
			confirmation: { kind: 'on-this-phone', witness: '李老师' },
			isAfterRevocation: false,
		});
		expect(held.audit).toMatchObject([{ act: 'drive.hand-over', detail: { afterRevocation: false } }]);
		expect(JSON.stringify(held.audit)).not.toMatch(/阿依古丽|李老师/);
	});

	it('is taken as phones of before sealed it, and its content must have the hash that it says', async () => {
		const { kit, device } = await aVolunteer(world, token);
		const record = world.newId();
		const fields = hardshipFields({ name: '木婉清', idNumber: anIdNumber() });
		const draft = await aWholeDraft({ fields, signature: await signatureUnder(fields) });
		const before = await sealedAsBefore(kit, record, draft);
		expect(await one(device, before)).toMatchObject({ status: 'applied', stored: [draft.signatureHash] });
		const row = await asSystem((tx) => tx.enrollments.get(record));
		expect(row).toMatchObject({ consent, fields, contentHash: draft.contentHash });
		// Sealed anew by the app of today it is the same still.
		expect(await one(device, await sealedHandOver(kit, record, draft))).toMatchObject({ status: 'applied' });
		const otherwise = await sealedAsBefore(kit, world.newId(), { ...draft, contentHash: 'b'.repeat(64) });
		expect(await one(device, otherwise)).toMatchObject({ code: 'enrollment.content-changed' });
	});

	it('does not open with another consent beside it, or with none', async () => {
		const { kit, device } = await aVolunteer(world, token);
		const { body, ...mutation } = await sealedHandOver(kit, world.newId(), await aWholeDraft());
		const { consentHash: _, ...sealed } = body.sealed;
		for (const beside of [{ consentHash: 'b'.repeat(64) }, {}]) {
			const changed = { ...mutation, body: { ...body, sealed: { ...sealed, ...beside } } };
			expect(await one(device, changed)).toMatchObject({ code: 'drive.not-opened' });
		}
	});

	it('comes back to the volunteer as a stub, to every phone of the account, and so does the checksum', async () => {
		const fields = hardshipFields({ name: '段思平', idNumber: anIdNumber() });
		const { actor, device, record } = await handedOver({ fields, signature: await signatureUnder(fields) });
		const other = new Device(world, actor, protocolVersion);
		const before = new Device(world, actor, 4);
		for (const phone of [device, other, before]) {
			const reply = await phone.send([], undefined, { check: true });
			const change = reply.changes.find(({ id }) => id === record)!;
			expect(change.view).toMatchObject({
				id: record,
				state: 'notified',
				fields: {},
				consent: null,
				signature: null,
				signatureHash: null,
				contentHash: null,
				driveId,
			});
			for (const known of ['段思平', String(fields.idNumber), String(fields.phone), 'strokes']) {
				expect(JSON.stringify(reply), known).not.toContain(known);
			}
			if (change.kind !== 'enrollment' || !change.view) throw new Error('no view');
			expect(reply.checksum).toBe(await checksumOf([checksumLine.enrollment(change.view)]));
		}
		const letter = readLetter({ services: world.services, actor, enrollmentId: record });
		expect((await refusalOf(letter)).code).toBe('request.not-found');
	});

	it('is no longer the volunteer’s to change', async () => {
		const { device, record, draft } = await handedOver();
		const changed = { ...draft.fields, address: '别处' };
		const remove = { kind: 'enrollment.remove', record, atMs: 1, body: {} };
		const withdraw = { ...remove, kind: 'enrollment.withdraw' };
		for (const act of [edit(record, changed), await submit(record, draft.fields), remove, withdraw]) {
			expect(await one(device, act)).toMatchObject({
				status: 'refused',
				code: 'enrollment.wrong-state',
			});
		}
		expect((await asSystem((tx) => tx.enrollments.get(record)))!.fields).toEqual(draft.fields);
	});

	it('takes effect once, under its number and under a new one; with another content it is refused', async () => {
		const { actor, kit, device, record, draft } = await handedOver();
		const mutation = await sealedHandOver(kit, record, draft);
		const again = await device.send([mutation]);
		expect(again.results).toMatchObject([{ sequence: 2, status: 'applied' }]);
		expect((await device.send([mutation], 2)).results).toEqual(again.results);
		// A phone that was restored is another device and numbers anew.
		const restored = new Device(world, actor, protocolVersion);
		expect(await one(restored, mutation)).toMatchObject({ status: 'applied' });
		const fields = { ...draft.fields, address: '云南省昆明市五华区测试路2号' };
		const otherwise = await sealedHandOver(kit, record, await aWholeDraft({ fields }));
		expect(await one(device, otherwise)).toMatchObject({ code: 'drive.handed-over-otherwise' });
		const { volunteers } = await detail();
		expect(volunteers.find((v) => v.assignmentId === kit.assignmentId)!.handedOver).toBe(1);
	});

	it('what cannot be opened is refused, each reason with its code, and holds up no other', async () => {
		const { kit, device } = await aVolunteer(world, token);
		const draft = await aWholeDraft();
		const ids = Array.from({ length: 8 }, () => world.newId());
		const good = (i: number) => sealFor(kit.key, ids[i]!, packDraft(draft));
		const sealed = await good(1);
		const wrong = sealed.ciphertext.startsWith('A') ? 'B' : 'A';
		const given = [
			handOverOf(kit, ids[0]!, { ...(await good(0)), keyId: world.newId() }),
			handOverOf(kit, ids[1]!, { ...sealed, ciphertext: wrong + sealed.ciphertext.slice(1) }),
			handOverOf(kit, ids[2]!, await good(3)),
			handOverOf(kit, ids[3]!, { ...(await good(3)), alg: 'hpke-sm2' }),
			handOverOf(kit, ids[4]!, { ...(await good(4)), pack: 'deflate-dict-9' }),
			handOverOf(kit, ids[5]!, await sealFor(kit.key, ids[5]!, utf8('no draft'))),
			handOverOf(kit, ids[6]!, { ...(await good(6)), keyId: 'no-uuid' }),
			handOverOf(kit, ids[7]!, await good(7)),
		];
		const { results } = await device.send(given);
		expect(results.map(({ code }) => code ?? 'applied')).toEqual([
			'drive.key-unknown',
			'drive.not-opened',
			'drive.not-opened',
			'drive.not-opened',
			'drive.content-unreadable',
			'drive.content-unreadable',
			'drive.key-unknown',
			'applied',
		]);
		const held = await asSystem((tx) => tx.enrollments.getMany(ids));
		expect(held.map(({ id }) => id)).toEqual([ids[7]]);
	});

	it('a bomb is refused before it is unpacked', async () => {
		const { kit, device } = await aVolunteer(world, token);
		const record = world.newId();
		const bomb = aBomb();
		const before = process.memoryUsage().rss;
		const result = await one(device, handOverOf(kit, record, await sealFor(kit.key, record, bomb)));
		expect(result).toMatchObject({ code: 'drive.content-unreadable' });
		expect(process.memoryUsage().rss - before).toBeLessThan(150_000_000);
	});

	it('what a scheme would not take of anybody is refused as a submission is, and leaves nothing', async () => {
		const { kit, device } = await aVolunteer(world, token);
		const person = { name: '测试甲', idNumber: anIdNumber() };
		const whole = completeFields(person);
		const { address: _, ...incomplete } = whole;
		const hardship = hardshipFields(person);
		const signature = await signatureUnder(hardship);
		const drafts: [string, DriveDraft][] = [
			['enrollment.incomplete', await aWholeDraft({ fields: incomplete })],
			['enrollment.incomplete', await aWholeDraft({ schoolConfirmed: false })],
			['enrollment.signature-missing', await aWholeDraft({ fields: hardship })],
			[
				'enrollment.signature-void',
				await aWholeDraft({ signature, fields: hardship, signatureHash: 'b'.repeat(64) }),
			],
			['enrollment.signature-void', await aWholeDraft({ fields: { ...hardship, name: '别人' }, signature })],
			['drive.content-unreadable', await aWholeDraft({ schoolCode: 'ynau' })],
			['drive.content-unreadable', await aWholeDraft({ schemeId: 'changchun-2023' })],
		];
		for (const [code, draft] of drafts) {
			const record = world.newId();
			expect(await one(device, await sealedHandOver(kit, record, draft))).toMatchObject({ code });
			expect(await asSystem((tx) => tx.enrollments.get(record))).toBeNull();
			expect(await asSystem((tx) => tx.driveEntries.get(record))).toBeNull();
		}
	});

	it('under another’s assignment, another drive or another’s record it is not taken', async () => {
		const mine = await aVolunteer(world, token);
		const theirs = await handedOver();
		const record = world.newId();
		const draft = await aWholeDraft();
		const asOther = await sealedHandOver(theirs.kit, record, draft);
		expect(await one(mine.device, asOther)).toMatchObject({ code: 'drive.not-assigned' });
		const otherDrive = (await aDrive(world, school)).id;
		const moved: DriveKit = { ...mine.kit, drive: { ...mine.kit.drive, id: otherDrive } };
		expect(await one(mine.device, await sealedHandOver(moved, record, draft))).toMatchObject({
			code: 'drive.not-assigned',
		});
		const taken = await sealedHandOver(mine.kit, theirs.record, theirs.draft);
		expect(await one(mine.device, taken)).toMatchObject({ code: 'request.not-found' });
		// A student has no assignment at all.
		const { device } = await world.student();
		const student = new Device(world, device.actor, protocolVersion);
		expect(await one(student, await sealedHandOver(mine.kit, record, draft))).toMatchObject({
			code: 'drive.not-assigned',
		});
	});

	it('another school’s key does not carry it in', async () => {
		const elsewhere = await world.account('school-admin', 'ynau');
		const foreignDrive = await aDrive(world, elsewhere);
		const foreign = await anInvitation(world, elsewhere, foreignDrive.id);
		const actor = await world.account('volunteer', 'ynau');
		const foreignKit = await joinBy(world, actor, foreign.token);
		const { kit, device } = await aVolunteer(world, token);
		const record = world.newId();
		const sealed = await sealFor(foreignKit.key, record, packDraft(await aWholeDraft()));
		expect(await one(device, handOverOf(kit, record, sealed))).toMatchObject({ code: 'drive.key-unknown' });
	});

	it('what was collected before a revocation is taken after it, and the school sees which', async () => {
		const { actor, kit, device } = await aVolunteer(world, token);
		const before = (await detail()).afterRevocation;
		await revokeAssignment({
			services: world.services,
			actor: school,
			driveId,
			assignmentId: kit.assignmentId,
		});
		const record = world.newId();
		const result = await one(device, await sealedHandOver(kit, record, await aWholeDraft()));
		expect(result).toMatchObject({ status: 'applied' });
		expect(await asSystem((tx) => tx.driveEntries.get(record))).toMatchObject({ isAfterRevocation: true });
		expect((await detail()).afterRevocation).toBe(before + 1);
		expect(actor.role).toBe('volunteer');
	});

	it('what was sealed for a retired key, and what comes after the drive’s end, is taken', async () => {
		const drive = await aDrive(world, school);
		const invitation = await anInvitation(world, school, drive.id);
		const { kit, device } = await aVolunteer(world, invitation.token);
		await rotateSchoolKey({ services: world.services, actor: school });
		await closeDrive({ services: world.services, actor: school, id: drive.id });
		const mutation = await sealedHandOver(kit, world.newId(), await aWholeDraft());
		expect(await one(device, mutation)).toMatchObject({ status: 'applied' });
	});

	it('is counted by its college, and once more when the student has declared', async () => {
		const drive = await aDrive(world, school);
		const invitation = await anInvitation(world, school, drive.id);
		const { kit, device } = await aVolunteer(world, invitation.token);
		const { actor, person } = await world.student();
		const declared = await aWholeDraft({ fields: completeFields(person) });
		await one(device, await sealedHandOver(kit, world.newId(), declared));
		await one(device, await sealedHandOver(kit, world.newId(), await aWholeDraft()));
		await one(device, await sealedHandOver(kit, world.newId(), await aWholeDraft({ college: '外语学院' })));
		const counts = async () =>
			(await readDrive({ services: world.services, actor: school, id: drive.id })).colleges;
		expect(await counts()).toEqual([
			{ college: '临床医学院', goal: 120, handedOver: 0, declared: 0 },
			{ college: '药学院', goal: 80, handedOver: 2, declared: 0 },
			{ college: '外语学院', goal: null, handedOver: 1, declared: 0 },
		]);
		const record = world.newId();
		const phone = new Device(world, actor, protocolVersion);
		await phone.send([edit(record, declared.fields, { consent }), await submit(record, declared.fields)]);
		await pairEnrollments({ services: world.services });
		expect((await counts())[1]).toEqual({ college: '药学院', goal: 80, handedOver: 2, declared: 1 });
		const seen = (await device.pull()).changes.filter(({ view }) => view && 'state' in view);
		expect(seen.map(({ view }) => (view as { state: string }).state).sort()).toEqual([
			'notified',
			'notified',
			'superseded',
		]);
		expect(JSON.stringify(seen)).not.toContain(person.name);
	});
});
