/** Whom of a school's list somebody means, and who of it is still to come. Pure. */
import type { FormLine, SealedLine } from '#lib/device/sealing/drive-lines.ts';
import type { LocalRosterStudent } from '#lib/device/sealing/roster-store.ts';
import type { DraftFields } from '#shared/domain/enrollment/fields.ts';
import type { Scheme } from '#shared/policy/scheme.ts';

/** By name, the first letters of how it is read, or student number; the first so many. */
export function findStudents(
	students: LocalRosterStudent[],
	wanted: string,
	most: number,
): LocalRosterStudent[] {
	const words = wanted.trim().toLowerCase();
	if (words === '') return [];
	const found: LocalRosterStudent[] = [];
	for (const student of students) {
		if (isMeant(student, words)) found.push(student);
		if (found.length === most) break;
	}
	return found;
}

function isMeant({ name, studentNumber, initials }: LocalRosterStudent, words: string): boolean {
	if (name.toLowerCase().includes(words) || studentNumber.toLowerCase().includes(words)) return true;
	return initials.split(' ').some((letters) => letters.startsWith(words));
}

/** A card may say its number in small letters, and with blanks around it; nothing else of what a code may hold is taken. */
export function studentOfNumber(students: LocalRosterStudent[], read: string): LocalRosterStudent | null {
	const wanted = read.trim().toUpperCase();
	if (wanted === '') return null;
	return students.find(({ studentNumber }) => studentNumber.toUpperCase() === wanted) ?? null;
}

/** Of the list, those whom nobody has entered on this phone, and who were not settled when it was taken. */
export function stillWaiting(
	students: LocalRosterStudent[],
	forms: FormLine[],
	sealed: SealedLine[],
): LocalRosterStudent[] {
	const entered = new Set([...forms, ...sealed].flatMap(({ rosterId }) => rosterId ?? []));
	const numbers = new Set(forms.map(({ studentNumber }) => studentNumber.toUpperCase()));
	return students.filter(
		({ id, isSettled, studentNumber }) =>
			!isSettled && !entered.has(id) && !numbers.has(studentNumber.toUpperCase()),
	);
}

/** What the school has on record of a student, for what the scheme's form asks. */
export function rosterFields(scheme: Scheme, student: LocalRosterStudent): DraftFields {
	const { name, studentNumber, idType, idNumber } = student;
	const known = idNumber === null ? { name, studentNumber } : { name, studentNumber, idType, idNumber };
	const steps = scheme.form.parts.flatMap((part) => part.steps);
	const keys = new Set(steps.flatMap(({ fields }) => fields.map(({ key }) => key)));
	return Object.fromEntries(Object.entries(known).filter(([key]) => keys.has(key)));
}
