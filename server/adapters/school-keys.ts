/*
 * Key pairs of schools. The private half leaves this file only wrapped by the configured master key; opening unwraps
 * it again for the moment.
 *
 *   wrap: `a256gcm-1.<iv>.<ciphertext>`, AES-256-GCM, bound to the key's id and school
 */
import { Aes256Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from '@hpke/core';
import type { SchoolKeyRow, SealingPort } from '#server/usecase/drive/ports.ts';
import { RefusalError } from '#shared/errors/refusal.ts';
import { sealAad, sealInfo, sealingAlgorithm } from '#shared/protocol/sealed-draft.ts';
import { utf8 } from '#shared/std/bytes.ts';

const wrapName = 'a256gcm-1';
const ivBytes = 12;

/** `masterKey`: 32 bytes in base64url. */
export function createSchoolKeys(masterKey: string): SealingPort {
	const suite = new CipherSuite({
		kem: new DhkemX25519HkdfSha256(),
		kdf: new HkdfSha256(),
		aead: new Aes256Gcm(),
	});
	const master = crypto.subtle.importKey('raw', bytesOf(masterKey), 'AES-GCM', false, ['encrypt', 'decrypt']);
	// Nobody may have asked for it yet when it fails, and who asks hears it.
	master.catch(() => {});

	async function wrap(privateKey: ArrayBuffer, of: WrapOf): Promise<string> {
		const iv = crypto.getRandomValues(new Uint8Array(ivBytes));
		const how = { name: 'AES-GCM', iv, additionalData: wrapAad(of) };
		const wrapped = await crypto.subtle.encrypt(how, await master, privateKey);
		return [wrapName, textOf(iv), textOf(wrapped)].join('.');
	}

	async function unwrap({ id, schoolCode, wrappedPrivateKey }: SchoolKeyRow): Promise<CryptoKey> {
		const [name, iv, wrapped] = wrappedPrivateKey.split('.');
		if (name !== wrapName || !iv || !wrapped) throw new Error('a school key is wrapped in an unknown way');
		const how = { name: 'AES-GCM', iv: bytesOf(iv), additionalData: wrapAad({ keyId: id, schoolCode }) };
		const raw = await crypto.subtle.decrypt(how, await master, bytesOf(wrapped)).catch(() => {
			throw new Error('a school key does not open with the configured master key');
		});
		return suite.kem.deserializePrivateKey(raw);
	}

	return {
		async make(of) {
			const pair = await suite.kem.generateKeyPair();
			const publicKey = await suite.kem.serializePublicKey(pair.publicKey);
			const privateKey = await suite.kem.serializePrivateKey(pair.privateKey);
			return {
				alg: sealingAlgorithm,
				publicKey: textOf(publicKey),
				wrappedPrivateKey: await wrap(privateKey, of),
			};
		},
		async open(key, recordId, sealed) {
			if (sealed.alg !== sealingAlgorithm || key.alg !== sealingAlgorithm) refuse();
			const recipientKey = await unwrap(key);
			try {
				const enc = bytesOf(sealed.enc);
				const opening = await suite.createRecipientContext({ recipientKey, enc, info: sealInfo() });
				const aad = sealAad(sealed.keyId, recordId, sealed.consentHash);
				return new Uint8Array(await opening.open(bytesOf(sealed.ciphertext), aad));
			} catch {
				return refuse();
			}
		},
	};
}

interface WrapOf {
	keyId: string;
	schoolCode: string;
}

const wrapAad = ({ keyId, schoolCode }: WrapOf) =>
	utf8(JSON.stringify(['campuscover school key', keyId, schoolCode]));

const refuse = (): never => {
	throw new RefusalError({ code: 'drive.not-opened' });
};

const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.from(text, 'base64url'));
const textOf = (bytes: ArrayBuffer | Uint8Array): string =>
	(bytes instanceof Uint8Array ? Buffer.from(bytes) : Buffer.from(new Uint8Array(bytes))).toString(
		'base64url',
	);
