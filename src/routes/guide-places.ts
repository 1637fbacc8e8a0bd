import type { LocalEnrollment } from '#lib/app/views.ts';

/** The section of the guide that says more about what a rule examines. */
const sectionByRule: Record<string, string> = {
	'not-insured-elsewhere': 'stop',
	'student-register-held': 'who',
	'full-time-student': 'who',
	'not-graduated': 'who',
	'covered-by-lump-sum': 'who',
	'identity-known': 'identity',
	'identity-certified-at-home': 'identity',
	'college-without-funding': 'identity',
	'chose-identity-place': 'identity',
	'student-charge-certain': 'money',
	'enrollment-open': 'dates',
	'after-the-window': 'dates',
	'payment-open': 'dates',
	'waiting-period': 'dates',
	'no-benefits-this-year': 'dates',
	'start-given': 'benefits',
	'end-given': 'benefits',
};

/** Where the guide says more about a finding; null where it has nothing to add. */
export function guidePlace(schemeId: string, rule: string): string | null {
	const section = Object.hasOwn(sectionByRule, rule) ? sectionByRule[rule] : undefined;
	return section ? `/guide/${schemeId}/${section}` : null;
}

/** The section that answers what one asks at this point of the way. */
export function guideSectionFor({ order, server }: LocalEnrollment): string {
	if (order?.payment) return 'benefits';
	return server?.state === 'approved' ? 'pay' : 'enroll';
}
