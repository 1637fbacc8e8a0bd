import { normalizeName } from '#shared/domain/identity/name.ts';
import { personKey } from '#shared/domain/identity/person-key.ts';
import type { EnrollmentState } from '#shared/domain/enrollment/state.ts';
import type { EntryStatus } from '#shared/protocol/drive-entry.ts';
import type { PersonRow } from '../account/ports.ts';
import type { Tx } from '../ports.ts';
import type { WindowEntryRow } from './ports.ts';

/**
 * What was taken down at the window about the person to whom the account is bound, and not declared by them since. The name must be
 * theirs too: a wrong digit names somebody else.
 */
export async function openOfPerson(tx: Tx, person: PersonRow): Promise<WindowEntryRow[]> {
	const key = personKey({ idType: person.idType, idNumber: person.idNumber });
	const rows = key === null ? [] : await tx.windowEntries.ofPerson(key);
	const open: WindowEntryRow[] = [];
	for (const row of rows) {
		const isNamed = row.fields['name'] === normalizeName(person.name);
		if (isNamed && (await declaredState(tx, person, row)) === null) open.push(row);
	}
	return open;
}

/** By its number, for its person alone; null: absent, or another's. */
export async function ofReceipt(tx: Tx, person: PersonRow, id: string): Promise<WindowEntryRow | null> {
	const row = await tx.windowEntries.get(id);
	const key = personKey({ idType: person.idType, idNumber: person.idNumber });
	return row && key !== null && personKey(row.fields) === key ? row : null;
}

/** How far it is: `notified`, until its person has declared. */
export async function statusOf(tx: Tx, person: PersonRow, row: WindowEntryRow): Promise<EntryStatus> {
	const state = (await declaredState(tx, person, row)) ?? 'notified';
	return {
		...{ id: row.id, driveTitle: '', day: row.enteredOn, receivedAtMs: row.enteredAtMs, state },
		at: 'window',
		canWithdraw: state === 'notified',
	};
}

async function declaredState(
	tx: Tx,
	{ accountId }: PersonRow,
	{ schemeId }: WindowEntryRow,
): Promise<EnrollmentState | null> {
	const own = await tx.enrollments.ofOwner(accountId);
	const declared = own.find((row) => row.schemeId === schemeId && row.submittedAtMs !== null);
	return declared?.state ?? null;
}
