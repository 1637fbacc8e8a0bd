/** What a reviewer's list can be narrowed to, and what many approvals at once come to. */

export const caseFlags = [
	/** The rules remark nothing and every register has answered. */
	'clean',
	'remarks',
	/** 抽查: set aside from an approval of many, for a person to look at. */
	'sampled',
] as const;
export type CaseFlag = (typeof caseFlags)[number];

/** In whose hands a case is. */
export const caseHands = ['mine', 'nobody', 'others'] as const;
export type CaseHands = (typeof caseHands)[number];

/** Waiting for longer than so many days. */
export const waitedDays = [3, 7, 14] as const;

export const maxViews = 12;
export const maxViewName = 20;
/** Of cases in one approval of many. */
export const maxBulk = 200;

export const bulkResults = ['waiting', 'set-aside', 'approved', 'passed-over'] as const;
export type BulkResult = (typeof bulkResults)[number];

/** Why a case was passed over in an approval of many. */
export const passedOverReasons = ['changed', 'held', 'findings', 'decided', 'own', 'failed'] as const;
export type PassedOverReason = (typeof passedOverReasons)[number];

/** What makes another record one to look at beside this one. */
export const likenesses = ['person', 'number', 'phone'] as const;

/** As names and numbers are compared in a search; the database writes its columns in the same way. */
export function searchKey(text: string): string {
	return text
		.normalize('NFKC')
		.replaceAll(/\s/g, '')
		.replaceAll(/[a-z]/g, (sign) => sign.toUpperCase());
}

export type Search = { by: 'case-number' | 'number' | 'name'; key: string };

/** A name holds no digit; a student number does. Null for nothing to look for. */
export function readSearch(text: string): Search | null {
	const key = searchKey(text);
	if (key === '') return null;
	if (/^K\d{2}-\d+$/.test(key)) return { by: 'case-number', key };
	return { by: /\d/.test(key) ? 'number' : 'name', key };
}
