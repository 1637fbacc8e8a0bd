/** Seals for a school: from here on nobody opens it but the server, this phone not either. */
import { Aes256Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from '@hpke/core';
import { RefusalError } from '#shared/errors/refusal.ts';
import { packDraft } from '#shared/protocol/draft-pack.ts';
import type { SealingKey } from '#shared/protocol/drive.ts';
import {
	draftPack,
	sealAad,
	sealInfo,
	sealingAlgorithm,
	type DriveDraft,
	type SealedDraft,
} from '#shared/protocol/sealed-draft.ts';
import { base64urlToBytes, bytesToBase64url } from '#shared/std/base64url.ts';

/** RefusalError `request.client-too-old` for a key of a suite that this version does not know. */
export async function sealDraft(
	draft: DriveDraft,
	recordId: string,
	{ keyId, alg, publicKey }: SealingKey,
): Promise<SealedDraft> {
	if (alg !== sealingAlgorithm) throw new RefusalError({ code: 'request.client-too-old' });
	const suite = new CipherSuite({
		kem: new DhkemX25519HkdfSha256(),
		kdf: new HkdfSha256(),
		aead: new Aes256Gcm(),
	});
	const recipientPublicKey = await suite.kem.deserializePublicKey(base64urlToBytes(publicKey).buffer);
	const consentHash = draft.consent.textHash;
	const { ct, enc } = await suite.seal(
		{ recipientPublicKey, info: sealInfo() },
		packDraft(draft),
		sealAad(keyId, recordId, consentHash),
	);
	return {
		alg,
		keyId,
		pack: draftPack,
		consentHash,
		enc: bytesToBase64url(new Uint8Array(enc)),
		ciphertext: bytesToBase64url(new Uint8Array(ct)),
	};
}
