import { beforeAll, expect, it } from 'vitest';
import type { DraftFields } from '#shared/domain/enrollment/fields.ts';
import { protocolVersion } from '#shared/protocol/version.ts';
import { sha256Hex } from '#shared/std/hash.ts';
import type { AccountActor } from '#server/usecase/actor.ts';
import { takeEntry } from '#server/usecase/drive/take-entry.usecase.ts';
import { newToken } from '#server/usecase/account/session.ts';
import { pairEnrollments } from '#server/usecase/enrollment/pair-enrollments.usecase.ts';
import { describeOnEachDatabase } from '../../support/databases.ts';
import { aDrive, anInvitation, aVolunteer, aWholeDraft, sealedHandOver } from '../../support/drive-flow.ts';
import {
	completeFields,
	consent,
	createWorld,
	Device,
	edit,
	refusalOf,
	submit,
	type World,
} from '../../support/flow-world.ts';

describeOnEachDatabase('an entry on the student’s own phone', (database) => {
	let world: World;
	let volunteer: Awaited<ReturnType<typeof aVolunteer>>;
	beforeAll(async () => {
		world = await createWorld(database());
		const school = await world.account('school-admin', 'kmmu');
		const drive = await aDrive(world, school);
		volunteer = await aVolunteer(world, (await anInvitation(world, school, drive.id)).token);
	});

	const take = (actor: AccountActor, token: string) => takeEntry({ services: world.services, actor, token });
	const code = async (call: Promise<unknown>) => (await refusalOf(call)).code;
	/** The student has the token before the volunteer's phone has a network. */
	async function entered(more: DraftFields = {}) {
		const student = await world.student();
		const token = newToken(world.services);
		const record = world.newId();
		const draft = await aWholeDraft({
			fields: { ...completeFields(student.person), ...more },
			confirmation: { kind: 'own-phone', tokenHash: await sha256Hex(token) },
		});
		const send = async () => {
			const mutation = await sealedHandOver(volunteer.kit, record, draft);
			const { results } = await volunteer.device.send([mutation]);
			expect(results).toMatchObject([{ status: 'applied' }]);
		};
		return { ...student, token, record, draft, send };
	}

	it('is there once the volunteer’s phone has sent it, and the same until it is declared', async () => {
		const { actor, token, record, draft, send } = await entered({ name: '测试申' });
		expect(await code(take(actor, token))).toBe('drive.entry-unknown');
		await send();
		const entry = await take(actor, token);
		expect(entry).toEqual({
			id: record,
			driveTitle: '新生集中参保',
			day: '2022-10-16',
			schemeId: draft.schemeId,
			schoolCode: 'kmmu',
			fields: draft.fields,
		});
		expect(await take(actor, token)).toEqual(entry);
		const audit = await world.services.uow.run({ kind: 'system' }, (tx) => tx.audit.ofSubject(record));
		expect(audit.map(({ act }) => act)).toEqual(['drive.hand-over', 'drive.take-entry', 'drive.take-entry']);
		expect(JSON.stringify(audit)).not.toContain(token);
	});

	it('is corrected and declared by the student; the volunteer’s is then set aside, and the code is spent', async () => {
		const { actor, token, record, send, person } = await entered({ name: '测试申' });
		await send();
		const { fields } = await take(actor, token);
		const own = world.newId();
		const corrected = { ...fields, name: person.name };
		const phone = new Device(world, actor, protocolVersion);
		const { results } = await phone.send([edit(own, corrected, { consent }), await submit(own, corrected)]);
		expect(results.map(({ status }) => status)).toEqual(['applied', 'applied']);
		await pairEnrollments({ services: world.services });
		const states = await world.services.uow.run({ kind: 'system' }, async (tx) => [
			(await tx.enrollments.get(record))!.state,
			(await tx.enrollments.get(own))!.state,
		]);
		expect(states).toEqual(['superseded', 'declared']);
		expect(await code(take(actor, token))).toBe('drive.entry-settled');
	});

	it('opens for nobody else, whatever they hold', async () => {
		const { token, send } = await entered();
		await send();
		expect(await code(take((await world.student()).actor, token))).toBe('enrollment.not-own');
		expect(await code(take(volunteer.actor, token))).toBe('auth.not-bound');
		expect(await code(take(await world.account('student'), token))).toBe('auth.not-bound');
	});

	it('guesses are paced', async () => {
		const { actor } = await world.student();
		for (let i = 0; i < 20; i++) {
			expect(await code(take(actor, 'A'.repeat(22)))).toBe('drive.entry-unknown');
		}
		expect(await code(take(actor, 'A'.repeat(22)))).toBe('request.too-many');
	});
});
