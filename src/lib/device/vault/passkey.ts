/*
 * A passkey as a second way into a vault: the authenticator gives, for a salt that lies beside the wrap, always the same secret
 * (WebAuthn's prf extension), after it has verified its person. The secret leaves neither the authenticator's device nor the page's
 * memory; the server hears of none of it.
 */
import { utf8 } from '#shared/std/bytes.ts';
import type { Random } from '#shared/std/clock.ts';

export interface PasskeySecret {
	credentialId: ArrayBuffer;
	secret: BufferSource;
}

export interface PasskeyPort {
	/** Null: the person turned it down, or what they have gives no secret. */
	make(salt: ArrayBuffer, random: Random): Promise<PasskeySecret | null>;
	ask(credentialId: ArrayBuffer, salt: ArrayBuffer, random: Random): Promise<PasskeySecret | null>;
}

const es256 = -7;
const rs256 = -257;

const publicKeyParams = [es256, rs256].map((alg) => ({ type: 'public-key' as const, alg }));

/** Null where the person, or the authenticator, says no: a vault opens by its passphrase all the same. */
async function asked(asking: Promise<Credential | null>): Promise<PublicKeyCredential | null> {
	try {
		return (await asking) as PublicKeyCredential | null;
	} catch (error) {
		if (error instanceof DOMException) return null;
		throw error;
	}
}

const secretOf = (credential: PublicKeyCredential) =>
	credential.getClientExtensionResults().prf?.results?.first ?? null;

export const browserPasskeys: PasskeyPort = {
	async make(salt, random) {
		const made = await asked(
			navigator.credentials.create({
				publicKey: {
					challenge: random.bytes(32),
					rp: { name: '校园医保' },
					// Whose it is stands in no account: the vault is this phone's alone.
					user: { id: random.bytes(16), name: '志愿者保险箱', displayName: '志愿者保险箱' },
					pubKeyCredParams: publicKeyParams,
					authenticatorSelection: { userVerification: 'required', residentKey: 'discouraged' },
					extensions: { prf: { eval: { first: salt } } },
				},
			}),
		);
		if (!made || made.getClientExtensionResults().prf?.enabled === false) return null;
		const secret = secretOf(made);
		// Many give the secret only when they are asked the next time.
		return secret ? { credentialId: made.rawId, secret } : browserPasskeys.ask(made.rawId, salt, random);
	},

	async ask(credentialId, salt, random) {
		const got = await asked(
			navigator.credentials.get({
				publicKey: {
					challenge: random.bytes(32),
					allowCredentials: [{ type: 'public-key', id: credentialId }],
					userVerification: 'required',
					extensions: { prf: { eval: { first: salt } } },
				},
			}),
		);
		const secret = got && secretOf(got);
		return secret ? { credentialId, secret } : null;
	},
};

/** For the wrap; the secret itself is kept nowhere. */
export async function keyFromSecret({ secret }: PasskeySecret, salt: ArrayBuffer): Promise<CryptoKey> {
	const material = await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveKey']);
	const info = utf8('campuscover vault passkey 1');
	return crypto.subtle.deriveKey(
		{ name: 'HKDF', hash: 'SHA-256', salt, info },
		material,
		{ name: 'AES-GCM', length: 256 },
		false,
		['encrypt', 'decrypt'],
	);
}
