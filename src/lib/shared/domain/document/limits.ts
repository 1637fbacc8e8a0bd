import type { Role } from '../account/role.ts';

/** What one account may hand in; the phone refuses with the same numbers at the moment of choosing. */
export const maxDocumentBytes = 10_000_000;
/** Pages of one paper. */
export const maxPages = 20;
/** Papers that one record may name. */
export const maxSlots = 40;
/** Files of one record, all papers together. */
export const maxDocuments = 80;
/** Bytes of everything that one account has on the server, files half uploaded included. */
const maxAccountBytes = 500_000_000;
/** One person may bring the scans of a whole school: a photo each of 20,000 students. */
const maxSchoolAccountBytes = 20_000_000_000;

export const maxAccountBytesOf = (role: Role) =>
	role === 'school-admin' ? maxSchoolAccountBytes : maxAccountBytes;
