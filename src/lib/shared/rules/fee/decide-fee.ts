import type { FeeDecision, Finding } from '../../domain/decision/decision.ts';
import type { FeeFacts } from '../../domain/decision/facts.ts';
import type { Scheme } from '../../policy/scheme.ts';
import { isCoveredByLumpSum } from '../coverage/lump-sum.ts';
import { identityCites } from '../enrollment/standing-rules.ts';
import { citesOf } from '../verdict.ts';

/** A condition of paying now: what it rests on, whether it is met, and whether it is cited when it is. */
interface Hold {
	rule: string;
	cites: string[];
	met: boolean;
	always: boolean;
}

/** C9: the hold until it is certain that a student's charge is asked, not an adult's. */
export const studentChargeRule = 'student-charge-certain';

/** What is due, in fen, and may it be paid now? Y2, Y8, Y10, Y13, C1–C3, C6, C7, C9. */
export function decideFee(scheme: Scheme, facts: FeeFacts): FeeDecision {
	const covered = coveredFindings(scheme, facts);
	if (covered.length > 0) return nothingDue(covered);

	const { contribution } = scheme;
	const all = holdsOf(scheme, facts);
	const unmet = all.filter((hold) => !hold.met);
	const late = lateFindings(scheme, facts);
	const findings: Finding[] = [
		...unmet.map(({ rule, cites }): Finding => ({ rule, severity: 'advice', cites: [...cites] })),
		...late,
	];
	const conditionCites = all.filter((hold) => hold.always || !hold.met).flatMap((hold) => hold.cites);
	return {
		due: true,
		personalFen: contribution.personalFen,
		subsidyFen: contribution.subsidyFen,
		components: contribution.components.map(({ key, fen }) => ({ key, fen })),
		payNow: unmet.length === 0,
		findings,
		cites: [...new Set([...contribution.cites.personal, ...conditionCites, ...citesOf(late)])],
	};
}

/** Y2: paid already. Y8, C6, C7: insured at the place of identity. */
function coveredFindings(scheme: Scheme, facts: FeeFacts): Finding[] {
	const findings: Finding[] = [];
	if (isCoveredByLumpSum(scheme, facts)) {
		const cites = scheme.conditions.lumpSumCovers?.cites ?? [];
		findings.push({ rule: 'covered-by-lump-sum', severity: 'advice', cites: [...cites] });
	}
	if (facts.hardship?.chooses === 'identity-place') {
		const cites = identityCites(scheme, facts.hardship.certifiedIn);
		findings.push({ rule: 'chose-identity-place', severity: 'advice', cites: [...cites] });
	}
	return findings;
}

function nothingDue(findings: Finding[]): FeeDecision {
	return {
		due: false,
		personalFen: 0,
		subsidyFen: null,
		components: [],
		payNow: false,
		findings,
		cites: citesOf(findings),
	};
}

function holdsOf(scheme: Scheme, facts: FeeFacts): Hold[] {
	const { reviewBeforePayment, adultHold } = scheme.conditions;
	const holds: Hold[] = [];
	if (reviewBeforePayment) {
		const met = facts.reviewed === true;
		holds.push({ rule: 'review-done', cites: reviewBeforePayment.cites, met, always: true });
	}
	if (adultHold) {
		// C9: an unknown age or registration holds too, since an adult's charge cannot be undone here.
		const age = facts.student?.age;
		const met = (age !== undefined && age < adultHold.fromAge) || facts.student?.schoolRegistered === true;
		holds.push({ rule: studentChargeRule, cites: adultHold.cites, met, always: true });
	}
	const met = facts.date >= scheme.payment.opens;
	holds.push({ rule: 'payment-open', cites: scheme.payment.cites.opens, met, always: false });
	return holds;
}

/** C3: after the window payment goes on, with a waiting period. */
function lateFindings(scheme: Scheme, facts: FeeFacts): Finding[] {
	const { closes, cites } = scheme.payment;
	if (closes === null || facts.date <= closes) return [];
	return [{ rule: 'after-the-window', severity: 'advice', cites: [...cites.late] }];
}
