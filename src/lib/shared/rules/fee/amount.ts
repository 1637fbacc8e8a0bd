import type { FeeDecision } from '../../domain/decision/decision.ts';
import type { FeeFacts } from '../../domain/decision/facts.ts';
import type { Scheme } from '../../policy/scheme.ts';
import { assert } from '../../std/assert.ts';
import { holds, notKnown, type Verdict } from '../verdict.ts';

/** What an earlier decision has settled, for whoever may not see the facts that it rested on. */
export interface SettledFee {
	ageClass?: string | undefined;
}

interface Amount extends Pick<
	FeeDecision,
	'personalFen' | 'subsidyFen' | 'components' | 'ageClass' | 'coversThrough'
> {
	cites: string[];
	verdicts: Verdict[];
}

/** What is due for a year, or for several paid at once: Y13, C1; by age where the scheme has classes. */
export function amountDue(scheme: Scheme, facts: FeeFacts, settled: SettledFee): Amount {
	const { contribution, insuranceYear } = scheme;
	const years = facts.payYears ?? 1;
	if (years === 1) return yearly(contribution, facts, settled);
	const lumpSum = contribution.lumpSums.find((sum) => sum.years === years);
	assert(lumpSum, 'a case asks for a lump sum that its scheme offers');
	return {
		personalFen: lumpSum.personalFen,
		// What the public adds is given by the year, and parts of a year's amount are not parts of a lump sum.
		subsidyFen: null,
		components: [],
		coversThrough: insuranceYear + years - 1,
		cites: lumpSum.cites,
		verdicts: [holds({ rule: 'lump-sum-offered', cites: lumpSum.cites, facts: ['payYears'] })],
	};
}

function yearly(contribution: Scheme['contribution'], facts: FeeFacts, settled: SettledFee): Amount {
	const { subsidyFen, ageClasses, cites } = contribution;
	const components = contribution.components.map(({ key, fen }) => ({ key, fen }));
	if (ageClasses.length === 0) {
		const { personalFen } = contribution;
		return { personalFen, subsidyFen, components, cites: cites.personal, verdicts: [] };
	}
	const subject = { rule: 'age-class-known', facts: ['student.age'] };
	const found = ageClassOf(contribution, facts.student?.age, settled.ageClass);
	if (!found) {
		const all = [...new Set(ageClasses.flatMap((one) => one.cites))];
		return {
			personalFen: null,
			subsidyFen,
			components,
			cites: all,
			verdicts: [notKnown({ ...subject, cites: all }, 'manual')],
		};
	}
	return {
		personalFen: found.personalFen,
		subsidyFen,
		components,
		ageClass: found.key,
		cites: found.cites,
		verdicts: [holds({ ...subject, cites: found.cites })],
	};
}

function ageClassOf(
	{ ageClasses }: Scheme['contribution'],
	age: number | undefined,
	settled: string | undefined,
) {
	if (age === undefined) return ageClasses.find(({ key }) => key === settled);
	return ageClasses.find(({ fromAge, toAge }) => (fromAge ?? 0) <= age && age <= (toAge ?? age));
}
