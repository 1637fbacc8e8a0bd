/** `GET`: everything that is held about the person who is signed in, as a zip file: `record.json` and `files/`. */
export const recordFilePath = '/api/record.zip' as const;
