/** What is sealed on this phone and waits nowhere goes on its way again. */
import type { DriveKit } from '#shared/protocol/drive.ts';
import type { Mutation } from '#shared/protocol/mutation.ts';
import type { SealedDraft } from '#shared/protocol/sealed-draft.ts';
import type { Disk } from '../disk.ts';
import { sealOutbox } from '../record-change.ts';
import type { CampusCoverDb, StubRow } from '../schema.ts';
import type { OwnerId } from '../types.ts';

export function handOverOf(
	{ id, driveId, sealedAtMs }: StubRow,
	{ assignmentId }: DriveKit,
	sealed: SealedDraft,
): Mutation {
	const body = { driveId, assignmentId, sealed };
	return { kind: 'drive.hand-over', record: id, atMs: sealedAtMs, body };
}

/** What the outbox lost; and `refusedId`, which a person wants tried again. */
export async function sendLost(disk: Disk, owner: OwnerId, refusedId: string | undefined): Promise<void> {
	const lost = (await isAllWaiting(disk.db, owner)) ? [] : await findLost(disk.db, owner);
	for (const id of refusedId === undefined ? lost : [...lost, refusedId]) await resend(disk, owner, id);
}

const entriesOf = ({ outbox }: CampusCoverDb, owner: OwnerId) =>
	outbox.where('[owner+recordId]').between([owner, ''], [owner, '\uffff']);

/** By counting alone: there may be thousands, and none of them lost. One entry each waits, beside those of what is the account's own. */
function isAllWaiting(db: CampusCoverDb, owner: OwnerId): Promise<boolean> {
	const own = db.record.where('[owner+kind+refused]');
	const idsOf = (kind: string) => own.between([owner, kind, -1], [owner, kind, 1], true, true).primaryKeys();
	return db.transaction('r', db.stub, db.outbox, db.record, async () => {
		const sealed = await db.stub.where('[owner+state]').equals([owner, 'sealed']).count();
		const waiting = await entriesOf(db, owner).count();
		// Everything was sent, as mostly: nothing else is asked for.
		if (waiting < sealed || waiting === 0) return waiting === sealed;
		const ids = await Promise.all(['enrollment', 'claim', 'notice', 'order'].map(idsOf));
		const ofOthers = await db.outbox.where('[owner+recordId]').anyOf(ids.flat()).count();
		return waiting - ofOthers === sealed;
	});
}

async function findLost(db: CampusCoverDb, owner: OwnerId): Promise<string[]> {
	const sealed = await db.stub.where('[owner+state]').equals([owner, 'sealed']).primaryKeys();
	const keys = await entriesOf(db, owner).keys();
	const waiting = new Set(keys.map((key) => (key as unknown as [OwnerId, string])[1]));
	return sealed.map(([, id]) => id).filter((id) => !waiting.has(id));
}

async function resend(disk: Disk, owner: OwnerId, id: string): Promise<void> {
	const { db } = disk;
	const [stub, kept] = await Promise.all([db.stub.get([owner, id]), db.sealedDraft.get([owner, id])]);
	const row = stub && (await db.driveKit.get([owner, stub.driveId]));
	if (!row || !kept) return;
	const entry = await sealOutbox(disk, owner, handOverOf(stub, row.kit, kept.sealed));
	await db.transaction('rw', db.stub, db.outbox, async () => {
		const waiting = await db.outbox.where('[owner+recordId]').equals([owner, id]).count();
		if (waiting > 0 || (await db.stub.get([owner, id]))?.state !== stub.state) return;
		await db.outbox.add(entry);
		await db.stub.update([owner, id], { state: 'sealed', code: null });
	});
}
