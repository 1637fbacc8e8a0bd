/**
 * Hashes of passwords and one-time codes: scrypt with a salt each, `scrypt$N$r$p$salt$hash` in base64. A
 * one-time code has only a million values: a slow hash keeps a copy of the database from giving it away
 * before it expires.
 */
import { randomBytes, scrypt, timingSafeEqual, type ScryptOptions } from 'node:crypto';

const cost = { N: 16_384, r: 8, p: 1 };
const length = 32;

function derive(secret: string, salt: Buffer, options: ScryptOptions): Promise<Buffer> {
	return new Promise((resolve, reject) => {
		scrypt(secret.normalize('NFKC'), salt, length, options, (error, key) =>
			error ? reject(error) : resolve(key),
		);
	});
}

export async function hashSecret(secret: string): Promise<string> {
	const salt = randomBytes(16);
	const key = await derive(secret, salt, cost);
	return ['scrypt', cost.N, cost.r, cost.p, salt.toString('base64'), key.toString('base64')].join('$');
}

/** Takes as long for a null hash as for a real one, so that its time tells nobody which accounts exist. */
export async function isSecretOf(hash: string | null, secret: string): Promise<boolean> {
	const [, n, r, p, salt, key] = (hash ?? nobodysHash).split('$');
	const options = { N: Number(n), r: Number(r), p: Number(p) };
	const found = await derive(secret, Buffer.from(salt!, 'base64'), options);
	const expected = Buffer.from(key!, 'base64');
	return found.length === expected.length && timingSafeEqual(found, expected) && hash !== null;
}

const nobodysHash = ['scrypt', cost.N, cost.r, cost.p, 'A'.repeat(24), `${'A'.repeat(43)}=`].join('$');
