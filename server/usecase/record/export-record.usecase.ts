import { personKey } from '#shared/domain/identity/person-key.ts';
import type { DocumentType } from '#shared/domain/document/document-type.ts';
import type { AccountActor } from '../actor.ts';
import type { Services } from '../ports.ts';
import type { SubjectRows } from './ports.ts';

export interface RecordExport {
	/** Real time, ms. */
	madeAtMs: number;
	parts: SubjectRows[];
	files: RecordFile[];
}

interface RecordFile {
	hash: string;
	type: DocumentType;
	size: number;
	/** Null: the row is there, the bytes are not. */
	read(): Promise<ReadableStream<Uint8Array> | null>;
}

/**
 * Everything that is held about the person who asks, for them to keep: their rows of every table, and their files. Secrets
 * (password, sessions) and who at the office had to do with it are left out. That it was taken is written down.
 */
export async function exportRecord(call: { services: Services; actor: AccountActor }): Promise<RecordExport> {
	const { services, actor } = call;
	const { accountId } = actor;
	const madeAtMs = services.clock.nowMs();
	// As the product itself: some of it (the school's roster, who looked) the person may not read row by row.
	return services.uow.run({ kind: 'system' }, async (tx) => {
		const person = await tx.persons.findByAccount(accountId);
		const subject = {
			accountId,
			personKey: person && personKey({ idType: person.idType, idNumber: person.idNumber }),
			name: person?.name ?? null,
		};
		const [parts, files] = await Promise.all([tx.subjects.everything(subject), tx.subjects.files(subject)]);
		await tx.audit.append({
			atMs: madeAtMs,
			actor: accountId,
			act: 'record.export',
			subject: accountId,
			detail: { tables: parts.length, files: files.length },
		});
		return {
			madeAtMs,
			parts,
			files: files.map(({ hash, type, size, place }) => ({
				hash,
				type,
				size,
				read: () => services.documents.read(place),
			})),
		};
	});
}
