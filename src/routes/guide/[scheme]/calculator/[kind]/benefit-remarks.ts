import type { BenefitSum } from '#lib/app/calculator/benefit-result.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import type { BenefitDecision } from '#shared/domain/decision/decision.ts';
import { formatYuan } from '#shared/std/money.ts';

/** What a person should know about a result: why it is a range, what was assumed, where a limit cut it. */
export function benefitRemarks(sum: BenefitSum, { exact }: BenefitDecision): string[] {
	const { givenFen, deductibleFen, countedUpToFen, capFen, maxFen, lines } = sum;
	if (maxFen === 0) return [m.calculator_below({ amount: formatYuan(deductibleFen) })];
	const kinds = lines.map(({ kind }) => kind);
	const remarks: string[] = [];
	if (kinds.includes('band')) remarks.push(m.calculator_major_why());
	if (!exact && kinds.includes('lowest-rate')) {
		const [min, max] = lines.map(({ percent }) => percent);
		remarks.push(m.calculator_inpatient_why({ min: min!, max: max! }));
	}
	if (!exact && kinds.includes('whole-amount')) remarks.push(m.calculator_accident_why());
	if (countedUpToFen !== null && givenFen > countedUpToFen) {
		remarks.push(m.calculator_limit_counted({ upTo: formatYuan(countedUpToFen) }));
	}
	if (capFen !== null && maxFen === capFen) remarks.push(m.calculator_capped({ cap: formatYuan(capFen) }));
	return remarks;
}
