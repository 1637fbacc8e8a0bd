/** A student as a school's own file tells of them. Null: the file does not say, and what is on record stays. */
export interface RosterStudent {
	studentNumber: string;
	name: string;
	idType: string | null;
	idNumber: string | null;
	/** Of the two above; personal data like them. */
	personKey: string | null;
	college: string | null;
	className: string | null;
	phone: string | null;
	/** Leaves the school within the insurance year. */
	isLeaving: boolean | null;
}

export const rosterImportStates = ['reading', 'checked', 'applied', 'undone', 'failed'] as const;
export type RosterImportState = (typeof rosterImportStates)[number];

/** What a line of a file would do to the roster. */
export const lineEffects = ['new', 'changed', 'same', 'problem'] as const;

/** Why nothing came of a file. `replaced`: another one was brought; `expired`: nobody went on with it. */
export const rosterFailures = ['unreadable', 'too-large', 'replaced', 'expired'] as const;
export type RosterFailure = (typeof rosterFailures)[number];

/** By what an enrollment was found to be a student's. `person`: somebody of the school said so. */
export const matchedBys = ['id-number', 'student-number', 'person'] as const;
export type MatchedBy = (typeof matchedBys)[number];

/** Why a person must look: which side differs where the other fits, or more than one fits. */
export const candidateReasons = ['name-differs', 'number-differs', 'several'] as const;
export type CandidateReason = (typeof candidateReasons)[number];
