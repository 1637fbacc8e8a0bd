import type { DocumentRow } from './schema.ts';

/** No SHA-256 begins so: what lies under it came from the server, is named by no claim and is never sent. */
export const paperPrefix = 'paper.';

export const isPaperRow = ({ hash }: Pick<DocumentRow, 'hash'>) => hash.startsWith(paperPrefix);
