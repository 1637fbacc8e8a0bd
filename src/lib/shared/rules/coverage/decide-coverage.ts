import type { CoverageDecision, Finding } from '../../domain/decision/decision.ts';
import type { CoverageFacts } from '../../domain/decision/facts.ts';
import type { Scheme } from '../../policy/scheme.ts';
import { addDays, daysBetween, type IsoDate } from '../../std/date.ts';
import { citesOf } from '../verdict.ts';

/** When do benefits run? Null where the source does not say. Y23, Y26, C2, C3. */
export function decideCoverage(scheme: Scheme, facts: CoverageFacts): CoverageDecision {
	const { waiting } = scheme.conditions;
	return waiting ? byPaymentDay(scheme, facts, waiting) : byEntryYear(scheme, facts);
}

/** Y23: a fixed start for the entrants named; Y26: nothing said of others, nor of the end. */
function byEntryYear({ benefits }: Scheme, facts: CoverageFacts): CoverageDecision {
	const entryYear = facts.student?.entryYear;
	const named = benefits.fromForEntryYears;
	const given = named === null || (entryYear !== undefined && named.includes(entryYear));
	const findings: Finding[] = [];
	const open = (rule: string) => findings.push({ rule, severity: 'advice', cites: [...benefits.openCites] });
	if (!given) open('start-given');
	if (benefits.to === null) open('end-given');
	return {
		from: given ? benefits.from : null,
		to: benefits.to,
		waitingDays: null,
		cites: [...new Set([...benefits.cites, ...citesOf(findings)])],
		findings,
	};
}

/** C2: paid within the window, the year's benefits. C3: otherwise the day of payment is day 1 of the wait. */
function byPaymentDay(
	{ benefits, payment }: Scheme,
	{ paidOn }: CoverageFacts,
	waiting: { days: number; cites: string[] },
): CoverageDecision {
	const inWindow = payment.opens <= paidOn && (payment.closes === null || paidOn <= payment.closes);
	if (inWindow) {
		return {
			from: benefits.from,
			to: benefits.to,
			waitingDays: 0,
			cites: [...benefits.cites],
			findings: [],
		};
	}
	const tooLate = benefits.to !== null && daysBetween(paidOn, benefits.to) < waiting.days;
	return {
		from: tooLate ? null : later(addDays(paidOn, waiting.days), benefits.from),
		to: tooLate ? null : benefits.to,
		waitingDays: waiting.days,
		cites: [...waiting.cites],
		findings: [
			{
				rule: tooLate ? 'no-benefits-this-year' : 'waiting-period',
				severity: 'advice',
				cites: [...waiting.cites],
			},
		],
	};
}

function later(a: IsoDate, b: IsoDate): IsoDate {
	return a > b ? a : b;
}
