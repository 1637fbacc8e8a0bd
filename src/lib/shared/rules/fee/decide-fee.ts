import type { FeeDecision } from '../../domain/decision/decision.ts';
import type { FeeFacts } from '../../domain/decision/facts.ts';
import type { Scheme } from '../../policy/scheme.ts';
import { findingsOf, withTrace, type Explained } from '../explained.ts';
import { citesOf, fails, fromFact, holds, holdsWith, type Verdict } from '../verdict.ts';
import { amountDue, type SettledFee } from './amount.ts';
import { nothingDueVerdicts } from './nothing-due.ts';

/** C9: the hold until it is certain that a student's charge is asked, not an adult's. */
export const studentChargeRule = 'student-charge-certain';

/** What is due, in fen, and may it be paid now? Y2, Y8, Y10, Y13, C1–C3, C6, C7, C9. */
export function decideFee(scheme: Scheme, facts: FeeFacts, settled: SettledFee = {}): FeeDecision {
	return explainFee(scheme, facts, settled).decision;
}

export function explainFee(
	scheme: Scheme,
	facts: FeeFacts,
	settled: SettledFee = {},
): Explained<FeeDecision> {
	const free = nothingDueVerdicts(scheme, facts);
	const freeing = findingsOf(free);
	if (freeing.length > 0) {
		const decision: FeeDecision = {
			due: false,
			personalFen: 0,
			subsidyFen: null,
			components: [],
			payNow: false,
			findings: freeing,
			cites: citesOf(freeing),
		};
		return withTrace(decision, free);
	}

	const { cites, verdicts, ...amount } = amountDue(scheme, facts, settled);
	const always = [reviewVerdict(scheme, facts), chargeVerdict(scheme, facts)].filter((v) => v !== null);
	const open = openVerdict(scheme, facts);
	const late = lateVerdict(scheme, facts);
	const holdsUp = [...verdicts, ...always, open].filter((verdict) => verdict.holds !== 'holds');
	const findings = findingsOf([...verdicts, ...always, open, ...late]);
	const conditions = [...always, ...(open.holds === 'holds' ? [] : [open])].flatMap((v) => v.cites);
	const decision: FeeDecision = {
		due: true,
		...amount,
		payNow: holdsUp.length === 0,
		findings,
		cites: [...new Set([...cites, ...conditions, ...citesOf(findingsOf(late))])],
	};
	return withTrace(decision, [...free, ...verdicts, ...always, open, ...late]);
}

/** Y10: absent is not done. */
function reviewVerdict(scheme: Scheme, { reviewed }: FeeFacts): Verdict | null {
	const condition = scheme.conditions.reviewBeforePayment;
	if (!condition) return null;
	const subject = { rule: 'review-done', cites: condition.cites, facts: ['reviewed'] };
	return fromFact(subject, reviewed, { fails: 'advice', notKnown: 'advice' });
}

/** C9: an unknown age or registration holds too, since an adult's charge cannot be undone here. */
function chargeVerdict(scheme: Scheme, { student }: FeeFacts): Verdict | null {
	const condition = scheme.conditions.adultHold;
	if (!condition) return null;
	const subject = {
		rule: studentChargeRule,
		cites: condition.cites,
		facts: ['student.age', 'student.schoolRegistered'],
	};
	const isYoung = student?.age === undefined ? undefined : student.age < condition.fromAge;
	const isCertain = isYoung === true || student?.schoolRegistered === true;
	if (isCertain) return holds(subject);
	const isKnown = isYoung === false && student?.schoolRegistered === false;
	return fromFact(subject, isKnown ? false : undefined, { fails: 'advice', notKnown: 'advice' });
}

function openVerdict({ payment }: Scheme, { date }: FeeFacts): Verdict {
	const subject = { rule: 'payment-open', cites: payment.cites.opens, facts: ['date'] };
	return date >= payment.opens ? holds(subject) : fails(subject, 'advice');
}

/** C3: after the window payment goes on, with a waiting period. */
function lateVerdict({ payment }: Scheme, { date }: FeeFacts): Verdict[] {
	if (payment.closes === null) return [];
	const subject = { rule: 'after-the-window', cites: payment.cites.late, facts: ['date'] };
	return [date > payment.closes ? holdsWith(subject, 'advice') : fails(subject, null)];
}
