/*
 * What a volunteer's phone collected of one student, closed to the phone itself: packed, then sealed to the school's
 * public key. Only the server opens it.
 *
 *   DriveDraft ──JSON, deflate with a dictionary (`pack`)──▶ bytes ──HPKE (`alg`, `keyId`)──▶ SealedDraft
 *
 * Every step names what it was done with, so that another suite or dictionary can follow.
 */
import * as z from 'zod/mini';
import { Consent } from '../domain/enrollment/consent.ts';
import { DraftFields } from '../domain/enrollment/fields.ts';
import { Signature } from '../domain/signature/signature.ts';
import { Text } from '../domain/text.ts';
import { utf8 } from '../std/bytes.ts';
import { sha256Pattern } from '../std/hash.ts';

/** HPKE in base mode (RFC 9180): DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-256-GCM. */
export const sealingAlgorithm = 'hpke-x25519-sha256-aes256gcm';
/** What a phone packs with today. What was packed with one of before opens too. */
export const draftPack = 'deflate-dict-2';

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
	/** Absent since `deflate-dict-2`: what is sealed arrives as it was, and who opens it takes the hash itself. */
	contentHash: z.optional(Sha256),
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
	/**
	 * Of the text that was consented to: in the open since `deflate-dict-2`, where all drafts of a batch say it once. It
	 * names no person, and the seal binds it.
	 */
	consentHash: z.optional(Sha256),
	/** The encapsulated key. */
	enc: base64url(200),
	ciphertext: base64url(800_000),
});
export type SealedDraft = z.infer<typeof SealedDraft>;

export const sealInfo = () => utf8('campuscover sealed draft 1');
/** Binds a ciphertext to its record and to what stands beside it in the open: under another one it does not open. */
export const sealAad = (keyId: string, recordId: string, consentHash?: string) =>
	utf8(JSON.stringify([keyId, recordId, ...(consentHash === undefined ? [] : [consentHash])]));
