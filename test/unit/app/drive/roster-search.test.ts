import { expect, test } from 'vitest';
import type { FormLine, SealedLine } from '#lib/device/sealing/drive-lines.ts';
import { initialsOf } from '#lib/device/sealing/initials.ts';
import { findStudents, stillWaiting, studentOfNumber } from '#lib/app/drive/roster-search.ts';

const student = (name: string, studentNumber: string, isSettled = false) => ({
	...{
		id: studentNumber,
		name,
		studentNumber,
		college: '药学院',
		className: '一班',
		idType: null,
		idNumber: null,
	},
	...{ isSettled, initials: initialsOf(name) },
});
const students = [student('张三丰', 'A001'), student('张无忌', 'A002'), student('单晓明', 'B003', true)];

test('a student is found by name, first letters or number, and so many are shown', () => {
	const found = (words: string, most = 9) => findStudents(students, words, most).map(({ id }) => id);
	expect(found('')).toEqual([]);
	expect(found('张')).toEqual(['A001', 'A002']);
	expect(found('张', 1)).toEqual(['A001']);
	expect(found('zwj')).toEqual(['A002']);
	expect(found('b0')).toEqual(['B003']);
	expect(found('没有')).toEqual([]);
});

test.each([
	['A001', 'A001'],
	[' a001\n', 'A001'],
	['', undefined],
	['A00', undefined],
	['https://example.com/A001', undefined],
	['javascript:alert(1)', undefined],
	['A001 OR 1=1', undefined],
])('a code that holds %j is %s', (read, id) => {
	expect(studentOfNumber(students, read)?.id).toBe(id);
});

test('nobody waits for who is settled, was entered from the list, or typed with their number', () => {
	const form: FormLine = {
		...{ kind: 'form', id: '1', name: '', initials: '', studentNumber: 'a001', college: '', atMs: 1 },
	};
	const sealed: SealedLine = {
		...{ kind: 'sealed', id: '2', initial: '张', initials: 'z', college: '', atMs: 1, rosterId: 'A002' },
	};
	const waiting = (...input: [FormLine[], SealedLine[]]) =>
		stillWaiting(students, ...input).map(({ id }) => id);
	expect(waiting([], [])).toEqual(['A001', 'A002']);
	expect(waiting([form], [])).toEqual(['A002']);
	expect(waiting([], [sealed])).toEqual(['A001']);
	expect(waiting([form], [sealed])).toEqual([]);
});
