import { m } from '#lib/i18n/paraglide/messages.js';
import type { YuanProblem } from '#shared/std/parse-yuan.ts';

const words: Record<YuanProblem, () => string> = {
	empty: m.calculator_error_empty,
	'not-a-number': m.calculator_error_not_a_number,
	negative: m.calculator_error_negative,
	'too-precise': m.calculator_error_too_precise,
	'too-large': m.calculator_error_too_large,
};

/** What is wrong with an amount, and how to write it. */
export function amountProblemWords(problem: YuanProblem): string {
	return words[problem]();
}
