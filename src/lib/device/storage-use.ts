import type { Disk } from './disk.ts';
import { onDisk } from './failures.ts';

interface Use {
	count: number;
	/** Sealed, as it lies on disk. */
	bytes: number;
}

/** What the phone holds, of everybody who left something here. */
export interface StorageUse {
	/** Enrollments and orders. */
	records: Use;
	notices: Use;
	waiting: Use;
	/** What the server took in the last 30 days. */
	copies: Use;
}

const useOf = (rows: { ciphertext: ArrayBuffer }[]): Use => ({
	count: rows.length,
	bytes: rows.reduce((sum, { ciphertext }) => sum + ciphertext.byteLength, 0),
});

/** Rejects with RefusalError `device.storage-lost`. */
export async function readStorageUse({ db }: Disk): Promise<StorageUse> {
	const [records, outbox, acknowledged] = await onDisk(db, () =>
		Promise.all([db.record.toArray(), db.outbox.toArray(), db.acknowledged.toArray()]),
	);
	return {
		records: useOf(records.filter(({ kind }) => kind !== 'notice')),
		notices: useOf(records.filter(({ kind }) => kind === 'notice')),
		waiting: useOf(outbox),
		copies: useOf(acknowledged),
	};
}
