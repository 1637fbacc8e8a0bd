import type { AccountActor } from '../actor.ts';
import type { Services } from '../ports.ts';
import { schoolOf } from './own-school.ts';
import { insertKey, newKey } from './school-key.ts';

/**
 * From now on phones seal for a new key, as soon as each has asked; what was sealed for the one before still opens.
 * Throws RefusalError `drive.not-offered`, `request.not-found` (no school).
 */
export async function rotateSchoolKey({
	services,
	actor,
}: {
	services: Services;
	actor: AccountActor;
}): Promise<{ keyId: string; createdAtMs: number }> {
	const schoolCode = schoolOf(actor);
	const made = await newKey(services, schoolCode);
	// No person's transaction sees keys: whose wish it was stands in the audit.
	return services.uow.run({ kind: 'system' }, async (tx) => {
		const before = await tx.schoolKeys.current(schoolCode);
		if (before) {
			const atMs = services.clock.nowMs();
			await tx.schoolKeys.retire(before.id, atMs);
			const entry = { atMs, actor: actor.accountId, act: 'school-key.retire' as const, subject: before.id };
			await tx.audit.append({ ...entry, detail: { schoolCode } });
		}
		if (await insertKey(tx, made, actor.accountId)) return { keyId: made.id, createdAtMs: made.createdAtMs };
		const quicker = (await tx.schoolKeys.current(schoolCode))!;
		return { keyId: quicker.id, createdAtMs: quicker.createdAtMs };
	});
}
