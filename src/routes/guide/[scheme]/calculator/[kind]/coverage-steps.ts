import type { CoverageResult } from '#lib/app/calculator/coverage-calculator.svelte.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { wordsInLocale } from '#lib/i18n/words-in-locale.ts';
import type { Scheme } from '#shared/policy/scheme.ts';

/** How the first day of benefits comes about, one sentence a step. */
export function coverageSteps(
	{ benefits, payment, conditions }: Scheme,
	{ decision, waitEndsOn }: CoverageResult,
	paidOn: string,
): string[] {
	const { from, waitingDays } = decision;
	if (benefits.fromForEntryYears) {
		const years = benefits.fromForEntryYears.join(', ');
		return [m.calculator_coverage_named({ years, date: benefits.from })];
	}
	const window = { from: payment.opens, to: payment.closes ?? '' };
	if (!waitingDays) return [m.calculator_coverage_in_window(window)];
	const steps = [m.calculator_coverage_outside(window)];
	if (waitEndsOn) steps.push(m.calculator_coverage_wait({ paidOn, days: waitingDays, day: waitEndsOn }));
	if (from && waitEndsOn && from !== waitEndsOn) steps.push(m.calculator_coverage_not_before({ date: from }));
	const applied = conditions.waiting?.readings.find((reading) => reading.applied);
	return applied ? [...steps, m.calculator_coverage_why({ reading: wordsInLocale(applied.text) })] : steps;
}
