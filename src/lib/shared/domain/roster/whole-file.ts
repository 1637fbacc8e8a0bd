/** What only all the lines of a file together show: the same number twice, and zeros that were lost at the front. */
import type { LineProblem } from './line.ts';
import type { RosterStudent } from './student.ts';

export interface ReadLine {
	line: number;
	student: RosterStudent | null;
	problems: LineProblem[];
}

/** Adds to the lines; those that one of two must be wrong about are asked about both. */
export function checkTogether(lines: ReadLine[]): void {
	const lostZeros = lostZerosIn(lines);
	const [numbers, persons] = [new Map<string, ReadLine[]>(), new Map<string, ReadLine[]>()];
	for (const line of lines) {
		if (!line.student) continue;
		addTo(numbers, line.student.studentNumber, line);
		if (line.student.personKey !== null) addTo(persons, line.student.personKey, line);
	}
	const found: [ReadLine, LineProblem][] = [];
	for (const line of lines) {
		if (line.student && lostZeros(line.student.studentNumber)) {
			found.push([line, { column: 'studentNumber', kind: 'lost-zeros' }]);
		}
	}
	for (const [groups, problem] of [
		[numbers, { column: 'studentNumber', kind: 'number-twice' }],
		[persons, { column: 'idNumber', kind: 'person-twice' }],
	] as const) {
		for (const group of groups.values()) {
			if (group.length > 1)
				found.push(...group.map((line): [ReadLine, LineProblem] => [line, { ...problem }]));
		}
	}
	for (const [line, problem] of found) {
		line.student = null;
		line.problems.push(problem);
	}
}

function addTo(groups: Map<string, ReadLine[]>, key: string, line: ReadLine): void {
	const group = groups.get(key);
	if (group) group.push(line);
	else groups.set(key, [line]);
}

/**
 * A spreadsheet takes zeros off the front of a number. Told from the file itself: its numbers are usually of one length,
 * some of them begin with a zero, and this one is shorter.
 */
function lostZerosIn(lines: readonly ReadLine[]): (studentNumber: string) => boolean {
	const counts = new Map<number, number>();
	const withZero = new Set<number>();
	for (const { student } of lines) {
		const number = student?.studentNumber ?? '';
		if (!/^\d+$/.test(number)) continue;
		counts.set(number.length, (counts.get(number.length) ?? 0) + 1);
		if (number.startsWith('0')) withZero.add(number.length);
	}
	const [usual] = [...counts].toSorted(([, a], [, b]) => b - a)[0] ?? [0];
	return (number) => withZero.has(usual) && number.length < usual && /^[1-9]\d*$/.test(number);
}
