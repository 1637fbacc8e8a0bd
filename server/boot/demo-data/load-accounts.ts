import { bytesToBase64 } from '#shared/std/bytes.ts';
import { newId } from '#shared/std/id.ts';
import { assert } from '#shared/std/assert.ts';
import type { AccountActor } from '#server/usecase/actor.ts';
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

export async function actorOf(services: Services, phone: string): Promise<AccountActor> {
	const account = await services.uow.run({ kind: 'system' }, (tx) => tx.accounts.findByPhone(phone));
	assert(account, 'the demo’s accounts are loaded before what they did');
	return { kind: 'account', accountId: account.id, role: account.role, schoolCode: account.schoolCode };
}
