import type { ErrorCode } from '#shared/errors/error-codes.ts';
import { RefusalError } from '#shared/errors/refusal.ts';
import type { CampusCoverDb } from './schema.ts';

const closedNames = new Set(['DatabaseClosedError', 'InvalidStateError', 'UnknownError', 'OpenFailedError']);

function namesOf(error: unknown): string[] {
	const names: string[] = [];
	// Dexie wraps the browser's error in `inner`, sometimes twice.
	for (let depth = 0, at = error; at && depth < 4; depth++) {
		names.push(String((at as Error).name));
		at = (at as { inner?: unknown }).inner;
	}
	return names;
}

/** The refusal that a storage error means; null when it is none of ours (a bug, or a refusal already). */
function storageCodeOf(error: unknown): ErrorCode | null {
	if (error instanceof RefusalError) return null;
	const names = namesOf(error);
	if (names.some((name) => name === 'QuotaExceededError')) return 'device.storage-full';
	if (names.some((name) => closedNames.has(name) || name === 'MissingAPIError')) return 'device.storage-lost';
	return null;
}

/**
 * Runs storage work. A connection that the browser closed (another tab upgraded, storage was cleared, the
 * phone slept) is opened again once. Rejects with RefusalError `device.storage-full` or `device.storage-lost`.
 */
export async function onDisk<T>(db: CampusCoverDb, work: () => Promise<T>): Promise<T> {
	await db.loss.refuseWhenLost();
	try {
		return await work();
	} catch (error) {
		const code = storageCodeOf(error);
		if (!code) throw error;
		if (code === 'device.storage-full') throw new RefusalError({ code });
	}
	try {
		db.close({ disableAutoOpen: false });
		await db.open();
		await db.loss.refuseWhenLost();
		return await work();
	} catch (error) {
		const code = storageCodeOf(error);
		throw code ? new RefusalError({ code }) : error;
	}
}
