/** What only matters to somebody who does enroll here: letter, confirmation, double insurance, date. */
import type { EnrollmentFacts } from '../../domain/decision/facts.ts';
import type { Scheme } from '../../policy/scheme.ts';
import { fails, fromFact, holds, holdsWith, notKnown, type Verdict } from '../verdict.ts';

/** Y5, Y9: whoever has a special identity and chooses college insurance signs the letter. */
function letterVerdict(scheme: Scheme, facts: EnrollmentFacts): Verdict | null {
	if (!scheme.letter || facts.hardship?.chooses !== 'college') return null;
	const subject = {
		rule: 'commitment-letter-signed',
		cites: scheme.letter.cites,
		facts: ['hardship.chooses', 'letterSigned'],
	};
	return fromFact(subject, facts.letterSigned, { fails: 'return', notKnown: 'return' });
}

/** Y7 */
function confirmationVerdict(scheme: Scheme, facts: EnrollmentFacts): Verdict | null {
	if (!scheme.schoolConfirmation) return null;
	const { cites } = scheme.schoolConfirmation;
	const subject = { rule: 'school-confirmed', cites, facts: ['student.schoolConfirmed'] };
	return fromFact(subject, facts.student?.schoolConfirmed, { fails: 'return', notKnown: 'return' });
}

/** Y11: active elsewhere can be mended by stopping it; a lump sum that has run out is no hindrance. */
function doubleInsuranceVerdict(scheme: Scheme, facts: EnrollmentFacts): Verdict | null {
	const condition = scheme.conditions.insuredMustBeKnown;
	if (!condition) return null;
	const subject = { rule: 'not-insured-elsewhere', cites: condition.cites, facts: ['insured'] };
	if (facts.insured === undefined) return notKnown(subject, 'manual');
	return facts.insured === 'active-elsewhere' ? fails(subject, 'return') : holds(subject);
}

/** Y3 */
function openingVerdict(scheme: Scheme, facts: EnrollmentFacts): Verdict | null {
	const condition = scheme.conditions.returnBeforeOpening;
	if (!condition) return null;
	const subject = { rule: 'enrollment-open', cites: condition.cites, facts: ['date'] };
	return facts.date < scheme.enrollment.opens ? fails(subject, 'return') : holds(subject);
}

/** C3: late is possible, with a waiting period. */
function closingVerdict(scheme: Scheme, facts: EnrollmentFacts): Verdict | null {
	const condition = scheme.conditions.adviseAfterClosing;
	if (!condition || scheme.enrollment.closes === null) return null;
	const subject = { rule: 'after-the-window', cites: condition.cites, facts: ['date'] };
	return facts.date > scheme.enrollment.closes ? holdsWith(subject, 'advice') : fails(subject, null);
}

export function submissionVerdicts(scheme: Scheme, facts: EnrollmentFacts): Verdict[] {
	return [letterVerdict, confirmationVerdict, doubleInsuranceVerdict, openingVerdict, closingVerdict]
		.map((rule) => rule(scheme, facts))
		.filter((verdict) => verdict !== null);
}
