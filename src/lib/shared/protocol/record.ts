/** `GET`: everything that is held about the person who is signed in, as a zip file: `record.json` and `files/`. */
export const recordFilePath = '/api/record.zip' as const;
/** `POST` of a `RequestedRecordInput`: the same about somebody who asked the office for it. */
export const requestedRecordPath = '/api/requested-record.zip' as const;
