/**
 * What opens an account whose second factor is out of reach: eight codes of 80 random bits, each of which works once. So
 * long a value needs no slow hash.
 */
import { sha256Hex } from '#shared/std/hash.ts';
import type { Services } from '../ports.ts';

const howMany = 8;
const signs = 16;
/** Crockford's: no sign looks like another. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** As they are shown: in four groups of four. */
export function newRecoveryCodes({ random }: Pick<Services, 'random'>): string[] {
	return Array.from({ length: howMany }, () => {
		const code = Array.from(random.bytes(signs), (byte) => alphabet[byte & 31]).join('');
		return code.match(/.{4}/g)!.join('-');
	});
}

/** As somebody typed it from paper. */
export function recoveryHash(accountId: string, typed: string): Promise<string> {
	const plain = typed.replaceAll('O', '0').replaceAll(/[IL]/g, '1');
	return sha256Hex(`${accountId} ${plain}`);
}

export function recoveryHashes(accountId: string, codes: readonly string[]): Promise<string[]> {
	return Promise.all(codes.map((code) => recoveryHash(accountId, code.replaceAll('-', ''))));
}
