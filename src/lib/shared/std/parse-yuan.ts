import { err, ok, type Result } from './result.ts';
import type { Fen } from './money.ts';

export type YuanProblem = 'empty' | 'not-a-number' | 'negative' | 'too-precise' | 'too-large';

/** Ten million yuan: no bill is greater, and every product with a percentage stays exact. */
const greatestYuan = 10_000_000;

/**
 * An amount as people type it, in yuan: full-width digits and signs, commas between thousands, blanks and a
 * ￥ or 元 around it. Whole fen or a word for what is wrong; nothing is rounded or guessed.
 */
export function parseYuan(typed: string): Result<Fen, YuanProblem> {
	const text = typed.normalize('NFKC').replaceAll(/[\s¥元]/g, '');
	if (text === '') return err('empty');
	if (/^[-−–—]/.test(text)) return err('negative');
	const match = /^(\d{1,3}(?:[,，]\d{3})+|\d+)(?:[.。](\d*))?$/.exec(text);
	if (!match) return err('not-a-number');
	const [, whole = '', cents = ''] = match;
	if (cents.length > 2) return err('too-precise');
	const yuan = Number(whole.replaceAll(/[,，]/g, ''));
	const fen = yuan * 100 + Number(cents.padEnd(2, '0'));
	return fen > greatestYuan * 100 ? err('too-large') : ok(fen);
}
