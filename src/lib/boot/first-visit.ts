import { databaseName } from '#lib/device/database-name.ts';

/** Nothing of this app lies in the browser's storage. False where the browser does not tell. */
export async function isFirstVisit(): Promise<boolean> {
	try {
		const databases = await indexedDB.databases();
		return databases.every(({ name }) => name !== databaseName);
	} catch {
		return false;
	}
}
