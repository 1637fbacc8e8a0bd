import { expect, it } from 'vitest';
import { normalizeField } from '#lib/ui/enrollment/normalize-field.ts';
import { maskField } from '#lib/ui/enrollment/mask-field.ts';
import { problemWords } from '#lib/ui/enrollment/problem-words.ts';
import { fieldProblemCodes } from '#shared/rules/index.ts';

it('every problem that the rules can find has its own sentence', () => {
	const sentences = fieldProblemCodes.map((code) => problemWords(code, 'x'));
	expect(new Set(sentences).size).toBe(fieldProblemCodes.length);
});

it('a missing answer that is chosen is asked for as a choice', () => {
	expect(problemWords('missing', 'x', { control: 'choice' })).not.toBe(problemWords('missing', 'x'));
});

it('what is typed full-width, with blanks or in lower case is put right on leaving the field', () => {
	const id = { key: 'idNumber', control: 'id-number' };
	expect(normalizeField(id, ' ５３０１０２ ２００４０３１２００２x')).toBe('53010220040312002X');
	expect(normalizeField({ key: 'phone', control: 'phone' }, '138 0013 8000')).toBe('13800138000');
	expect(normalizeField({ key: 'address', control: 'long-text' }, ' 3栋 502 ')).toBe('3栋 502');
});

it('numbers that others should not read are hidden, other answers are not', () => {
	expect(maskField('idNumber', '530102200403120022')).toBe('530102********0022');
	expect(maskField('accountNumber', '6228480000001234')).toBe('**** 1234');
	expect(maskField('address', '3栋 502')).toBeUndefined();
});
