import { expect, test } from 'vitest';
import { formParts, isFormComplete, type PartState } from '#shared/rules/index.ts';
import type { DraftFields } from '#shared/domain/enrollment/fields.ts';
import { yunnanKunming2023 as scheme } from '#shared/policy/yunnan-kunming-2023/scheme.ts';

const context = { date: '2022-10-15', letterSigned: false };

const person = {
	name: '李明',
	idType: 'resident-id',
	idNumber: '11010519491231002X',
	ethnicity: '汉族',
	maritalStatus: '未婚',
};
const complete: DraftFields = {
	...person,
	address: '昆明',
	entryYear: '2022',
	hardshipKind: 'none',
	insured: 'none',
};
const withIdentity: DraftFields = {
	...complete,
	hardshipKind: 'disabled',
	hardshipCertifiedIn: 'yunnan',
	hardshipChooses: 'college',
};

function states(fields: DraftFields, letterSigned = false): Record<string, PartState> {
	const parts = formParts(scheme, fields, { ...context, letterSigned });
	return Object.fromEntries(parts.map(({ key, state }) => [key, state]));
}

function problems(fields: DraftFields, part: string) {
	return formParts(scheme, fields, context).find(({ key }) => key === part)?.problems;
}

test('nothing is started in an empty draft, and the letter is not part of it', () => {
	expect(states({})).toEqual({
		person: 'not-started',
		address: 'not-started',
		study: 'not-started',
		identity: 'not-started',
		insured: 'not-started',
		bank: 'not-started',
	});
});

test('a part with some required fields filled is in progress and names what is missing', () => {
	expect(states({ name: '李明' }).person).toBe('in-progress');
	expect(problems({ name: '李明' }, 'person')).toEqual(
		['idType', 'idNumber', 'ethnicity', 'maritalStatus'].map((key) => ({ key, code: 'missing' })),
	);
});

test.each([
	['idNumber', '110105194912310021', 'id-check-digit'],
	['idNumber', '110105491231002', 'id-old-15'],
	['idNumber', '11010519490230002X', 'id-date'],
	['phone', '12345', 'phone-form'],
	['ethnicity', '火星族', 'not-in-list'],
])('a wrong %s makes its part a problem', (key, value, code) => {
	const fields = { ...complete, [key]: value };
	expect(states(fields).person).toBe('problem');
	expect(problems(fields, 'person')).toEqual([{ key, code }]);
});

test('a form without special identity is complete with the optional bank left out', () => {
	const parts = formParts(scheme, complete, context);
	expect(isFormComplete(parts)).toBe(true);
	expect(parts.find(({ key }) => key === 'bank')?.state).toBe('not-started');
});

test('an entry year may be kept as a number', () => {
	expect(states({ ...complete, entryYear: 2022 }).study).toBe('done');
	expect(states({ ...complete, entryYear: 1999 }).study).toBe('problem');
});

test('insured elsewhere is a problem that keeps the form from being complete', () => {
	const fields = { ...complete, insured: 'active-elsewhere' };
	expect(problems(fields, 'insured')).toEqual([{ key: 'insured', code: 'active-elsewhere' }]);
	expect(isFormComplete(formParts(scheme, fields, context))).toBe(false);
});

test('a lump sum asks through which year', () => {
	expect(states({ ...complete, insured: 'lump-sum' }).insured).toBe('in-progress');
	expect(states({ ...complete, insured: 'lump-sum', lumpSumThrough: '2022' }).insured).toBe('done');
});

test('a special identity asks where it was certified and what is chosen', () => {
	expect(problems({ ...complete, hardshipKind: 'disabled' }, 'identity')).toEqual([
		{ key: 'hardshipCertifiedIn', code: 'missing' },
		{ key: 'hardshipChooses', code: 'missing' },
	]);
});

test('the letter comes with the choice of college insurance, and not with the place of identity', () => {
	expect(states(withIdentity).letter).toBe('not-started');
	expect(states({ ...withIdentity, hardshipChooses: 'identity-place' }).letter).toBeUndefined();
});

test('the letter cannot start while what stands in it is missing or wrong', () => {
	expect(states({ ...withIdentity, idNumber: '1' }).letter).toBe('cannot-start');
	expect(states({ ...withIdentity, name: null }).letter).toBe('cannot-start');
});

test('the letter is done when filled in and signed', () => {
	const filled = { ...withIdentity, medicalDivision: '云南省昆明市五华区' };
	expect(states(filled).letter).toBe('in-progress');
	expect(problems(filled, 'letter')).toEqual([{ key: 'signature', code: 'not-signed' }]);
	expect(states(filled, true).letter).toBe('done');
	expect(isFormComplete(formParts(scheme, filled, { ...context, letterSigned: true }))).toBe(true);
});
