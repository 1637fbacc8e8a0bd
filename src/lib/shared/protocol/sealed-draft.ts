/*
 * What a volunteer's phone collected of one student, closed to the phone itself: packed, then sealed to the school's
 * public key. Only the server opens it.
 *
 *   DriveDraft ──JSON, deflate with a dictionary (`pack`)──▶ bytes ──HPKE (`alg`, `keyId`)──▶ SealedDraft
 *
 * Every step names what it was done with, so that another suite or dictionary can follow.
 */
import { deflateSync, Inflate } from 'fflate';
import * as z from 'zod/mini';
import { Consent } from '../domain/enrollment/consent.ts';
import { DraftFields } from '../domain/enrollment/fields.ts';
import { Signature } from '../domain/signature/signature.ts';
import { Text } from '../domain/text.ts';
import { RefusalError } from '../errors/error-codes.ts';
import { utf8 } from '../std/bytes.ts';
import { sha256Pattern } from '../std/hash.ts';
import { draftDictionary1 } from './draft-dictionary.ts';
import { movesOf, strokesFrom } from './stroke-moves.ts';

/** HPKE in base mode (RFC 9180): DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-256-GCM. */
export const sealingAlgorithm = 'hpke-x25519-sha256-aes256gcm';
export const draftPack = 'deflate-dict-1';

/** Of a draft as JSON: the longest signature that anybody drew is a tenth of it. */
export const maxDraftBytes = 600_000;

const Sha256 = z.string().check(z.regex(sha256Pattern));
const base64url = (max: number) => z.string().check(z.maxLength(max), z.regex(/^[A-Za-z0-9_-]+$/));

/** How the student confirmed: on the volunteer's phone before a witness, or later on their own, by a token. */
const Confirmation = z.discriminatedUnion('kind', [
	z.strictObject({ kind: z.literal('on-this-phone'), witness: Text(50) }),
	z.strictObject({ kind: z.literal('own-phone'), tokenHash: Sha256 }),
]);

export const DriveDraft = z.strictObject({
	schemeId: Text(60),
	schoolCode: Text(60),
	fields: DraftFields,
	consent: Consent,
	signature: z.nullable(Signature),
	signatureHash: z.nullable(Sha256),
	contentHash: Sha256,
	schoolConfirmed: z.boolean(),
	college: Text(40),
	/** The device's times, ms: how long one student took. */
	startedAtMs: z.int(),
	finishedAtMs: z.int(),
	confirmation: Confirmation,
});
export type DriveDraft = z.infer<typeof DriveDraft>;

/** A name that this side does not know is no error of the message: it is judged where it would be opened. */
export const SealedDraft = z.strictObject({
	alg: Text(60),
	keyId: Text(60),
	pack: Text(40),
	/** The encapsulated key. */
	enc: base64url(200),
	ciphertext: base64url(800_000),
});
export type SealedDraft = z.infer<typeof SealedDraft>;

export const sealInfo = () => utf8('campuscover sealed draft 1');
/** Binds a ciphertext to its record: laid under another one it does not open. */
export const sealAad = (keyId: string, recordId: string) => utf8(JSON.stringify([keyId, recordId]));

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
