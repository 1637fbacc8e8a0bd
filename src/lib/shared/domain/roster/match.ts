/** Whether an enrollment is a student's of the roster. What is not plain is a person's to say. */
import { normalizeName } from '../identity/name.ts';
import { asRegistered } from '../identity/person-key.ts';
import type { CandidateReason, MatchedBy } from './student.ts';

export interface StudentToMatch {
	id: string;
	studentNumber: string;
	name: string;
	personKey: string | null;
}

/** An enrollment of the student's school and scheme that shares its person or its student number. */
export interface EnrollmentToMatch {
	id: string;
	studentNumber: string | null;
	name: string | null;
	personKey: string | null;
	/** The student of the roster that it is known to be of; null where of none. */
	studentId: string | null;
}

export type MatchOutcome =
	| { kind: 'matched'; enrollmentId: string; by: Exclude<MatchedBy, 'person'> }
	| { kind: 'asked'; candidates: { enrollmentId: string; reason: CandidateReason }[] }
	| { kind: 'none' };

export function matchStudent(student: StudentToMatch, among: readonly EnrollmentToMatch[]): MatchOutcome {
	const looks = among.map((enrollment) => ({ enrollment, look: lookAt(student, enrollment) }));
	const byPerson = looks.filter(({ look }) => look === 'same-person');
	const byNumber = looks.filter(({ look }) => look === 'same-number');
	// The person's own document says more than a number that the school gave.
	const sure = byPerson.length > 0 ? byPerson : byNumber;
	const [one] = sure;
	if (one && sure.length === 1 && isFree(student, one.enrollment)) {
		const by = one.look === 'same-person' ? 'id-number' : 'student-number';
		return { kind: 'matched', enrollmentId: one.enrollment.id, by };
	}
	const candidates = sure.map(({ enrollment }) => ({
		enrollmentId: enrollment.id,
		reason: 'several' as const,
	}));
	if (candidates.length > 0) return { kind: 'asked', candidates };
	const unsure = looks.flatMap(({ enrollment, look }) =>
		look === 'name-differs' || look === 'number-differs'
			? [{ enrollmentId: enrollment.id, reason: look }]
			: [],
	);
	return unsure.length > 0 ? { kind: 'asked', candidates: unsure } : { kind: 'none' };
}

/** In how many signs two texts differ, place by place: what a mask hides, in a number. */
export function signsApart(one: string, other: string): number {
	const [a, b] = [Array.from(one), Array.from(other)];
	return Array.from({ length: Math.max(a.length, b.length) }, (_, n) => a[n] === b[n]).filter((same) => !same)
		.length;
}

function isFree(student: StudentToMatch, { studentId }: EnrollmentToMatch): boolean {
	return studentId === null || studentId === student.id;
}

type Look = 'same-person' | 'same-number' | 'other' | Exclude<CandidateReason, 'several'>;

function lookAt(student: StudentToMatch, enrollment: EnrollmentToMatch): Look {
	const { personKey } = student;
	if (personKey !== null && personKey === enrollment.personKey) return 'same-person';
	if (enrollment.studentNumber === null || enrollment.name === null) return 'other';
	if (asRegistered(enrollment.studentNumber) !== student.studentNumber) return 'other';
	if (normalizeName(enrollment.name) !== student.name) return 'name-differs';
	const hasBoth = personKey !== null && enrollment.personKey !== null;
	return hasBoth ? 'number-differs' : 'same-number';
}
