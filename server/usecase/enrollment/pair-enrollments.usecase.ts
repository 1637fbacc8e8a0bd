/*
 * One person, one case. What a volunteer entered about somebody who has declared is set aside (superseded), in
 * whichever order the two arrive:
 *
 *   the volunteer's is there, the student declares ──▶ the volunteer's is superseded
 *   the student's is there, the volunteer notifies ──▶ received, and superseded
 *
 * Either's transaction sees its own records alone, so this looks on behalf of the system after it, once for each
 * submission. The volunteer learns that the person has declared, and nothing else; the link hangs on the case.
 */
import { nextEnrollmentState } from '#shared/domain/enrollment/state.ts';
import { personKey } from '#shared/domain/identity/person-key.ts';
import { eachAlone } from '../each-alone.ts';
import type { Services, Tx } from '../ports.ts';
import type { EnrollmentRow } from './ports.ts';

const system = { kind: 'system' } as const;
const batchSize = 50;

/** Answers with how many submissions were looked at. */
export async function pairEnrollments({ services }: { services: Services }): Promise<number> {
	const due = await services.uow.run(system, (tx) => tx.pairings.due(batchSize));
	return eachAlone(services, due, {
		work: async (id) => {
			const told = await services.uow.run(system, (tx) => pairOne(tx, services, id));
			for (const accountId of told) services.pokes.poke(accountId);
			return true;
		},
		// It stays due: the next round tries again.
		putOff: async () => {},
	});
}

async function pairOne(tx: Tx, services: Services, id: string): Promise<Set<string>> {
	const row = await tx.enrollments.lock(id);
	await tx.pairings.settle(id);
	// Whose of the roster it is, its own job finds.
	await tx.rosterMatches.askAbout(id);
	const key = row && personKey(row.fields);
	if (!row || !key) return new Set();
	const others = await tx.enrollments.ofPerson(row.schemeId, key);
	const declared = [row, ...others].find(({ personId }) => personId !== null);
	const told = new Set<string>();
	if (!declared) return told;
	for (const entry of [row, ...others]) {
		if (entry.state !== 'notified' || !(await supersede(tx, services, entry.id, declared))) continue;
		told.add(entry.ownerAccountId).add(declared.ownerAccountId);
	}
	return told;
}

/** False when it is no longer what it was: its owner has changed it meanwhile. */
async function supersede(
	tx: Tx,
	services: Services,
	entryId: string,
	declared: EnrollmentRow,
): Promise<boolean> {
	const entry = await tx.enrollments.lock(entryId);
	const next = entry && nextEnrollmentState(entry.state, 'supersede');
	if (!entry || !next?.ok || personKey(entry.fields) !== personKey(declared.fields)) return false;
	const atMs = services.clock.nowMs();
	await tx.enrollments.update({ ...entry, state: next.value, updatedAtMs: atMs });
	await tx.pairings.link({ entryId, enrollmentId: declared.id, atMs });
	await tx.changes.append(entry.ownerAccountId, { kind: 'enrollment', id: entryId });
	await tx.changes.append(declared.ownerAccountId, { kind: 'enrollment', id: declared.id });
	const audit = { atMs, actor: 'system', act: 'enrollment.supersede' as const, subject: entryId };
	await tx.audit.append({ ...audit, detail: { by: declared.id } });
	return true;
}
