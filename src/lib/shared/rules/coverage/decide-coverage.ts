import type { CoverageDecision } from '../../domain/decision/decision.ts';
import type { CoverageFacts } from '../../domain/decision/facts.ts';
import type { Scheme, Waiting } from '../../policy/scheme.ts';
import { daysBetween, type IsoDate } from '../../std/date.ts';
import { findingsOf, withTrace, type Explained } from '../explained.ts';
import { citesOf, fails, holds, holdsWith, notKnown, type Verdict } from '../verdict.ts';
import { firstDayAfterWait } from './waiting.ts';

/** When do benefits run? Null where the source does not say. Y23, Y26, C2, C3. */
export function decideCoverage(scheme: Scheme, facts: CoverageFacts): CoverageDecision {
	return explainCoverage(scheme, facts).decision;
}

export function explainCoverage(scheme: Scheme, facts: CoverageFacts): Explained<CoverageDecision> {
	const { waiting } = scheme.conditions;
	return waiting ? byPaymentDay(scheme, facts, waiting) : byEntryYear(scheme, facts);
}

/** Y23: a fixed start for the entrants named; Y26: nothing said of others, nor of the end. */
function byEntryYear({ benefits }: Scheme, facts: CoverageFacts): Explained<CoverageDecision> {
	const start = startVerdict(benefits, facts.student?.entryYear);
	const given = start.holds === 'holds';
	const end = { rule: 'end-given', cites: benefits.openCites, facts: [] };
	// The document names the day for those who paid, and says nothing of somebody who pays after it.
	const paid = { rule: 'paid-before-start', cites: benefits.cites, facts: ['paidOn'] };
	const verdicts = [
		start,
		...(given ? [facts.paidOn <= benefits.from ? holds(paid) : notKnown(paid, 'advice')] : []),
		benefits.to === null ? fails(end, 'advice') : holds({ ...end, cites: benefits.cites }),
	];
	const findings = findingsOf(verdicts);
	const decision: CoverageDecision = {
		from: given ? benefits.from : null,
		to: benefits.to,
		waitingDays: null,
		cites: [...new Set([...benefits.cites, ...citesOf(findings)])],
		findings,
	};
	return withTrace(decision, verdicts);
}

function startVerdict(benefits: Scheme['benefits'], entryYear: number | undefined): Verdict {
	const named = benefits.fromForEntryYears;
	const subject = { rule: 'start-given', cites: benefits.openCites, facts: ['student.entryYear'] };
	if (named === null) return holds({ ...subject, cites: benefits.cites, facts: [] });
	if (entryYear === undefined) return notKnown(subject, 'advice');
	return named.includes(entryYear) ? holds({ ...subject, cites: benefits.cites }) : fails(subject, 'advice');
}

/** C2: paid within the window, the year's benefits. C3: otherwise a wait, counted from the payment. */
function byPaymentDay(
	scheme: Scheme,
	{ paidOn }: CoverageFacts,
	waiting: Waiting,
): Explained<CoverageDecision> {
	const { benefits, payment } = scheme;
	const isInWindow = payment.opens <= paidOn && (payment.closes === null || paidOn <= payment.closes);
	const inWindow = {
		rule: 'paid-in-window',
		cites: isInWindow ? benefits.cites : waiting.cites,
		facts: ['paidOn'],
	};
	if (isInWindow) {
		// Nobody is insured before paying: a window may reach into the benefit year.
		const from = later(benefits.from, paidOn);
		const to = benefits.to;
		const cites = [...benefits.cites];
		return withTrace({ from, to, waitingDays: 0, cites, findings: [] }, [holds(inWindow)]);
	}
	const start = firstDayAfterWait(waiting, paidOn);
	const from = start === null || isAfter(paidOn, benefits.to) ? null : later(start, benefits.from);
	const tooLate = from === null || isAfter(from, benefits.to);
	const rule = tooLate ? 'no-benefits-this-year' : 'waiting-period';
	const wait = holdsWith({ rule, cites: waiting.cites, facts: ['paidOn'] }, 'advice');
	const decision: CoverageDecision = {
		from: tooLate ? null : from,
		to: tooLate ? null : benefits.to,
		waitingDays: waitingDays(waiting, paidOn, start),
		cites: [...waiting.cites],
		findings: findingsOf([wait]),
	};
	return withTrace(decision, [fails(inWindow, null), wait]);
}

/** Months are told in the days that they come to from this payment. */
function waitingDays(waiting: Waiting, paidOn: IsoDate, start: IsoDate | null): number | null {
	if (waiting.unit === 'days') return waiting.count;
	return start === null ? null : daysBetween(paidOn, start);
}

function isAfter(day: IsoDate, end: IsoDate | null): boolean {
	return end !== null && day > end;
}

function later(a: IsoDate, b: IsoDate): IsoDate {
	return a > b ? a : b;
}
