/** Apart from `bytes`, which every first load takes. */
import { base64ToBytes, bytesToBase64 } from './bytes.ts';

/** Without `=` at the end (RFC 4648, section 5). */
export function bytesToBase64url(bytes: Uint8Array): string {
	return bytesToBase64(bytes).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/** Throws on text that is not base64url. */
export function base64urlToBytes(text: string): Uint8Array<ArrayBuffer> {
	return base64ToBytes(text.replaceAll('-', '+').replaceAll('_', '/'));
}
