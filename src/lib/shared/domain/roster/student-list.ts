/** A day that the scheme holds a school to: the students entered in the platform, and the contribution paid. */
export const lateKinds = ['not-registered', 'not-paid'] as const;
export type LateKind = (typeof lateKinds)[number];

/** Lists of students beside those of the outcomes. */
export const studentLists = [
	'conflicts',
	'leaving-open',
	'leaving-stopped',
	'staying',
	/** Not reached, and the roster knows their document: an entry can be prepared for them. */
	'to-prepare',
	/** Prepared, and not declared by themselves yet. */
	'prepared-open',
	...lateKinds,
] as const;
export type StudentList = (typeof studentLists)[number];
