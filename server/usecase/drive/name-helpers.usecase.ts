import { maskPhone } from '#shared/domain/identity/phone.ts';
import { RefusalError } from '#shared/errors/refusal.ts';
import type { DriveHelper } from '#shared/protocol/drive-helper.ts';
import type { AccountActor } from '../actor.ts';
import type { Services, Tx } from '../ports.ts';
import { driveOfSchool } from './own-school.ts';

interface Naming {
	services: Services;
	actor: AccountActor;
	driveId: string;
}

/** Students, by their phones' masked numbers, whom the school lets join this drive. Throws `request.not-found`. */
export async function readHelpers({ services, actor, driveId }: Naming): Promise<DriveHelper[]> {
	return services.uow.run(actor, async (tx) => {
		await driveOfSchool(tx, actor, driveId);
		return shown(tx, driveId);
	});
}

/** Who has one of these numbers may join by an invitation, with a student's account. Throws `request.not-found`, `drive.closed`. */
export async function nameHelpers(call: Naming & { phones: string[] }): Promise<DriveHelper[]> {
	const { services, actor, driveId, phones } = call;
	return services.uow.run(actor, async (tx) => {
		const { schoolCode, state } = await driveOfSchool(tx, actor, driveId);
		if (state !== 'open') throw new RefusalError({ code: 'drive.closed' });
		const addedAtMs = services.clock.nowMs();
		let added = 0;
		for (const phone of new Set(phones)) {
			const row = { driveId, phone, schoolCode, addedByAccountId: actor.accountId, addedAtMs };
			if (await tx.driveHelpers.add(row)) added++;
		}
		await tx.audit.append({
			atMs: addedAtMs,
			actor: actor.accountId,
			act: 'drive.name-helpers',
			subject: driveId,
			detail: { added },
		});
		return shown(tx, driveId);
	});
}

/** Joins no more; who has joined stays until the assignment is revoked. Throws `request.not-found`. */
export async function dropHelper(call: Naming & { id: string }): Promise<DriveHelper[]> {
	const { services, actor, driveId, id } = call;
	return services.uow.run(actor, async (tx) => {
		await driveOfSchool(tx, actor, driveId);
		await tx.driveHelpers.remove(driveId, id);
		await tx.audit.append({
			atMs: services.clock.nowMs(),
			actor: actor.accountId,
			act: 'drive.drop-helper',
			subject: driveId,
			detail: {},
		});
		return shown(tx, driveId);
	});
}

async function shown(tx: Tx, driveId: string): Promise<DriveHelper[]> {
	const helpers = await tx.driveHelpers.ofDrive(driveId);
	return helpers.map(({ id, phone }) => ({ id, phoneMasked: maskPhone(phone) }));
}
