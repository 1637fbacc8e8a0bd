/** What a phone packed, after it was opened: today's package and those of before. */
import { Inflate } from 'fflate';
import * as z from 'zod/mini';
import { RefusalError } from '../errors/refusal.ts';
import { bytesToHex, utf8 } from '../std/bytes.ts';
import { draftDictionary1, draftDictionary2 } from './draft-dictionary.ts';
import { maxDraftBytes } from './draft-pack.ts';
import { DriveDraft, type SealedDraft } from './sealed-draft.ts';
import { strokesFrom } from './stroke-moves.ts';

/** What of a sealed draft says how it was packed. */
type Packed = Pick<SealedDraft, 'pack' | 'consentHash'>;

const dictionaryByPack = new Map([
	['deflate-dict-1', utf8(draftDictionary1)],
	['deflate-dict-2', utf8(draftDictionary2)],
]);

/**
 * RefusalError `request.malformed` for bytes that are no packed draft (path `pack`: packed in a way that is not known
 * here), `request.too-large` for what unpacks beyond the bound.
 */
export function unpackDraft(bytes: Uint8Array, { pack, consentHash }: Packed): DriveDraft {
	const dictionary = dictionaryByPack.get(pack);
	if (!dictionary) throw new RefusalError({ code: 'request.malformed', path: 'pack' });
	const plain = inflateBounded(bytes, dictionary);
	try {
		const isFirst = pack === 'deflate-dict-1';
		return DriveDraft.parse(isFirst ? jsonOf(plain, fromMoves) : withHashes(plain, consentHash));
	} catch (error) {
		const path = error instanceof z.core.$ZodError ? error.issues[0]?.path.join('.') : undefined;
		throw new RefusalError({ code: 'request.malformed', ...(path ? { path } : {}) });
	}
}

type Reviver = (key: string, value: unknown) => unknown;

const jsonOf = (bytes: Uint8Array, reviver: Reviver): unknown =>
	JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes), reviver);

/** Strokes again where moves stand. */
function fromMoves(key: string, value: unknown): unknown {
	if (key !== 'signature' || typeof value !== 'object' || value === null || !('moves' in value)) return value;
	const { moves, ...signature } = value;
	return { ...signature, strokes: strokesFrom(moves) };
}

/** In the names' places alone: a form's fields have names of their own, and no arrays. */
const hashNames = ['textHash', 'signatureHash', 'tokenHash'];
const hashBytes = 32;

/** Hashes again where they stood, times again as they were. Throws where a hash is missing or left over. */
function withHashes(plain: Uint8Array, consentHash: string | undefined): unknown {
	const end = plain.indexOf(0);
	let rest = end < 0 ? new Uint8Array() : plain.subarray(end + 1);
	const value = jsonOf(end < 0 ? plain : plain.subarray(0, end), (key, part) => {
		if (!Array.isArray(part) || !hashNames.includes(key)) return fromMoves(key, part);
		const hash = bytesToHex(rest.subarray(0, hashBytes));
		rest = rest.subarray(hashBytes);
		return hash;
	});
	if (rest.length > 0) throw new Error('a hash is left over');
	const { startedAtMs, finishedAtMs, consent, signature, ...others } = Differences.parse(value);
	const at = (ms: number) => startedAtMs + ms;
	return {
		...{ ...others, startedAtMs, finishedAtMs: at(finishedAtMs) },
		consent: { ...consent, givenAtMs: at(consent.givenAtMs), textHash: consentHash },
		signature: signature && { ...signature, signedAtMs: at(signature.signedAtMs) },
	};
}

const Differences = z.looseObject({
	startedAtMs: z.int(),
	finishedAtMs: z.int(),
	consent: z.looseObject({ givenAtMs: z.int() }),
	signature: z.nullable(z.looseObject({ signedAtMs: z.int() })),
});

/** So many bytes are inflated before anybody looks: a bomb gains 1,032 times this much. */
const stepBytes = 512;

function inflateBounded(bytes: Uint8Array, dictionary: Uint8Array): Uint8Array {
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
	} catch (error) {
		if (error instanceof RefusalError) throw error;
		throw new RefusalError({ code: 'request.malformed' });
	}
	const whole = new Uint8Array(size);
	let at = 0;
	for (const part of parts) {
		whole.set(part, at);
		at += part.length;
	}
	return whole;
}
