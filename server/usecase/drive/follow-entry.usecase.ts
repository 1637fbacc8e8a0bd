import type { AuditAct } from '#shared/domain/audit/act.ts';
import { asRegistered } from '#shared/domain/identity/person-key.ts';
import type { ErrorCode } from '#shared/errors/error-codes.ts';
import { RefusalError } from '#shared/errors/refusal.ts';
import type { EntryStatus } from '#shared/protocol/drive-entry.ts';
import { countHits, limits } from '../account/limits.ts';
import type { PersonRow } from '../account/ports.ts';
import type { AccountActor } from '../actor.ts';
import type { EnrollmentRow } from '../enrollment/ports.ts';
import type { Services, Tx } from '../ports.ts';
import { ofReceipt, statusOf } from '../window/of-person.ts';
import type { WindowEntryRow } from '../window/ports.ts';
import type { DriveEntryRow, DriveRow } from './ports.ts';

interface Following {
	services: Services;
	actor: AccountActor;
	/** Of the entry, as the receipt's code names it. */
	id: string;
}

const refuse = (code: ErrorCode): never => {
	throw new RefusalError({ code });
};

/**
 * How far an entry about the student who asks is; nothing of what stands in it. Absent, not sent yet and another's look the same.
 * Throws RefusalError `request.too-many`, `auth.not-bound`, `drive.entry-unknown`.
 */
export async function followEntry(call: Following): Promise<EntryStatus> {
	await countGuess(call);
	const { services, actor, id } = call;
	// The entry is in the volunteer's name: the product itself looks whose it is about.
	return services.uow.run({ kind: 'system' }, async (tx) => {
		const taken = await takenDownAbout(tx, actor, id);
		if (taken) {
			await writeWindow(tx, call, 'window.follow');
			return statusOf(tx, taken.person, taken.row);
		}
		const { row, entry, drive } = await entryAbout(tx, actor, id);
		await tx.audit.append({
			atMs: services.clock.nowMs(),
			actor: actor.accountId,
			act: 'drive.follow-entry',
			subject: id,
			detail: { driveId: drive.id },
		});
		return {
			id,
			driveTitle: drive.title,
			day: drive.day,
			receivedAtMs: entry.receivedAtMs,
			state: row.state,
			canWithdraw: row.state === 'notified',
		};
	});
}

/**
 * The student takes back the consent given at the table, or at the centre's window: what was entered is deleted at the server, and what the volunteer's phone still
 * knows is told to be gone. Once the student has declared by themselves it is their declaration that counts, and the entry stays
 * with it. Throws as `followEntry`, and `drive.entry-settled`.
 */
export async function withdrawEntry(call: Following): Promise<void> {
	await countGuess(call);
	const { services, actor, id } = call;
	const told = await services.uow.run({ kind: 'system' }, async (tx) => {
		const taken = await takenDownAbout(tx, actor, id);
		if (taken) {
			const { canWithdraw } = await statusOf(tx, taken.person, taken.row);
			if (!canWithdraw) refuse('drive.entry-settled');
			await tx.windowEntries.remove(id);
			await writeWindow(tx, call, 'window.withdraw');
			return null;
		}
		const { row, entry, drive } = await entryAbout(tx, actor, id);
		if (row.state !== 'notified') refuse('drive.entry-settled');
		const atMs = services.clock.nowMs();
		const { assignmentId, schoolCode } = entry;
		await tx.driveEntries.withdraw({ enrollmentId: id, driveId: drive.id, assignmentId, schoolCode, atMs });
		await tx.enrollments.remove(id);
		await tx.changes.append(row.ownerAccountId, { kind: 'enrollment', id });
		await tx.audit.append({
			atMs,
			actor: actor.accountId,
			act: 'drive.withdraw-entry',
			subject: id,
			detail: { driveId: drive.id, assignment: assignmentId },
		});
		return row.ownerAccountId;
	});
	if (told !== null) services.pokes.poke(told);
}

const countGuess = ({ services, actor }: Following) =>
	countHits(services, [{ limit: limits.driveEntryByAccount, of: actor.accountId }]);

/** What was taken down at the centre's window has its receipt's number from the same kind of code. Null: it is none. */
async function takenDownAbout(
	tx: Tx,
	actor: AccountActor,
	id: string,
): Promise<{ person: PersonRow; row: WindowEntryRow } | null> {
	const person = await tx.persons.findByAccount(actor.accountId);
	if (!person) return refuse('auth.not-bound');
	const row = await ofReceipt(tx, person, id);
	return row && { person, row };
}

function writeWindow(tx: Tx, { services, actor, id }: Following, act: AuditAct): Promise<void> {
	const atMs = services.clock.nowMs();
	return tx.audit.append({ atMs, actor: actor.accountId, act, subject: id, detail: {} });
}

async function entryAbout(
	tx: Tx,
	actor: AccountActor,
	id: string,
): Promise<{ row: EnrollmentRow; entry: DriveEntryRow; drive: DriveRow }> {
	const person = await tx.persons.findByAccount(actor.accountId);
	if (!person) return refuse('auth.not-bound');
	const entry = await tx.driveEntries.get(id);
	const row = entry && (await tx.enrollments.lock(id));
	const drive = entry && (await tx.drives.get(entry.driveId));
	if (!row || !drive || !isAbout(row, person)) return refuse('drive.entry-unknown');
	return { row, entry, drive };
}

/** By kind and number of the document: a name may be what the student has to correct. */
export function isAbout({ fields }: EnrollmentRow, person: PersonRow): boolean {
	const isSameNumber = asRegistered(String(fields.idNumber ?? '')) === asRegistered(person.idNumber);
	return isSameNumber && fields.idType === person.idType;
}
