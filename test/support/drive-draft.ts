/** What a volunteer's phone collects of one student, for tests of either side. */
import { deflateSync } from 'fflate';
import type { Signature } from '#shared/domain/signature/signature.ts';
import { draftDictionary1 } from '#shared/protocol/draft-dictionary.ts';
import type { DriveDraft } from '#shared/protocol/sealed-draft.ts';
import { movesOf } from '#shared/protocol/stroke-moves.ts';
import { utf8 } from '#shared/std/bytes.ts';
import { seeded } from './seeded.ts';

const hash = (digit: string) => digit.repeat(64);

/** As a finger draws it: many points, each near the one before. */
export function aDrawnSignature(points = 120, seed = 1): Signature {
	const random = seeded(seed);
	let [x, y, t] = [200, 150, 0];
	const stroke = Array.from({ length: points }, (): [number, number, number] => {
		x += Math.floor(random() * 13) - 5;
		y += Math.floor(random() * 11) - 5;
		t += 16 + Math.floor(random() * 2);
		return [x, y, t];
	});
	return {
		method: 'drawn',
		strokes: [stroke],
		padHeight: 500,
		textHash: hash('a'),
		covers: ['name', 'idType', 'idNumber', 'medicalDivision', 'letterDate', 'school'],
		signedAtMs: Date.UTC(2026, 9, 15),
	};
}

export function aDriveDraft(part: Partial<DriveDraft> = {}): DriveDraft {
	return {
		schemeId: 'yunnan-kunming-2023',
		schoolCode: 'kust',
		fields: {
			name: '张三丰',
			idType: 'resident-id',
			idNumber: '530102199003074477',
			phone: '13888880001',
			ethnicity: '汉族',
			maritalStatus: '未婚',
			address: '云南省昆明市呈贡区景明南路727号8栋304',
			entryYear: '2022',
			programmeYears: '4',
			studentNumber: '202210012345',
			insured: 'none',
		},
		consent: { textVersion: '2022-10.1.zh-CN', textHash: hash('c'), givenAtMs: Date.UTC(2026, 9, 15) },
		signature: aDrawnSignature(),
		signatureHash: hash('d'),
		schoolConfirmed: true,
		college: '信息工程学院',
		startedAtMs: Date.UTC(2026, 9, 15),
		finishedAtMs: Date.UTC(2026, 9, 15) + 43_210,
		confirmation: { kind: 'on-this-phone', witness: '李老师' },
		...part,
	};
}

/** As phones of before pack (`deflate-dict-1`): all of it is JSON, and the content's hash is in it. */
export function packAsBefore(draft: DriveDraft & { contentHash: string }): Uint8Array<ArrayBuffer> {
	const { signature } = draft;
	const { strokes = [], ...others } = signature ?? {};
	const moves = movesOf(strokes);
	const packed = { ...draft, signature: signature && { ...others, ...(moves ? { moves } : { strokes }) } };
	return new Uint8Array(deflateSync(utf8(JSON.stringify(packed)), { dictionary: utf8(draftDictionary1) }));
}
