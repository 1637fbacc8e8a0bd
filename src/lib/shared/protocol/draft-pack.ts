/*
 * Packing of drafts, before they are sealed. Apart from the schemas, which every phone loads, and from unpacking, which is
 * the server's.
 *
 *   JSON, `[]` where a hash stands │ 00 │ the hashes, 32 bytes each, in the JSON's order   ──deflate, dictionary──▶
 *
 * Digits of a hash and of a time cost deflate a byte each. So the content's hash and the consent's text stay out
 * (`sealed-draft.ts`), and times are differences to the beginning.
 */
import { deflateSync } from 'fflate';
import type { Signature } from '../domain/signature/signature.ts';
import { RefusalError } from '../errors/refusal.ts';
import { utf8 } from '../std/bytes.ts';
import { draftDictionary2 } from './draft-dictionary.ts';
import type { DriveDraft } from './sealed-draft.ts';
import { movesOf } from './stroke-moves.ts';

/** Of a draft as it is packed: the longest signature that anybody drew is a tenth of it. */
export const maxDraftBytes = 600_000;

/** RefusalError `request.too-large` for what `unpackDraft` would not open. */
export function packDraft(draft: DriveDraft): Uint8Array<ArrayBuffer> {
	const hashes: number[] = [];
	const ordered = inOrder(draft, (hash) => {
		hashes.push(...hexToBytes(hash));
		return [];
	});
	const json = utf8(JSON.stringify(ordered));
	const bytes = Uint8Array.from(hashes.length > 0 ? [...json, 0, ...hashes] : json);
	if (bytes.length > maxDraftBytes) throw new RefusalError({ code: 'request.too-large' });
	return new Uint8Array(deflateSync(bytes, { dictionary: utf8(draftDictionary2), level: 9 }));
}

function hexToBytes(hex: string): Uint8Array {
	return Uint8Array.from({ length: hex.length / 2 }, (_, i) => parseInt(hex.slice(2 * i, 2 * i + 2), 16));
}

type Apart = (hash: string) => [];

/** Members in the dictionary's order, strokes as moves, hashes `apart`. */
function inOrder(draft: DriveDraft, apart: Apart) {
	const { schemeId, schoolCode, fields, consent, signature, signatureHash } = draft;
	const { schoolConfirmed, college, startedAtMs, finishedAtMs, confirmation } = draft;
	return {
		...{ schemeId, schoolCode },
		fields: Object.fromEntries(Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1))),
		consent: { textVersion: consent.textVersion, givenAtMs: consent.givenAtMs - startedAtMs },
		signature: signature && signatureInOrder(signature, startedAtMs, apart),
		signatureHash: signatureHash === null ? null : apart(signatureHash),
		...{ schoolConfirmed, college, startedAtMs, finishedAtMs: finishedAtMs - startedAtMs },
		confirmation:
			confirmation.kind === 'own-phone'
				? { kind: confirmation.kind, tokenHash: apart(confirmation.tokenHash) }
				: { kind: confirmation.kind, witness: confirmation.witness },
	};
}

function signatureInOrder(
	{ method, typedName, strokes, padHeight, textHash, covers, signedAtMs }: Signature,
	startedAtMs: number,
	apart: Apart,
) {
	const moves = movesOf(strokes);
	return {
		...{ method, typedName, ...(moves ? { moves } : { strokes }), padHeight },
		...{ textHash: apart(textHash), covers, signedAtMs: signedAtMs - startedAtMs },
	};
}
