/*
 * Codes that change every 30 seconds (RFC 6238), as the usual authenticator apps make them. A secret is kept only wrapped
 * by a key that comes from the configured master key.
 *
 *   wrap: `a256gcm-1.<iv>.<ciphertext>`, AES-256-GCM under HKDF-SHA-256 of the master key, bound to the account
 */
import { Secret, TOTP } from 'otpauth';
import type { SecondFactorPort } from '#server/usecase/account/ports.ts';
import type { LoggerPort } from '#server/usecase/ports.ts';
import { RefusalError } from '#shared/errors/refusal.ts';
import { utf8 } from '#shared/std/bytes.ts';

const wrapName = 'a256gcm-1';
const ivBytes = 12;
/** As long as the hash, as RFC 4226 recommends. */
const secretBytes = 20;
/** Of what every app can do: SHA-1, six digits, thirty seconds. */
const kind = { issuer: 'CampusCover', algorithm: 'SHA1', digits: 6, period: 30 } as const;
/** Clocks of phones are off by so many steps, and codes are typed slowly. */
const driftSteps = 1;

/** `masterKey`: 32 bytes in base64url. */
export function createTotp(masterKey: string, logger: LoggerPort): SecondFactorPort {
	const key = wrappingKey(masterKey);
	// Nobody may have asked for it yet when it fails, and who asks hears it.
	key.catch(() => {});

	async function unwrap(accountId: string, wrappedSecret: string): Promise<Secret> {
		const [name, iv, wrapped] = wrappedSecret.split('.');
		try {
			if (name !== wrapName || !iv || !wrapped) throw new Error('it is wrapped in an unknown way');
			const how = { name: 'AES-GCM', iv: bytesOf(iv), additionalData: wrapAad(accountId) };
			return new Secret({ buffer: await crypto.subtle.decrypt(how, await key, bytesOf(wrapped)) });
		} catch {
			logger.error({}, 'the secret of a second factor does not open with the configured master key');
			throw new RefusalError({ code: 'auth.second-factor-closed' });
		}
	}

	return {
		async make({ accountId, label }) {
			const secret = new Secret({ size: secretBytes });
			const iv = crypto.getRandomValues(new Uint8Array(ivBytes));
			const how = { name: 'AES-GCM', iv, additionalData: wrapAad(accountId) };
			const wrapped = await crypto.subtle.encrypt(how, await key, new Uint8Array(secret.bytes));
			return {
				wrapped: [wrapName, textOf(iv), textOf(new Uint8Array(wrapped))].join('.'),
				key: secret.base32,
				uri: new TOTP({ ...kind, label, secret }).toString(),
			};
		},
		async stepOf({ accountId, wrapped, code, nowMs }) {
			const secret = await unwrap(accountId, wrapped);
			const delta = new TOTP({ ...kind, secret }).validate({
				token: code,
				timestamp: nowMs,
				window: driftSteps,
			});
			return delta === null ? null : Math.floor(nowMs / (kind.period * 1000)) + delta;
		},
	};
}

/** A key of its own: what wraps the schools' keys wraps nothing else. */
async function wrappingKey(masterKey: string): Promise<CryptoKey> {
	const master = await crypto.subtle.importKey('raw', bytesOf(masterKey), 'HKDF', false, ['deriveKey']);
	const how = {
		name: 'HKDF',
		hash: 'SHA-256',
		salt: new Uint8Array(),
		info: utf8('campuscover second factor'),
	};
	const use = { name: 'AES-GCM', length: 256 };
	return crypto.subtle.deriveKey(how, master, use, false, ['encrypt', 'decrypt']);
}

const wrapAad = (accountId: string) => utf8(JSON.stringify(['campuscover second factor', accountId]));
const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.from(text, 'base64url'));
const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');
