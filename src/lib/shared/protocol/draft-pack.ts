/*
 * Packing of drafts, before they are sealed and after they were opened. Apart from the schemas, which every phone loads.
 */
import { deflateSync, Inflate } from 'fflate';
import * as z from 'zod/mini';
import type { Signature } from '../domain/signature/signature.ts';
import { RefusalError } from '../errors/refusal.ts';
import { utf8 } from '../std/bytes.ts';
import { draftDictionary1 } from './draft-dictionary.ts';
import { DriveDraft } from './sealed-draft.ts';
import { movesOf, strokesFrom } from './stroke-moves.ts';

/** Of a draft as JSON: the longest signature that anybody drew is a tenth of it. */
export const maxDraftBytes = 600_000;

const dictionary = utf8(draftDictionary1);

/** RefusalError `request.too-large` for what `unpackDraft` would not open. */
export function packDraft(draft: DriveDraft): Uint8Array<ArrayBuffer> {
	const bytes = utf8(JSON.stringify(inOrder(draft)));
	if (bytes.length > maxDraftBytes) throw new RefusalError({ code: 'request.too-large' });
	return new Uint8Array(deflateSync(bytes, { dictionary, level: 9 }));
}

/** Members in the dictionary's order, strokes as moves. */
function inOrder(draft: DriveDraft) {
	const { schemeId, schoolCode, fields, consent, signature, signatureHash, contentHash, ...others } = draft;
	const { schoolConfirmed, college, startedAtMs, finishedAtMs, confirmation } = others;
	const { textVersion, textHash, givenAtMs } = consent;
	return {
		...{ schemeId, schoolCode },
		fields: Object.fromEntries(Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1))),
		consent: { textVersion, textHash, givenAtMs },
		signature: signature && signatureInOrder(signature),
		...{ signatureHash, contentHash, schoolConfirmed, college, startedAtMs, finishedAtMs, confirmation },
	};
}

function signatureInOrder({
	method,
	typedName,
	strokes,
	padHeight,
	textHash,
	covers,
	signedAtMs,
}: Signature) {
	const moves = movesOf(strokes);
	return { method, typedName, ...(moves ? { moves } : { strokes }), padHeight, textHash, covers, signedAtMs };
}

/** Strokes again where moves stand. */
function fromMoves(key: string, value: unknown): unknown {
	if (key !== 'signature' || typeof value !== 'object' || value === null || !('moves' in value)) return value;
	const { moves, ...signature } = value;
	return { ...signature, strokes: strokesFrom(moves) };
}

/** RefusalError `request.malformed` for bytes that are no packed draft, `request.too-large` for what unpacks beyond the bound. */
export function unpackDraft(bytes: Uint8Array): DriveDraft {
	const text = inflateBounded(bytes);
	try {
		return DriveDraft.parse(JSON.parse(text, fromMoves));
	} catch (error) {
		const path = error instanceof z.core.$ZodError ? error.issues[0]?.path.join('.') : undefined;
		throw new RefusalError({ code: 'request.malformed', ...(path ? { path } : {}) });
	}
}

/** So many bytes are inflated before anybody looks: a bomb gains 1,032 times this much. */
const stepBytes = 512;

function inflateBounded(bytes: Uint8Array): string {
	const parts: Uint8Array[] = [];
	let size = 0;
	const inflating = new Inflate({ dictionary }, (part) => {
		size += part.length;
		if (size > maxDraftBytes) throw new RefusalError({ code: 'request.too-large' });
		parts.push(part);
	});
	try {
		for (let at = 0; at < bytes.length || at === 0; at += stepBytes) {
			inflating.push(bytes.subarray(at, at + stepBytes), at + stepBytes >= bytes.length);
		}
		const whole = new Uint8Array(size);
		let at = 0;
		for (const part of parts) {
			whole.set(part, at);
			at += part.length;
		}
		return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(whole);
	} catch (error) {
		if (error instanceof RefusalError) throw error;
		throw new RefusalError({ code: 'request.malformed' });
	}
}
