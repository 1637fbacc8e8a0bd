import { bytesToBase64url } from '#shared/std/base64url.ts';
import type { Random } from '#shared/std/clock.ts';
import { HeldToken } from './held-token.ts';

/** Of what a volunteer entered, on the student's own phone. */
export const entryToken = new HeldToken();

/** The number of a sealed entry, from the receipt that the student took with them: it names nobody, and opens nothing by itself. */
export const entryReceipt = new HeldToken(/^#r=([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/);

/** 128 random bits, for the student's QR alone: what is sealed names their SHA-256. */
export function newEntryToken(random: Random): string {
	return bytesToBase64url(random.bytes(16));
}
