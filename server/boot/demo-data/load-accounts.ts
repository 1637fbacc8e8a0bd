import { bytesToBase64 } from '#shared/std/bytes.ts';
import { newId } from '#shared/std/id.ts';
import type { Services } from '#server/usecase/ports.ts';
import { demoAccounts } from './accounts.ts';

/** Adds the demo's accounts that are missing and binds their persons; what is there stays as it is. */
export async function loadDemoAccounts(services: Services): Promise<void> {
	const nowMs = services.clock.nowMs();
	await services.uow.run({ kind: 'system' }, async (tx) => {
		for (const { phone, role, schoolCode, person } of demoAccounts) {
			const account = await tx.accounts.addOrFind({
				id: newId(services.clock, services.random),
				phone,
				role,
				schoolCode,
				passwordHash: null,
				unlockKey: bytesToBase64(services.random.bytes(32)),
				createdAtMs: nowMs,
			});
			if (person) await tx.persons.bind({ ...person, accountId: account.id, boundAtMs: nowMs });
		}
	});
}
