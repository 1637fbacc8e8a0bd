/*
 * What must hold of a drive, whatever happened in its day.
 *
 *   readable   from the moment that it is sealed nothing on the phone tells who it is of, or can open it; looked at after every step
 *   lost       every sealed draft is at the office once, as it was entered
 *   declared   what a volunteer handed over is never a declaration
 *   one-each   of each person who declared there is exactly one enrollment that counts, and the others are set aside
 *   revoked    what came in after a revocation is taken and marked, nothing else is; the phone that heard of it holds nothing of the drive
 */
import { canonicalJson } from '#shared/std/canonical-json.ts';
import { readDrive } from '#server/usecase/drive/read-drives.usecase.ts';
import { foundInRows } from '../../unit/device/raw-rows.ts';
import { witness, type PlayedDay, type Sealed } from './drive-records.ts';
import type { TablePhone } from './table-phone.ts';

const known = ({ student: { fields } }: Sealed) => [String(fields.name), String(fields.idNumber)];

export async function checkNothingReadable(day: PlayedDay, table: TablePhone): Promise<void> {
	const mine = day.sealed.filter(({ volunteer }) => volunteer.phones.includes(table));
	const secrets = [...mine.flatMap(known), witness];
	const lying = await foundInRows(table.phone, secrets);
	if (lying.length > 0) day.broken('readable', `in the clear on the disk: ${lying.join()}`);
	const waiting = await table.waiting();
	const sent = secrets.filter((secret) => waiting.includes(secret));
	if (sent.length > 0) day.broken('readable', `in what the account’s key opens: ${sent.join()}`);
	const forms = (await table.phone.rows()).driveDraft.map(({ id }) => id);
	const still = mine.filter(({ id }) => forms.includes(id));
	if (still.length > 0) day.broken('readable', `forms of ${still.length} sealed drafts are still there`);
}

export async function checkAtTheEnd(day: PlayedDay): Promise<void> {
	const phones = day.volunteers.flatMap((volunteer) => volunteer.phones);
	for (const { bugs } of phones)
		if (bugs.length > 0) day.broken('lost', `the engine threw: ${String(bugs[0])}`);
	await checkEachArrived(day);
	await checkOneEach(day);
	await checkRevoked(day);
}

async function checkEachArrived(day: PlayedDay): Promise<void> {
	for (const { id, student, volunteer } of day.sealed) {
		const { row, audit } = await day.asSystem(async (tx) => ({
			row: await tx.enrollments.get(id),
			audit: await tx.audit.ofSubject(id),
		}));
		if (!row) {
			day.broken('lost', `${id} is not at the office`);
			continue;
		}
		const isSame = canonicalJson(row.fields) === canonicalJson(student.fields);
		if (!isSame) day.broken('lost', `${id} is not as it was entered`);
		if (row.ownerAccountId !== volunteer.actor.accountId) day.broken('lost', `${id} is another’s`);
		const times = audit.filter(({ act }) => act === 'drive.hand-over').length;
		if (times !== 1) day.broken('lost', `${id} took effect ${times} times`);
		const isWaiting = row.state === 'notified' || row.state === 'superseded';
		if (!isWaiting || row.personId !== null) day.broken('declared', `${id} is ${row.state}`);
	}
	for (const table of day.volunteers.flatMap(({ phones }) => phones)) {
		if (table.isBroken) continue;
		const { outbox, sealedDraft } = await table.phone.rows();
		const left = outbox.length + sealedDraft.length;
		if (left > 0) day.broken('lost', `${left} rows still wait on a phone that has a network`);
	}
}

async function checkOneEach(day: PlayedDay): Promise<void> {
	for (const student of day.students) {
		const ids = day.sealed.filter((each) => each.student === student).map(({ id }) => id);
		const own = student.own?.record;
		const rows = await day.asSystem((tx) => tx.enrollments.getMany(own ? [...ids, own] : ids));
		const counting = rows.filter(({ personId }) => personId !== null).map(({ id }) => id);
		if (counting.join() !== (own ?? '')) day.broken('one-each', `${counting.length} enrollments count`);
		const aside = own ? 'superseded' : 'notified';
		const others = rows.filter(({ id, state }) => id !== own && state !== aside);
		if (others.length > 0) day.broken('one-each', `${others[0]!.id} is ${others[0]!.state}, not ${aside}`);
	}
}

async function checkRevoked(day: PlayedDay): Promise<void> {
	let after = 0;
	for (const { id, wasThere, volunteer } of day.sealed) {
		const entry = await day.asSystem((tx) => tx.driveEntries.get(id));
		const isMarked = entry?.isAfterRevocation ?? false;
		if (isMarked) after += 1;
		// Sealed after it, or before it and not there by then.
		const isLate = volunteer.isRevoked && wasThere !== true;
		if (entry && isMarked !== isLate) day.broken('revoked', `${id} came ${isLate ? 'late' : 'in time'}`);
	}
	const detail = await readDrive({ services: day.services, actor: day.school, id: day.driveId });
	if (detail.afterRevocation !== after) day.broken('revoked', `the school sees ${detail.afterRevocation}`);
	for (const { isRevoked, phones } of day.volunteers) {
		for (const table of phones) {
			if (!isRevoked || table.isBroken) continue;
			const { stub, driveDraft, drivePage, lock } = await table.phone.rows();
			const left = [stub, driveDraft, drivePage, lock].map(({ length }) => length);
			if (left.some((count) => count > 0)) day.broken('revoked', `the phone still holds ${left.join()}`);
		}
	}
}
