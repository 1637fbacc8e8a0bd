import {
	createDecipheriv,
	createHmac,
	createPublicKey,
	diffieHellman,
	generateKeyPairSync,
	type KeyObject,
} from 'node:crypto';
import { expect, test } from 'vitest';
import { sealDraft } from '#lib/device/sealing/seal-draft.ts';
import { packDraft } from '#shared/protocol/draft-pack.ts';
import { unpackDraft } from '#shared/protocol/draft-unpack.ts';
import { SealedDraft, sealAad, sealInfo, sealingAlgorithm } from '#shared/protocol/sealed-draft.ts';
import { base64urlToBytes } from '#shared/std/base64url.ts';
import { aDriveDraft } from '../../../support/drive-draft.ts';
import { aSchoolKey } from '../volunteer.ts';

const id = '01890000-0000-7000-8000-000000000000';
const otherId = '01890000-0000-7000-8000-000000000001';

test('what was sealed opens with the school’s key, under its own record, and nowhere else', async () => {
	const [school, other] = [await aSchoolKey(), await aSchoolKey()];
	const draft = aDriveDraft();
	const sealed = await sealDraft(draft, id, school.key);
	expect(SealedDraft.parse(sealed)).toEqual(sealed);
	expect(await school.open(sealed, id)).toEqual(draft);
	await expect(school.open(sealed, otherId)).rejects.toThrow();
	await expect(school.open({ ...sealed, keyId: 'key-2' }, id)).rejects.toThrow();
	await expect(school.open({ ...sealed, consentHash: 'd'.repeat(64) }, id)).rejects.toThrow();
	await expect(other.open(sealed, id)).rejects.toThrow();
});

test('the same draft is sealed differently each time', async () => {
	const { key } = await aSchoolKey();
	const [first, again] = [await sealDraft(aDriveDraft(), id, key), await sealDraft(aDriveDraft(), id, key)];
	expect(first.ciphertext).not.toBe(again.ciphertext);
	expect(first.enc).not.toBe(again.enc);
});

test('sealing adds 48 bytes to what was packed: the encapsulated key and the tag', async () => {
	const { key } = await aSchoolKey();
	const { enc, ciphertext } = await sealDraft(aDriveDraft(), id, key);
	const sealedBytes = base64urlToBytes(enc).length + base64urlToBytes(ciphertext).length;
	expect(sealedBytes - packDraft(aDriveDraft()).length).toBe(48);
});

test('a key of another suite is refused by name', async () => {
	const { key } = await aSchoolKey();
	await expect(sealDraft(aDriveDraft(), id, { ...key, alg: 'sm2-sm4' })).rejects.toMatchObject({
		refusal: { code: 'request.client-too-old' },
	});
	await expect(sealDraft(aDriveDraft(), id, { ...key, publicKey: 'AAAA' })).rejects.toThrow();
});

/*
 * RFC 9180 once more, by Node's own primitives and nothing of the library: what the phone seals is what the standard says.
 */
const suiteOf = (kind: 'kem' | 'hpke') =>
	kind === 'kem'
		? Buffer.from([0x4b, 0x45, 0x4d, 0x00, 0x20])
		: Buffer.from([0x48, 0x50, 0x4b, 0x45, 0x00, 0x20, 0x00, 0x01, 0x00, 0x02]);
const extract = (kind: 'kem' | 'hpke', salt: Buffer, label: string, ikm: Buffer) =>
	createHmac('sha256', salt.length > 0 ? salt : Buffer.alloc(32))
		.update(Buffer.concat([Buffer.from('HPKE-v1'), suiteOf(kind), Buffer.from(label), ikm]))
		.digest();
const expand = (kind: 'kem' | 'hpke', prk: Buffer, label: string, info: Buffer, length: number) => {
	const labeled = Buffer.concat([
		Buffer.from([0, length]),
		Buffer.from('HPKE-v1'),
		suiteOf(kind),
		Buffer.from(label),
		info,
	]);
	const blocks: Buffer[] = [];
	for (let n = 1; Buffer.concat(blocks).length < length; n++) {
		const before = blocks.at(-1) ?? Buffer.alloc(0);
		blocks.push(
			createHmac('sha256', prk)
				.update(Buffer.concat([before, labeled, Buffer.from([n])]))
				.digest(),
		);
	}
	return Buffer.concat(blocks).subarray(0, length);
};

function openByTheStandard(sealed: SealedDraft, recordId: string, privateKey: KeyObject) {
	const rawOf = (key: KeyObject) => key.export({ format: 'der', type: 'spki' }).subarray(-32);
	const enc = Buffer.from(sealed.enc, 'base64url');
	const spki = Buffer.concat([Buffer.from('302a300506032b656e032100', 'hex'), enc]);
	const shared = diffieHellman({
		privateKey,
		publicKey: createPublicKey({ key: spki, format: 'der', type: 'spki' }),
	});
	const context = Buffer.concat([enc, rawOf(createPublicKey(privateKey))]);
	const none = Buffer.alloc(0);
	const secret = expand('kem', extract('kem', none, 'eae_prk', shared), 'shared_secret', context, 32);
	const schedule = Buffer.concat([
		Buffer.from([0]),
		extract('hpke', none, 'psk_id_hash', none),
		extract('hpke', none, 'info_hash', Buffer.from(sealInfo())),
	]);
	const prk = extract('hpke', secret, 'secret', none);
	const bytes = Buffer.from(sealed.ciphertext, 'base64url');
	const decipher = createDecipheriv(
		'aes-256-gcm',
		expand('hpke', prk, 'key', schedule, 32),
		expand('hpke', prk, 'base_nonce', schedule, 12),
	);
	decipher.setAAD(sealAad(sealed.keyId, recordId, sealed.consentHash));
	decipher.setAuthTag(bytes.subarray(-16));
	const plain = Buffer.concat([decipher.update(bytes.subarray(0, -16)), decipher.final()]);
	return unpackDraft(plain, sealed);
}

test('whoever reads RFC 9180 and nothing of ours but the names opens it too', async () => {
	const { publicKey, privateKey } = generateKeyPairSync('x25519');
	const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64url');
	const draft = aDriveDraft();
	const sealed = await sealDraft(draft, id, { keyId: 'key-1', alg: sealingAlgorithm, publicKey: raw });
	expect(openByTheStandard(sealed, id, privateKey)).toEqual(draft);
	expect(() => openByTheStandard(sealed, otherId, privateKey)).toThrow();
});
