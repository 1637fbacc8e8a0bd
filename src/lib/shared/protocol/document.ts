/*
 * A file's bytes go up apart from the exchange, by its owner and SHA-256 (since protocol 4):
 *
 *   GET  /api/documents/:sha256                 how many bytes of it the server holds, as `UploadState`
 *   POST /api/documents/:sha256                 more bytes, from exactly there; the same answer
 *   GET  /api/claims/:claim/documents/:sha256   the file, for who may read the claim
 *   GET  /api/feedback/:feedback/documents/:sha256   the picture, for who wrote the feedback or answers it
 *   GET  /api/outcomes/:student/documents/:sha256   the scan of what a school says of a student, for that school
 *
 * Repeats are harmless: a POST says the offset that it begins at, and one that is not what the server holds is
 * refused (`document.offset-differs`, with the right one in `expected`) before its body is read. A body that is
 * cut counts as far as it came. The last byte makes the server hash the file; only then is it stored.
 */
import * as z from 'zod/mini';

/** The first byte of the body, counted from 0. */
export const offsetHeader = 'upload-offset';
/** The whole file's length, the same in each call. */
export const lengthHeader = 'upload-length';
/**
 * `fresh`: this call was its connection's first, and the connection closes behind it. The next one is then fresh
 * too. A browser repeats a body by itself on a connection that it had used before and that died, so only on a
 * fresh one is a long body safe from going out twice.
 */
export const lineHeader = 'upload-line';

export const documentPath = (hash: string) => `/api/documents/${hash}`;
export const claimDocumentPath = (claim: string, hash: string) => `/api/claims/${claim}/documents/${hash}`;

export const feedbackPicturePath = (feedback: string, hash: string) =>
	`/api/feedback/${feedback}/documents/${hash}`;

export const outcomeScanPath = (student: string, hash: string) =>
	`/api/outcomes/${student}/documents/${hash}`;

/** What the server holds of one file of this account. `isStored`: all of it, on disk, with this SHA-256. */
export const UploadState = z.object({ offset: z.int().check(z.minimum(0)), isStored: z.boolean() });
export type UploadState = z.infer<typeof UploadState>;
