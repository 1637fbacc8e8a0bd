/** What sealing costs on the wire: one body of 500 drafts, as a phone sends it, beside the same drafts in the clear. */
import { gzipSync } from 'node:zlib';
import { Aes256Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from '@hpke/core';
import { expect, test } from 'vitest';
import { sealDraft } from '#lib/device/sealing/seal-draft.ts';
import type { DraftFields } from '#shared/domain/enrollment/fields.ts';
import type { Mutation } from '#shared/protocol/mutation.ts';
import { packExchange } from '#shared/protocol/packed.ts';
import { sealingAlgorithm } from '#shared/protocol/sealed-draft.ts';
import { protocolVersion } from '#shared/protocol/version.ts';
import { sha256Hex } from '#shared/std/hash.ts';
import { anIdNumber } from '../../../support/applicant.ts';
import { aDrawnSignature, aDriveDraft } from '../../../support/drive-draft.ts';
import { seeded } from '../../../support/seeded.ts';

const count = 500;
const startMs = Date.UTC(2022, 9, 15);
const surnames = '王李张刘陈杨黄赵吴周';
const letters = '伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平';
const colleges = ['临床医学院', '护理学院', '药学院', '公共卫生学院'];

function fieldsOf(i: number): DraftFields {
	const random = seeded(i + 1);
	const below = (end: number) => Math.floor(random() * end);
	const of = (signs: string) => signs[below(signs.length)]!;
	return {
		name: of(surnames) + of(letters) + of(letters),
		idType: 'resident-id',
		idNumber: anIdNumber(),
		gender: of('男女'),
		phone: `13${String(below(1e9)).padStart(9, '0')}`,
		ethnicity: below(10) > 0 ? '汉族' : '彝族',
		maritalStatus: '未婚',
		address: `云南省昆明市呈贡区雨花街道春融西路${below(900)}号${below(20)}栋${below(700)}室`,
		insuranceKind: '城乡居民基本医疗保险',
		entryYear: '2022',
		programmeYears: '4',
		studentNumber: `2022${String(below(1e8)).padStart(8, '0')}`,
		hardshipKind: 'none',
		insured: 'none',
	};
}

/** Every value that chance makes is another one in each draft; one in so many is signed. */
async function aDraftOf(i: number, signedEach: number) {
	const signature = (i + 1) % signedEach === 0 ? aDrawnSignature(120, i) : null;
	const startedAtMs = startMs + i * 60_000;
	return aDriveDraft({
		fields: fieldsOf(i),
		signature,
		signatureHash: signature && (await sha256Hex(`signature ${i}`)),
		contentHash: await sha256Hex(`content ${i}`),
		consent: { textVersion: '1', textHash: await sha256Hex('the text'), givenAtMs: startedAtMs + 3_000 },
		college: colleges[i % colleges.length]!,
		startedAtMs,
		finishedAtMs: startedAtMs + 40_000 + ((i * 7_919) % 9_999),
	});
}

async function aKey() {
	const suite = new CipherSuite({
		kem: new DhkemX25519HkdfSha256(),
		kdf: new HkdfSha256(),
		aead: new Aes256Gcm(),
	});
	const { publicKey } = await suite.kem.generateKeyPair();
	const bytes = Buffer.from(new Uint8Array(await suite.kem.serializePublicKey(publicKey)));
	const keyId = crypto.randomUUID();
	return { keyId, alg: sealingAlgorithm, publicKey: bytes.toString('base64url') };
}

/** Bytes of both bodies, gzipped as the wire does. */
async function bothBodies(signedEach: number) {
	const key = await aKey();
	const [driveId, assignmentId] = [crypto.randomUUID(), crypto.randomUUID()];
	const mutations: Mutation[] = [];
	const clear: object[] = [];
	for (let i = 0; i < count; i++) {
		const [record, draft] = [crypto.randomUUID(), await aDraftOf(i, signedEach)];
		const body = { driveId, assignmentId, sealed: await sealDraft(draft, record, key) };
		mutations.push({ kind: 'drive.hand-over', record, atMs: draft.finishedAtMs, body });
		clear.push({ id: record, ...draft });
	}
	const envelope = { version: protocolVersion, device: crypto.randomUUID(), firstSequence: 1, cursor: null };
	const sealed = gzipSync(JSON.stringify(packExchange({ ...envelope, mutations }))).length;
	return { sealed, clear: gzipSync(JSON.stringify(clear)).length };
}

// In the clear a submission says the hash of its content. Without a signature a draft is so small that HPKE's key and tag are a fifth of it.
test.each([
	['all signed', 1, 0.85],
	['one in ten signed', 10, 1.5],
	['none signed', Infinity, 2.2],
])('500 sealed drafts, %s, stay under so many times the same in the clear', async (_what, each, most) => {
	const { sealed, clear } = await bothBodies(each);
	expect(sealed / clear, `${sealed} of ${clear} bytes`).toBeLessThan(most);
});
