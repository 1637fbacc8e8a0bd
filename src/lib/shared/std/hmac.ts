import { bytesToHex, utf8 } from './bytes.ts';

/** HMAC-SHA256 of UTF-8 text under a UTF-8 secret, as 64 lower-case hexadecimal digits. */
export async function hmacSha256Hex(secret: string, text: string): Promise<string> {
	const algorithm = { name: 'HMAC', hash: 'SHA-256' };
	const key = await crypto.subtle.importKey('raw', utf8(secret), algorithm, false, ['sign']);
	return bytesToHex(new Uint8Array(await crypto.subtle.sign('HMAC', key, utf8(text))));
}

/** Compares in a time that does not tell where two texts of one length begin to differ. */
export function isSameDigest(a: string, b: string): boolean {
	if (a.length !== b.length) return false;
	let difference = 0;
	for (let i = 0; i < a.length; i++) difference |= a.charCodeAt(i) ^ b.charCodeAt(i);
	return difference === 0;
}
