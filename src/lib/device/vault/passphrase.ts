/** From a passphrase to the key that wraps a vault's: argon2id, slow and hungry on purpose. */
import { argon2id } from 'hash-wasm';
import { utf8 } from '#shared/std/bytes.ts';

const leastPassphraseLength = 12;

/** Named with its figures beside what it wraps, so that they can grow and another function can follow. */
export interface PassphraseCost {
	name: 'argon2id';
	memoryKiB: number;
	passes: number;
}

/** RFC 9106, second recommended option, on one lane: a page has one. About a second on a small phone. */
export const passphraseCost: PassphraseCost = { name: 'argon2id', memoryKiB: 64 * 1024, passes: 3 };

/** The same characters typed on another keyboard are the same passphrase. */
const typed = (passphrase: string) => passphrase.normalize('NFC');

/** In characters as people count them: a rare Han character is one. */
export function isLongEnough(passphrase: string): boolean {
	return Array.from(typed(passphrase)).length >= leastPassphraseLength;
}

export async function keyFromPassphrase(
	passphrase: string,
	salt: ArrayBuffer,
	{ memoryKiB, passes }: PassphraseCost,
): Promise<CryptoKey> {
	const bytes = await argon2id({
		password: utf8(typed(passphrase)),
		salt: new Uint8Array(salt),
		memorySize: memoryKiB,
		iterations: passes,
		parallelism: 1,
		hashLength: 32,
		outputType: 'binary',
	});
	return crypto.subtle.importKey('raw', new Uint8Array(bytes), 'AES-GCM', false, ['encrypt', 'decrypt']);
}
