import { RefusalError } from '#shared/errors/refusal.ts';
import { newId } from '#shared/std/id.ts';
import type { Services, Tx } from '../ports.ts';
import type { SchoolKeyRow } from './ports.ts';

const system = { kind: 'system' } as const;

/** The key that is sealed for now; made where the school has none. Throws `drive.not-offered`: no master key is configured. */
export async function currentKey(services: Services, schoolCode: string): Promise<SchoolKeyRow> {
	if (!services.sealing) throw new RefusalError({ code: 'drive.not-offered' });
	const held = await services.uow.run(system, (tx) => tx.schoolKeys.current(schoolCode));
	if (held) return held;
	const made = await newKey(services, schoolCode);
	return services.uow.run(system, async (tx) => {
		if (await insertKey(tx, made)) return made;
		return (await tx.schoolKeys.current(schoolCode))!;
	});
}

export async function newKey(services: Services, schoolCode: string): Promise<SchoolKeyRow> {
	if (!services.sealing) throw new RefusalError({ code: 'drive.not-offered' });
	const id = newId(services.clock, services.random);
	const made = await services.sealing.make({ keyId: id, schoolCode });
	return { id, schoolCode, ...made, createdAtMs: services.clock.nowMs(), retiredAtMs: null };
}

/** False where the school has a current key. */
export async function insertKey(tx: Tx, key: SchoolKeyRow, actor = 'system'): Promise<boolean> {
	if (!(await tx.schoolKeys.insert(key))) return false;
	const { alg, schoolCode } = key;
	const entry = { atMs: key.createdAtMs, actor, act: 'school-key.make' as const, subject: key.id };
	await tx.audit.append({ ...entry, detail: { alg, schoolCode } });
	return true;
}
