import { personKey } from '#shared/domain/identity/person-key.ts';
import type { DocumentType } from '#shared/domain/document/document-type.ts';
import { RefusalError } from '#shared/errors/refusal.ts';
import type { RequestedRecordInput } from '#shared/protocol/requested-record.ts';
import { normalisePerson } from '../account/bind-person.usecase.ts';
import { countHits, limits } from '../account/limits.ts';
import type { AccountActor } from '../actor.ts';
import type { Services, Tx } from '../ports.ts';
import type { Subject, SubjectRows } from './ports.ts';

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
	// As the product itself: some of it (the school's roster, who looked) the person may not read row by row.
	return services.uow.run({ kind: 'system' }, async (tx) => {
		const person = await tx.persons.findByAccount(accountId);
		const made = await everythingOf(services, tx, {
			accountId,
			personKey: person && personKey({ idType: person.idType, idNumber: person.idNumber }),
			name: person?.name ?? null,
		});
		await tx.audit.append({
			atMs: made.madeAtMs,
			actor: accountId,
			act: 'record.export',
			subject: accountId,
			detail: { tables: made.parts.length, files: made.files.length },
		});
		return made;
	});
}

/**
 * The same about somebody who asked the office for it and showed their document there: with an account or without one. Nobody
 * serves a request of their own. Throws RefusalError `request.not-found` where nothing is held about a person of this
 * document and name, whichever of them is another's; `request.too-many`.
 */
export async function exportRequestedRecord(call: {
	services: Services;
	actor: AccountActor;
	input: RequestedRecordInput;
}): Promise<RecordExport> {
	const { services, actor, input } = call;
	await countHits(services, [{ limit: limits.exportByAccount, of: actor.accountId }]);
	const person = normalisePerson(input);
	return services.uow.run({ kind: 'system' }, async (tx) => {
		const holder = await tx.persons.findByIdNumber(person.idNumber);
		const isHolder = holder?.name === person.name && holder.idType === person.idType;
		const accountId = holder && isHolder ? holder.accountId : null;
		if ((holder && !isHolder) || accountId === actor.accountId)
			throw new RefusalError({ code: 'request.not-found' });
		const made = await everythingOf(services, tx, {
			accountId,
			personKey: personKey(person),
			name: person.name,
		});
		const subject = accountId ?? rowNaming(made.parts, person.name);
		if (subject === null) throw new RefusalError({ code: 'request.not-found' });
		const { reference, reason } = input;
		await tx.audit.append({
			atMs: made.madeAtMs,
			actor: actor.accountId,
			act: 'record.export-other',
			subject,
			detail: { reference, reason, tables: made.parts.length, files: made.files.length },
		});
		return made;
	});
}

/** Of somebody without an account: the row that has their name. A number alone, typed wrongly, opens nobody's. */
function rowNaming(parts: readonly SubjectRows[], name: string): string | null {
	for (const { rows } of parts) {
		for (const { id, name: own, fields } of rows) {
			const named = own ?? (fields as { name?: unknown } | undefined)?.name;
			if (named === name && typeof id === 'string') return id;
		}
	}
	return null;
}

async function everythingOf(services: Services, tx: Tx, subject: Subject): Promise<RecordExport> {
	const madeAtMs = services.clock.nowMs();
	const [parts, files] = await Promise.all([tx.subjects.everything(subject), tx.subjects.files(subject)]);
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
}
