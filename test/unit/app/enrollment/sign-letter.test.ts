import { describe, expect, it } from 'vitest';
import { letterPieces } from '#lib/app/enrollment/letter-text.ts';
import { isOwnName, signLetter } from '#lib/app/enrollment/sign-letter.ts';
import type { EnrollmentEdit } from '#lib/device/types.ts';
import { yunnanKunming2023 as scheme } from '#shared/policy/yunnan-kunming-2023/scheme.ts';
import { renderLetter } from '#shared/rules/index.ts';
import { sha256Hex } from '#shared/std/hash.ts';

const fields = {
	name: '测试同学',
	idType: 'resident-id',
	idNumber: '530102200403120022',
	medicalDivision: '云南省昆明市五华区',
	hardshipKind: 'disabled',
	hardshipChooses: 'college',
};
const schoolName = '昆明医科大学';

function aForm(changes: Record<string, string> = {}) {
	const edits: EnrollmentEdit[] = [];
	return {
		edits,
		scheme,
		fields: { ...fields, ...changes },
		schoolName,
		letterSigned: false,
		flush: () => Promise.resolve(true),
		edit: (edit: EnrollmentEdit) => {
			edits.push(edit);
			return Promise.resolve(true);
		},
	};
}
const drawn = {
	method: 'drawn',
	strokes: [[[10, 20, 0]]] as [number, number, number][][],
	padHeight: 560,
} as const;

describe('signing the letter', () => {
	it('dates the letter and binds the signature to exactly that text, in one change', async () => {
		const form = aForm();
		expect(await signLetter(form, '2022-10-15', drawn)).toBe(true);
		expect(form.edits).toHaveLength(1);
		const [edit] = form.edits;
		expect(edit?.fields).toEqual({ letterDate: '2022-10-15' });
		const text = renderLetter(scheme, { fields: { ...fields, letterDate: '2022-10-15' }, schoolName })!.text;
		expect(edit?.signature?.textHash).toBe(await sha256Hex(text));
		expect(edit?.signature?.covers).toEqual(
			expect.arrayContaining(['name', 'idNumber', 'letterDate', 'school']),
		);
	});

	it('does not sign while something in the letter is missing', async () => {
		const form = aForm({ medicalDivision: '' });
		expect(await signLetter(form, '2022-10-15', drawn)).toBe(false);
		expect(form.edits).toEqual([]);
	});

	it('does not sign when what was typed could not be kept', async () => {
		const form = { ...aForm(), flush: () => Promise.resolve(false) };
		expect(await signLetter(form, '2022-10-15', drawn)).toBe(false);
		expect(form.edits).toEqual([]);
	});

	it('takes the typed name only when it is the name on the form', () => {
		expect(isOwnName(aForm(), ' 测试同学 ')).toBe(true);
		expect(isOwnName(aForm(), '测试')).toBe(false);
		expect(isOwnName(aForm({ name: '' }), '')).toBe(false);
	});
});

describe('the letter on the screen', () => {
	it('is, joined, exactly the text that is hashed', () => {
		const { paragraphs, missing } = letterPieces(aForm(), '2022-10-15');
		const shown = paragraphs.map((pieces) => pieces.map(({ text }) => text).join(''));
		const rendered = renderLetter(scheme, { fields: { ...fields, letterDate: '2022-10-15' }, schoolName })!;
		expect(shown).toEqual(rendered.paragraphs);
		expect(missing).toEqual([]);
	});

	it('marks what was filled in', () => {
		const fills = letterPieces(aForm(), '2022-10-15')
			.paragraphs.flat()
			.filter(({ isFill }) => isFill)
			.map(({ text }) => text);
		expect(fills).toEqual([
			'测试同学',
			'530102200403120022',
			schoolName,
			'云南省昆明市五华区',
			'2022年10月15日',
		]);
	});
});
