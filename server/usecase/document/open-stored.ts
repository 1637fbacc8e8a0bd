import type { DocumentType } from '#shared/domain/document/document-type.ts';
import { RefusalError } from '#shared/errors/refusal.ts';
import type { Services } from '../ports.ts';
import type { DocumentRow } from './ports.ts';

export interface OpenedDocument {
	type: DocumentType;
	size: number;
	bytes: ReadableStream<Uint8Array>;
}

/**
 * The bytes of a row that the actor may read; null: there is none for them, which looks as one that is absent.
 * Throws RefusalError `request.not-found`, `server.unavailable` (the row is there, the bytes are not).
 */
export async function openStored(services: Services, row: DocumentRow | null): Promise<OpenedDocument> {
	if (!row) throw new RefusalError({ code: 'request.not-found' });
	const bytes = await services.documents.read(row.place);
	if (!bytes) {
		services.logger.error({ part: 'documents' }, 'a stored file has no bytes');
		throw new RefusalError({ code: 'server.unavailable' });
	}
	return { type: row.type, size: row.size, bytes };
}
