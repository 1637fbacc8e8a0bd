/*
 * Bytes of one file arrive:
 *
 *   stored already ──────────────▶ the same answer, body unread
 *   begins elsewhere ────────────▶ refused with the right offset, body unread
 *   part ── append ── not all yet ▶ how far it is, cut or not
 *              └───── the last ───▶ hash ── another ──▶ refused, begun anew
 *                                    └─ right ── looked into ──▶ put, on disk ──▶ row ──▶ stored
 */
import { sniffType } from '#shared/domain/document/document-type.ts';
import { maxAccountBytesOf, maxDocumentBytes } from '#shared/domain/document/limits.ts';
import type { ErrorCode } from '#shared/errors/error-codes.ts';
import { RefusalError } from '#shared/errors/refusal.ts';
import type { UploadState } from '#shared/protocol/document.ts';
import { newId } from '#shared/std/id.ts';
import { sha256Hex } from '#shared/std/hash.ts';
import type { AccountActor } from '../actor.ts';
import type { Services } from '../ports.ts';
import type { PartKey, PartWriter, UploadBody } from './ports.ts';

interface Append {
	services: Services;
	actor: AccountActor;
	hash: string;
	/** The whole file's length. */
	length: number;
	/** Where the body begins. */
	offset: number;
	body: UploadBody;
}

/**
 * Takes what arrives, and stores the file with its last byte.
 * Throws RefusalError `document.too-large`, `document.quota`, `document.offset-differs` (with `expected`),
 * `request.malformed` (more bytes than the file has), `document.hash-differs`, `document.type-unknown`,
 * `document.heic`, `document.encrypted`, and what looking into it finds: `document.unreadable`, `document.active`,
 * `document.too-many-pages`, `document.unpacks-too-large`.
 */
export async function appendToDocument(call: Append): Promise<UploadState> {
	const { services, actor, hash, length, offset } = call;
	if (length > maxDocumentBytes) refuse('document.too-large');
	if (await isStored(services, actor, hash)) return { offset: length, isStored: true };
	const key: PartKey = { ownerAccountId: actor.accountId, hash, length };
	if (offset === 0) await checkRoom(services, actor, key);
	const part = await services.parts.take(key);
	try {
		const size = await part.size();
		if (offset !== size || part.stop.aborted) {
			throw new RefusalError({ code: 'document.offset-differs', expected: size });
		}
		const held = size + (await appendAll(part, call.body, length - size));
		if (held < length) return { offset: held, isStored: false };
		await store(call, part);
		return { offset: length, isStored: true };
	} finally {
		await part.release();
	}
}

/** How far the account's own upload of a file is. What others have of it nobody learns. */
export async function uploadStateOf(call: {
	services: Services;
	actor: AccountActor;
	hash: string;
	length: number;
}): Promise<UploadState> {
	const { services, actor, hash, length } = call;
	if (await isStored(services, actor, hash)) return { offset: length, isStored: true };
	const offset = await services.parts.size({ ownerAccountId: actor.accountId, hash, length });
	return { offset, isStored: false };
}

function refuse(code: ErrorCode, path?: string): never {
	throw new RefusalError({ code, ...(path === undefined ? {} : { path }) });
}

function isStored({ uow }: Services, actor: AccountActor, hash: string): Promise<boolean> {
	return uow.run(actor, async (tx) => (await tx.documents.get(actor.accountId, hash)) !== null);
}

async function checkRoom(services: Services, actor: AccountActor, { length }: PartKey): Promise<void> {
	const stored = await services.uow.run(actor, (tx) => tx.documents.bytesOf(actor.accountId));
	const begun = await services.parts.bytesOf(actor.accountId);
	if (stored + begun + length > maxAccountBytesOf(actor.role)) refuse('document.quota');
}

/** How many bytes were added. A body longer than the file is nobody's honest upload. */
async function appendAll(part: PartWriter, body: UploadBody, room: number): Promise<number> {
	let added = 0;
	for await (const chunk of body.chunks(part.stop)) {
		if (added + chunk.byteLength > room) refuse('request.malformed', 'body');
		await part.append(chunk);
		added += chunk.byteLength;
	}
	return added;
}

async function store({ services, actor, hash }: Append, part: PartWriter): Promise<void> {
	const bytes = await part.readAll();
	const isWhole = (await sha256Hex(bytes)) === hash;
	const refusal = isWhole ? await services.documentCheck.refusalOf(bytes) : 'document.hash-differs';
	if (refusal) {
		await part.remove();
		refuse(refusal);
	}
	const nowMs = services.clock.nowMs();
	// A name that nothing had before: whoever removes an older copy cannot meet this one.
	const place = `${hash}.${newId(services.clock, services.random)}`;
	await services.documents.put(place, bytes);
	const isNew = await services.uow.run(actor, async (tx) => {
		const isNew = await tx.documents.insert({
			ownerAccountId: actor.accountId,
			hash,
			size: bytes.byteLength,
			type: sniffType(bytes)!,
			place,
			storedAtMs: nowMs,
			neededAtMs: nowMs,
		});
		const detail = { size: bytes.byteLength, isNew };
		await tx.audit.append({
			atMs: nowMs,
			actor: actor.accountId,
			act: 'document.store',
			subject: null,
			detail,
		});
		return isNew;
	});
	if (!isNew) await services.documents.remove(place);
	await part.remove();
}
