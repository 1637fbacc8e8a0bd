import type { Disk } from './disk.ts';
import { onDisk } from './failures.ts';
import type { RecordRow, Sealed } from './schema.ts';

interface Use {
	count: number;
	/** Sealed, as it lies on disk; of files, before they were sealed. */
	bytes: number;
}

/** What the phone holds, of everybody who left something here. */
export interface StorageUse {
	/** Enrollments, claims and orders; of others, what a volunteer entered. */
	records: Use;
	notices: Use;
	waiting: Use;
	/** What the server took in the last 30 days. */
	copies: Use;
	/** Photos and PDFs of claims. */
	files: Use;
	/** What other apps shared. */
	received: Use;
}

const useOf = (rows: { ciphertext: ArrayBuffer }[]): Use => ({
	count: rows.length,
	bytes: rows.reduce((sum, { ciphertext }) => sum + ciphertext.byteLength, 0),
});

/** Pages tell again what is counted already, or come from the school: they take room, and are nobody's record. */
function recordUse(
	records: RecordRow[],
	[drafts, stubs, ...pages]: [Sealed[], Sealed[], ...Sealed[][]],
): Use {
	const { count, bytes } = useOf([...records.filter(({ kind }) => kind !== 'notice'), ...drafts, ...stubs]);
	return { count, bytes: bytes + useOf(pages.flat()).bytes };
}

/** Rejects with RefusalError `device.storage-lost`. */
export async function readStorageUse({ db }: Disk): Promise<StorageUse> {
	const [records, outbox, acknowledged, files, ...ofDrives] = await onDisk(db, () =>
		Promise.all([
			db.record.toArray(),
			db.outbox.toArray(),
			db.acknowledged.toArray(),
			db.document.toArray(),
			db.driveDraft.toArray(),
			db.stub.toArray(),
			db.drivePage.toArray(),
			db.rosterPage.toArray(),
		]),
	);
	const received: Use = { count: 0, bytes: 0 };
	// One after the other: each row holds its whole file.
	await onDisk(db, () =>
		db.received.each(({ sizeBytes }) => {
			received.count += 1;
			received.bytes += sizeBytes;
		}),
	);
	return {
		records: recordUse(records, ofDrives),
		notices: useOf(records.filter(({ kind }) => kind === 'notice')),
		waiting: useOf(outbox),
		copies: useOf(acknowledged.flatMap(({ entries }) => entries)),
		files: { count: files.length, bytes: files.reduce((sum, { size }) => sum + size, 0) },
		received,
	};
}
