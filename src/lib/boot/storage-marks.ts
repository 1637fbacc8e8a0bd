/** In localStorage, beside the database: what each owner has unsent here, and what an emptied storage had. */
export const marksName = 'campuscover-storage';

/** Most first visits need none of the code that reads them. */
export function hasStorageMarks(): boolean {
	try {
		return marksName in localStorage;
	} catch {
		return false;
	}
}
