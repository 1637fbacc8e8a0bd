/** What the server answers about drives, on the disk: leases, what was revoked, lists that were taken back. */
import type { DriveKit } from '#shared/protocol/drive.ts';
import { pagesOf } from '../drive-rows.ts';
import type { CampusCoverDb } from '../schema.ts';
import type { OwnerId } from '../types.ts';
import type { Lease } from './lease.ts';

export async function writeKits(
	db: CampusCoverDb,
	owner: OwnerId,
	kits: DriveKit[],
	nowMs: number,
): Promise<void> {
	const lease = leaseOf(kits);
	const tables = [db.lock, db.driveKit, db.driveDraft, db.stub, db.sealedDraft, db.drivePage, db.rosterPage];
	await db.transaction('rw', tables, async () => {
		await db.driveKit.bulkPut(kits.map((kit) => ({ owner, driveId: kit.drive.id, kit, heardAtMs: nowMs })));
		for (const { state, drive, roster } of kits) {
			// The school's own list goes with the work, and with the school's word.
			if (state !== 'active' || !roster) await pagesOf(db.rosterPage, owner, drive.id).delete();
			if (state !== 'revoked') continue;
			await pagesOf(db.drivePage, owner, drive.id).delete();
			for (const table of [db.driveDraft, db.stub, db.sealedDraft]) {
				await table.where('[owner+driveId]').equals([owner, drive.id]).delete();
			}
		}
		const row = await db.lock.get(owner);
		if (!row) return;
		if (!lease) return db.lock.delete(owner);
		const waitUntilMs = Math.max(0, row.waitUntilMs - row.time.elapsedMs);
		await db.lock.put({ ...row, lease, waitUntilMs, time: { elapsedMs: 0, seenAtMs: nowMs } });
	});
}

/** The longest of those that were not revoked; null: there is none. */
export function leaseOf(kits: DriveKit[]): Lease | null {
	const lasting = kits.filter(({ state }) => state !== 'revoked');
	const [longest] = lasting.sort((a, b) => b.leaseUntilMs - a.leaseUntilMs);
	return longest ? { fromMs: longest.nowMs, untilMs: longest.leaseUntilMs } : null;
}

/** What the server holds already leaves; what is not on the server stays, closed: its passphrase may come to mind yet. */
export async function wipeTaken(db: CampusCoverDb, owner: OwnerId): Promise<void> {
	await db.transaction('rw', db.stub, db.drivePage, db.rosterPage, async () => {
		await db.stub.where('[owner+state]').equals([owner, 'taken']).delete();
		// They name those too; what stays is listed anew.
		await everyPageOf(db.drivePage, owner).delete();
		await everyPageOf(db.rosterPage, owner).delete();
	});
}

/** Of others, the school's own list is what the phone may hold only while it is heard from. */
export async function dropRosters({ rosterPage }: CampusCoverDb, owner: OwnerId): Promise<void> {
	await everyPageOf(rosterPage, owner).delete();
}

const everyPageOf = (table: CampusCoverDb['drivePage'] | CampusCoverDb['rosterPage'], owner: OwnerId) =>
	table.where('[owner+driveId+n]').between([owner, ''], [owner, '\uffff']);
