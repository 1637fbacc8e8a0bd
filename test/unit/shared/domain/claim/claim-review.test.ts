import { describe, expect, it } from 'vitest';
import {
	BillJudgement,
	BillJudgements,
	PaperJudgement,
	receiptNumber,
	standingVerdicts,
	unmended,
	type JudgedPaper,
} from '#shared/domain/claim/claim-review.ts';

const a = 'a'.repeat(64);
const b = 'b'.repeat(64);
const bill = {
	paper: 'inpatient-receipt',
	number: 'No. 0012-34',
	askedFen: 10_000,
	adjustedFen: 10_000,
	verdict: 'accepted',
	code: null,
	words: '',
} as const;

describe('what a reviewer may say', () => {
	it.each([
		['accepted with a reason', { paper: 'x', verdict: 'accepted', code: 'unclear', words: '' }],
		['questioned without one', { paper: 'x', verdict: 'questioned', code: null, words: '' }],
		['other without words', { paper: 'x', verdict: 'refused', code: 'other', words: ' ' }],
	])('of a paper not: %s', (_, said) => {
		expect(PaperJudgement.safeParse(said).success).toBe(false);
	});

	it.each([
		['more than was asked', { ...bill, adjustedFen: 10_001 }],
		['part of it without a reason', { ...bill, adjustedFen: 9_000 }],
		['refused, and yet something counts', { ...bill, verdict: 'refused', code: 'not-eligible' }],
		['whole, with a reason', { ...bill, code: 'not-eligible' }],
		['half a fen', { ...bill, askedFen: 0.5 }],
		['no number', { ...bill, number: ' - ' }],
	])('of a bill not: %s', (_, said) => {
		expect(BillJudgement.safeParse(said).success).toBe(false);
	});

	it('one receipt stands once, however its number is typed', () => {
		expect(receiptNumber('Ｎｏ. 0012－34')).toBe(receiptNumber('no.001234'));
		expect(BillJudgements.safeParse([bill, { ...bill, number: 'NO001234' }]).success).toBe(false);
		expect(BillJudgements.safeParse([bill, { ...bill, number: 'NO001235' }]).success).toBe(true);
	});
});

describe('a verdict is about the pages that it was given on', () => {
	const judged = (verdict: JudgedPaper['verdict'], was: string[]): JudgedPaper => ({
		paper: 'bank-card',
		verdict,
		code: verdict === 'accepted' ? null : 'unclear',
		words: '',
		was,
	});

	it('falls with a page that is replaced, moved or gone, and the newest one stands', () => {
		const first = judged('accepted', [a, b]);
		expect(standingVerdicts([first], { 'bank-card': [a, b] }).get('bank-card')).toBe(first);
		for (const pages of [[b, a], [a], []]) {
			expect(standingVerdicts([first], { 'bank-card': pages }).size).toBe(0);
		}
		const later = judged('questioned', [a, b]);
		expect(standingVerdicts([first, later], { 'bank-card': [a, b] }).get('bank-card')).toBe(later);
	});

	it('a questioned paper is mended by other pages alone', () => {
		const question = { paper: 'bank-card', code: 'unclear', words: '', bill: null, was: [a] };
		expect(unmended([question], { 'bank-card': [a] })).toEqual(['bank-card']);
		expect(unmended([question], { 'bank-card': [b] })).toEqual([]);
		expect(unmended([question], { 'bank-card': [a, b] })).toEqual([]);
	});
});
