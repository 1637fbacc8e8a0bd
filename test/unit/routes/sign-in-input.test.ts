import { describe, expect, test } from 'vitest';
import { safeNext } from '../../../src/routes/sign-in/safe-next.ts';
import {
	digitsOf,
	isPasswordStrong,
	isPhone,
	matchesMasked,
} from '../../../src/routes/sign-in/sign-in-input.ts';

describe('where sign-in leads to', () => {
	test('a path of this app is kept', () => {
		expect(safeNext('/enrollment/1/check?step=a', '/')).toBe('/enrollment/1/check?step=a');
	});

	test.each([
		'https://elsewhere.example',
		'//elsewhere.example',
		'/\\elsewhere.example',
		'javascript:alert(1)',
		'',
	])('%s is not followed', (next) => expect(safeNext(next, '/drafts')).toBe('/drafts'));

	test('none given leads to the fallback', () => expect(safeNext(null, '/office')).toBe('/office'));
});

describe('what is typed at sign-in', () => {
	test('full-width digits, blanks and dashes are understood', () => {
		expect(digitsOf('１３９ 0000-0001')).toBe('13900000001');
	});

	test('a phone has eleven digits and begins with 1', () => {
		expect(isPhone('13900000001')).toBe(true);
		expect(isPhone('12900000001')).toBe(false);
		expect(isPhone('1390000000')).toBe(false);
	});

	test('a password needs eight characters with letters and digits', () => {
		expect(isPasswordStrong('abcd1234')).toBe(true);
		expect(isPasswordStrong('abc123')).toBe(false);
		expect(isPasswordStrong('12345678')).toBe(false);
	});
});

describe('whose draft it may be', () => {
	const masked = '530102********0010';
	test('the shown digits must agree', () => {
		expect(matchesMasked('530102200403150010', masked)).toBe(true);
		expect(matchesMasked('530102200403150029', masked)).toBe(false);
		expect(matchesMasked('530103200403150010', masked)).toBe(false);
	});

	test('another length or no number is nobody’s', () => {
		expect(matchesMasked('5301020010', masked)).toBe(false);
		expect(matchesMasked(undefined, masked)).toBe(false);
	});
});
