import { describe, expect, it } from 'vitest';
import { readGoalLines } from '#lib/app/drive-desk/goal-lines.ts';

describe('goals by college, a line each', () => {
	it.each([
		'药学院 80',
		'药学院\t80',
		'  药学院,80 ',
		'药学院，80人',
		'药学院：８０',
		'药学院 80 人',
		'药学院80',
	])('reads %j', (line) => {
		expect(readGoalLines(line)).toEqual({ goals: [{ college: '药学院', count: 80 }] });
	});

	it('reads them in their order, and passes over empty lines', () => {
		expect(readGoalLines('临床医学院 120\r\n\n  \n药学院 80\n')).toEqual({
			goals: [
				{ college: '临床医学院', count: 120 },
				{ college: '药学院', count: 80 },
			],
		});
		expect(readGoalLines('')).toEqual({ goals: [] });
	});

	it('leaves the name as it was typed', () => {
		const goals = [{ college: '药学院（本科）', count: 80 }];
		expect(readGoalLines('药学院（本科） 80')).toEqual({ goals });
	});

	it('keeps a number that is part of the name', () => {
		expect(readGoalLines('第2临床医学院 35')).toEqual({
			goals: [{ college: '第2临床医学院', count: 35 }],
		});
	});

	it.each([
		['药学院', { kind: 'no-count', line: 1 }],
		['药学院 0', { kind: 'no-count', line: 1 }],
		['药学院 100001', { kind: 'no-count', line: 1 }],
		['药学院 80\n80', { kind: 'no-college', line: 2 }],
		[`${'长'.repeat(41)} 80`, { kind: 'no-college', line: 1 }],
		['药学院 80\n\n药学院 81', { kind: 'twice', line: 3 }],
		[Array.from({ length: 61 }, (_, i) => `第${i}院 5`).join('\n'), { kind: 'too-many', line: 61 }],
	])('says what is wrong with %j, and where', (text, problem) => {
		expect(readGoalLines(text)).toEqual({ problem });
	});
});
