/** Who the person is before the law: covered already, on the register, graduated, with a special identity. */
import type { EnrollmentFacts } from '../../domain/decision/facts.ts';
import type { Scheme } from '../../policy/scheme.ts';
import { isCoveredByLumpSum } from '../coverage/lump-sum.ts';
import { fails, fromFact, holds, holdsWith, notKnown, type Verdict } from '../verdict.ts';

export const coveredRule = 'covered-by-lump-sum';
export const choiceRule = 'chose-identity-place';

/** Y2: a lump sum through the insurance year or later leaves nothing to do. */
export function coveredVerdict(scheme: Scheme, facts: EnrollmentFacts): Verdict | null {
	const condition = scheme.conditions.lumpSumCovers;
	if (!condition) return null;
	const subject = { rule: coveredRule, cites: condition.cites, facts: ['insured', 'lumpSumThrough'] };
	// Not knowing is judged by the rule on double insurance.
	if (facts.insured === undefined) return notKnown(subject, null);
	return isCoveredByLumpSum(scheme, facts) ? holdsWith(subject, 'advice') : fails(subject, null);
}

/** C4, C5: a 学籍 held by the education authority. */
export function registerVerdict(scheme: Scheme, facts: EnrollmentFacts): Verdict | null {
	const condition = scheme.conditions.registerRequired;
	if (!condition) return null;
	const registered = facts.student?.registered;
	const cites = registered === false ? condition.cites : condition.unknownCites;
	const subject = { rule: 'student-register-held', cites, facts: ['student.registered'] };
	return fromFact(subject, registered, { fails: 'block', notKnown: 'manual' });
}

/** C4: the sentence is about full-time students; of others it says nothing, so they are told to ask. */
export function fullTimeVerdict(scheme: Scheme, facts: EnrollmentFacts): Verdict | null {
	const condition = scheme.conditions.fullTimeOnly;
	if (!condition) return null;
	const subject = { rule: 'full-time-student', cites: condition.cites, facts: ['student.fullTime'] };
	return fromFact(subject, facts.student?.fullTime, { fails: 'advice', notKnown: null });
}

/** C10: graduates are stopped, not enrolled. */
export function graduationVerdict(scheme: Scheme, facts: EnrollmentFacts): Verdict | null {
	const condition = scheme.conditions.graduatesBlocked;
	if (!condition) return null;
	const subject = { rule: 'not-graduated', cites: condition.cites, facts: ['student.graduated'] };
	if (facts.student?.graduated === undefined) return notKnown(subject, null);
	return facts.student.graduated ? fails(subject, 'block') : holds(subject);
}

/** Y8, C6, C7: the clause for an identity certified at home or elsewhere. */
export function identityCites(scheme: Scheme, certifiedIn: string): string[] {
	const { hardship } = scheme.conditions;
	return certifiedIn === hardship.home ? hardship.homeCites : hardship.elsewhereCites;
}

/** Y8, C6: whether there is a special identity must be known, and in Yunnan a person looks at one from elsewhere. */
export function identityVerdicts(scheme: Scheme, facts: EnrollmentFacts): Verdict[] {
	const { unknownCites, home, elsewhereNeedsPerson } = scheme.conditions.hardship;
	const { hardship } = facts;
	const known = { rule: 'identity-known', cites: unknownCites, facts: ['hardship'] };
	if (hardship === undefined) return [notKnown(known, 'manual')];
	if (hardship === null) return [holds(known)];
	const cites = identityCites(scheme, hardship.certifiedIn);
	const atHome = { rule: 'identity-certified-at-home', cites, facts: ['hardship.certifiedIn'] };
	const choice = { rule: choiceRule, cites, facts: ['hardship.chooses'] };
	return [
		holds(known),
		hardship.certifiedIn === home ? holds(atHome) : fails(atHome, elsewhereNeedsPerson ? 'manual' : null),
		hardship.chooses === 'identity-place' ? holdsWith(choice, 'advice') : fails(choice, null),
	];
}
