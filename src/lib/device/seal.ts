import { utf8 } from '#shared/std/bytes.ts';
import type { Random } from '#shared/std/clock.ts';
import type { Sealed } from './schema.ts';

/** What a ciphertext belongs to. Bound in as additional data: a row moved to another place does not open. */
export type Place = readonly [table: string, id: string, owner: string];

const aadOf = (place: Place) => utf8(JSON.stringify(place));

/** The bytes are not those that were sealed, or lie in another place: bits of a row were lost, or another key is tried. */
class SpoiledError extends Error {
	override name = 'SpoiledError';
}

/** Null where what is opened is spoiled. Rejects as opening does for every other reason. */
export async function unlessSpoiled<T>(opening: Promise<T>): Promise<T | null> {
	try {
		return await opening;
	} catch (error) {
		if (error instanceof SpoiledError) return null;
		throw error;
	}
}

/** AES-GCM with a fresh 96-bit iv. Call before a transaction: awaiting crypto inside one ends it. */
export async function sealBytes(
	key: CryptoKey,
	place: Place,
	bytes: Uint8Array<ArrayBuffer>,
	random: Random,
): Promise<Sealed> {
	const iv = random.bytes(12);
	const ciphertext = await crypto.subtle.encrypt(
		{ name: 'AES-GCM', iv, additionalData: aadOf(place) },
		key,
		bytes,
	);
	return { iv: iv.buffer, ciphertext };
}

/** Rejects with SpoiledError when the key, the place or the bytes are not the ones that were sealed. */
export async function openBytes(
	key: CryptoKey,
	place: Place,
	sealed: Sealed,
): Promise<Uint8Array<ArrayBuffer>> {
	try {
		const iv = new Uint8Array(sealed.iv);
		const plain = await crypto.subtle.decrypt(
			{ name: 'AES-GCM', iv, additionalData: aadOf(place) },
			key,
			sealed.ciphertext,
		);
		return new Uint8Array(plain);
	} catch {
		throw new SpoiledError();
	}
}

/** A JSON value sealed for one place. */
export function seal(key: CryptoKey, place: Place, value: unknown, random: Random): Promise<Sealed> {
	return sealBytes(key, place, utf8(JSON.stringify(value)), random);
}

export async function unsealText(key: CryptoKey, place: Place, sealed: Sealed): Promise<string> {
	return new TextDecoder().decode(await openBytes(key, place, sealed));
}

export async function unseal<T>(key: CryptoKey, place: Place, sealed: Sealed): Promise<T> {
	return JSON.parse(await unsealText(key, place, sealed)) as T;
}
