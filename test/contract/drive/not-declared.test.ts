/** A volunteer's phone makes all that it hands over: none of it may count as what a student declared. */
import { beforeAll, expect, it } from 'vitest';
import { protocolVersion } from '#shared/protocol/version.ts';
import type { AccountActor } from '#server/usecase/actor.ts';
import { nameHelpers } from '#server/usecase/drive/name-helpers.usecase.ts';
import { pairEnrollments } from '#server/usecase/enrollment/pair-enrollments.usecase.ts';
import { anIdNumber } from '../../support/applicant.ts';
import { describeOnEachDatabase } from '../../support/databases.ts';
import {
	aDrive,
	anInvitation,
	aVolunteer,
	aWholeDraft,
	joinBy,
	sealedHandOver,
} from '../../support/drive-flow.ts';
import {
	createWorld,
	Device,
	edit,
	hardshipFields,
	signatureUnder,
	submit,
	type World,
} from '../../support/flow-world.ts';

describeOnEachDatabase('a student who never came to the table', (database) => {
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

	const asSystem = <T>(look: Parameters<typeof world.services.uow.run<T>>[1]) =>
		world.services.uow.run({ kind: 'system' }, look);

	/** A volunteer of the school's, and a student who helps. */
	async function tables() {
		const volunteer = await aVolunteer(world, token);
		const { actor } = await world.student();
		const { phone } = (await asSystem((tx) => tx.accounts.findById(actor.accountId)))!;
		await nameHelpers({ services: world.services, actor: school, driveId, phones: [phone] });
		const kit = await joinBy(world, actor, token);
		return [volunteer, { actor, kit, device: new Device(world, actor, protocolVersion) }];
	}

	it('has declared nothing, however the phone says that it was confirmed, and whoever holds it', async () => {
		for (const { kit, device } of await tables()) {
			for (const confirmation of [
				{ kind: 'on-this-phone', witness: '李老师' } as const,
				{ kind: 'own-phone', tokenHash: 'c'.repeat(64) } as const,
			]) {
				const fields = hardshipFields({ name: '李秋水', idNumber: anIdNumber() });
				const signature = await signatureUnder(fields);
				const record = world.newId();
				const handed = await aWholeDraft({ fields, signature, confirmation });
				// Everything that a student's own phone would say, after it and in its place.
				const { results } = await device.send([
					await sealedHandOver(kit, record, handed),
					await submit(record, fields, signature),
				]);
				expect(results).toMatchObject([{ status: 'applied' }, { code: 'enrollment.wrong-state' }]);
				const own = world.newId();
				const { consent } = handed;
				await device.send([edit(own, fields, { consent, signature }), await submit(own, fields, signature)]);
				await pairEnrollments({ services: world.services });
				const rows = await asSystem((tx) => tx.enrollments.getMany([record, own]));
				expect(rows.map(({ state }) => state)).not.toContain('declared');
				expect(rows.map(({ personId }) => personId)).toEqual(rows.map(() => null));
				const entry = await asSystem((tx) => tx.driveEntries.get(record));
				expect(entry!.confirmation).toEqual(confirmation);
			}
		}
	});
});
