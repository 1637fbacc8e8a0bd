import { expect, test } from 'vitest';
import { letterNeeded, renderLetter } from '#shared/rules/index.ts';
import { changchun2023 } from '#shared/policy/changchun-2023/scheme.ts';
import { yunnanKunming2023 } from '#shared/policy/yunnan-kunming-2023/scheme.ts';

const fields = {
	name: '李明',
	idType: 'resident-id',
	idNumber: '11010519491231002X',
	medicalDivision: '云南省昆明市五华区',
	letterDate: '2022-08-28',
};
const schoolName = '云南农业大学';

test('the letter is the document’s text with the person’s data', () => {
	expect(renderLetter(yunnanKunming2023, { fields, schoolName })).toEqual({
		title: '承诺书',
		paragraphs: expect.any(Array),
		text: [
			'承诺书',
			'本人李明，身份证号11010519491231002X，在云南农业大学属于参保资助对象，现到省属在昆高校就学，为避免重复参保缴费，现做如下承诺：',
			'一、我申请在云南省昆明市五华区参加省属在昆高校大学生医保，按省本级政策缴纳医保费并享受大学生医保待遇。',
			'二、我承诺自愿放弃享受参保资助对象参保政策，不在身份认定地参保。',
			'三、本人自愿承担因此产生的一切责任与后果。',
			'承诺人（签字）：',
			'2022年08月28日',
		].join('\n'),
		missing: [],
	});
});

test('what is not filled in is named and leaves a blank place', () => {
	const letter = renderLetter(yunnanKunming2023, {
		fields: { ...fields, name: ' ', letterDate: null },
		schoolName: '',
	});
	expect(letter?.missing).toEqual(['name', 'school', 'letterDate']);
	expect(letter?.paragraphs[0]).toContain('本人________，');
});

test('every field that the text is filled with is covered, and nothing else', () => {
	const covers = yunnanKunming2023.letter?.covers ?? [];
	const text = (change: object) =>
		renderLetter(yunnanKunming2023, { fields: { ...fields, ...change }, schoolName })?.text;
	for (const key of covers) {
		const changed = key === 'idType' ? 'passport' : key === 'letterDate' ? '2022-08-29' : '别的';
		expect(text({ [key]: changed })).not.toBe(text({}));
	}
	expect(text({ address: '别的', phone: '13800000000' })).toBe(text({}));
});

test('a name that looks like a place in the text is not filled again', () => {
	const letter = renderLetter(yunnanKunming2023, { fields: { ...fields, name: '{idNumber}' }, schoolName });
	expect(letter?.paragraphs[0]).toContain('本人{idNumber}，');
});

test('it is needed for a special identity that chooses college insurance', () => {
	const needed = (hardshipKind: string, hardshipChooses: string) =>
		letterNeeded(yunnanKunming2023, { hardshipKind, hardshipChooses });
	expect(needed('disabled', 'college')).toBe(true);
	expect(needed('disabled', 'identity-place')).toBe(false);
	expect(needed('none', 'college')).toBe(false);
	expect(letterNeeded(yunnanKunming2023, {})).toBe(false);
});

test('a scheme without a letter has none', () => {
	expect(renderLetter(changchun2023, { fields, schoolName })).toBeNull();
	expect(letterNeeded(changchun2023, { hardshipKind: 'disabled', hardshipChooses: 'college' })).toBe(false);
});
