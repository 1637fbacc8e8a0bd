import { expect, test } from 'vitest';
import { CorrectionDraft } from '#lib/app/review/correction-draft.svelte.ts';
import { yunnanKunming2023 as scheme } from '#shared/policy/yunnan-kunming-2023/scheme.ts';

const fields = {
	name: '测试甲',
	phone: '13900000001',
	medicalDivision: '云南省昆明市五华区',
	insured: 'none',
};
const keysOf = (isSigned: boolean) =>
	new CorrectionDraft(() => ({ scheme, fields, isSigned })).options.map(({ key }) => key);

test('neither the person nor what is fixed can be corrected, nor what stands in a signed letter', () => {
	for (const key of ['name', 'idType', 'idNumber', 'insuranceKind']) expect(keysOf(false)).not.toContain(key);
	expect(keysOf(false)).toContain('medicalDivision');
	expect(keysOf(true)).not.toContain('medicalDivision');
	expect(keysOf(true)).toContain('phone');
});

test('a correction needs a change in every ticked field, a reason and words', () => {
	const draft = new CorrectionDraft(() => ({ scheme, fields, isSigned: false }));
	draft.code = 'typing-error';
	draft.words = ' 录入有误 ';
	expect(draft.correction).toBeNull();
	draft.tick('phone', true);
	expect(draft.value('phone')).toBe('13900000001');
	expect(draft.correction).toBeNull();
	draft.say('phone', '13900000044');
	const correction = {
		changes: [{ field: 'phone', value: '13900000044' }],
		code: 'typing-error',
		words: '录入有误',
	};
	expect(draft.correction).toEqual(correction);
	draft.tick('gender', true);
	expect(draft.correction).toBeNull();
	draft.tick('gender', false);
	draft.words = ' ';
	expect(draft.correction).toBeNull();
});
