import { describe, expect, it } from 'vitest';
import { matchStudent, signsApart, type EnrollmentToMatch } from '#shared/domain/roster/match.ts';

const student = { id: 's', studentNumber: '2022001', name: '林小禾', personKey: 'resident-id 1' };
const enrollment = (change: Partial<EnrollmentToMatch> = {}): EnrollmentToMatch => ({
	id: 'e',
	studentNumber: '2022001',
	name: '林小禾',
	personKey: 'resident-id 1',
	studentId: null,
	...change,
});
const noId = { ...student, personKey: null };

describe('an enrollment is a student’s', () => {
	it.each([
		['the same person', student, [enrollment({ studentNumber: null })], ['id-number', 'e']],
		['the same person with another name', student, [enrollment({ name: '林晓禾' })], ['id-number', 'e']],
		['the same number and name, no ID number in the roster', noId, [enrollment()], ['student-number', 'e']],
		[
			'the same, and no ID number in the form',
			student,
			[enrollment({ personKey: null })],
			['student-number', 'e'],
		],
		[
			'the number in full width',
			noId,
			[enrollment({ studentNumber: '２０２２００１ ' })],
			['student-number', 'e'],
		],
		['matched with it already', student, [enrollment({ studentId: 's' })], ['id-number', 'e']],
		[
			'the person’s, where another one has the number',
			student,
			[enrollment(), enrollment({ id: 'f', personKey: 'resident-id 2' })],
			['id-number', 'e'],
		],
	] as const)('%s', (_, one, among, [by, enrollmentId]) => {
		expect(matchStudent(one, [...among])).toEqual({ kind: 'matched', by, enrollmentId });
	});

	it.each([
		['another name under the number', noId, [enrollment({ name: '林晓禾' })], ['name-differs']],
		[
			'another ID number under number and name',
			student,
			[enrollment({ personKey: 'resident-id 2' })],
			['number-differs'],
		],
		['two of the number', noId, [enrollment(), enrollment({ id: 'f' })], ['several', 'several']],
		['another student’s already', student, [enrollment({ studentId: 't' })], ['several']],
	] as const)('%s: a person is asked', (_, one, among, reasons) => {
		const found = matchStudent(one, [...among]);
		expect(found.kind === 'asked' && found.candidates.map(({ reason }) => reason)).toEqual(reasons);
	});

	it.each([
		['nothing', []],
		['the same name alone', [enrollment({ studentNumber: null, personKey: null })]],
		['another number', [enrollment({ studentNumber: '2022002', personKey: 'resident-id 2' })]],
		['a form without a name', [enrollment({ name: null, personKey: null })]],
	] as const)('%s: none', (_, among) => {
		expect(matchStudent(student, [...among])).toEqual({ kind: 'none' });
	});
});

it.each([
	['段青禾', '段青和', 1],
	['林小禾', '林小', 1],
	['𠮷田', '吉田', 1],
	['同一人', '同一人', 0],
])('%s and %s differ in %i signs', (one, other, count) => expect(signsApart(one, other)).toBe(count));
