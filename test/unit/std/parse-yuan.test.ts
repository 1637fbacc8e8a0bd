import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { formatYuan } from '#shared/std/money.ts';
import { parseYuan } from '#shared/std/parse-yuan.ts';

const amounts: [typed: string, fen: number][] = [
	['2000', 200_000],
	['2000.5', 200_050],
	['2000.05', 200_005],
	['0', 0],
	['007', 700],
	['1,000.5', 100_050],
	['1，000', 100_000],
	['１２３４．５', 123_450],
	['　３０００　', 300_000],
	['￥3000', 300_000],
	['3 000 元', 300_000],
	['30。5', 3_050],
	['5.', 500],
	['10000000', 1_000_000_000],
];

const refused: [typed: string, problem: string][] = [
	['', 'empty'],
	['  　', 'empty'],
	['元', 'empty'],
	['-5', 'negative'],
	['－５', 'negative'],
	['−5', 'negative'],
	['abc', 'not-a-number'],
	['1.2.3', 'not-a-number'],
	['1,00', 'not-a-number'],
	['12,345,6', 'not-a-number'],
	['1e3', 'not-a-number'],
	['.5', 'not-a-number'],
	['三千', 'not-a-number'],
	['1.005', 'too-precise'],
	['10000000.01', 'too-large'],
	['99999999999999999999', 'too-large'],
];

describe('an amount as people type it', () => {
	test.each(amounts)('%s', (typed, fen) => {
		expect(parseYuan(typed)).toEqual({ ok: true, value: fen });
	});

	test.each(refused)('“%s” is %s', (typed, problem) => {
		expect(parseYuan(typed)).toEqual({ ok: false, error: problem });
	});

	it('reads back what is written on screens', () => {
		fc.assert(
			fc.property(fc.integer({ min: 0, max: 1_000_000_000 }), (fen) => {
				expect(parseYuan(formatYuan(fen))).toEqual({ ok: true, value: fen });
			}),
		);
	});
});
