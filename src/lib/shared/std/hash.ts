import { bytesToHex, utf8 } from './bytes.ts';
import { canonicalJson } from './canonical-json.ts';

/** SHA-256 as 64 lower-case hexadecimal digits; text is taken as UTF-8. */
export async function sha256Hex(data: string | Uint8Array<ArrayBuffer>): Promise<string> {
	const bytes = typeof data === 'string' ? utf8(data) : data;
	return bytesToHex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));
}

/** SHA-256 of a value's canonical JSON. */
export function hashOfJson(value: unknown): Promise<string> {
	return sha256Hex(canonicalJson(value));
}

export const sha256Pattern = /^[0-9a-f]{64}$/;
