import { bytesToBase64url } from '#shared/std/base64url.ts';
import type { Random } from '#shared/std/clock.ts';
import { HeldToken } from './held-token.ts';

/** Of what a volunteer entered, on the student's own phone. */
export const entryToken = new HeldToken();

/** 128 random bits, for the student's QR alone: what is sealed names their SHA-256. */
export function newEntryToken(random: Random): string {
	return bytesToBase64url(random.bytes(16));
}
