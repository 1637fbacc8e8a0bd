import { expect, test } from 'vitest';
import { findLines } from '#lib/app/drive/find-lines.ts';
import type { FormLine, SealedLine } from '#lib/device/sealing/drive-lines.ts';
import { initialsOf } from '#lib/device/sealing/initials.ts';

const form = (name: string, studentNumber = ''): FormLine => ({
	...{ kind: 'form', id: name, name, initials: initialsOf(name), studentNumber, college: '药学院', atMs: 1 },
});
const sealed = (initial: string, college: string): SealedLine => ({
	...{ kind: 'sealed', id: initial, initial, initials: initialsOf(initial), college, atMs: 1 },
});

const lines = [
	form('张三丰', '2022001'),
	form('单晓明', '2022002'),
	form('买买提·吐尔逊'),
	form('䶮𬭼'),
	form('John Smith'),
	sealed('张', '护理学院'),
	sealed('解', '护理学院'),
];

test.each([
	['', lines.map(({ id }) => id)],
	['三丰', ['张三丰']],
	['zsf', ['张三丰', '张']],
	['ZS', ['张三丰', '张']],
	// 单 is read shàn as a surname, and dān elsewhere.
	['sxm', ['单晓明']],
	['dxm', ['单晓明']],
	['mmt', ['买买提·吐尔逊']],
	['䶮', ['䶮𬭼']],
	['y', ['䶮𬭼']],
	['smith', ['John Smith']],
	['2002', ['单晓明']],
	['2022002', ['单晓明']],
	['22', ['张三丰', '单晓明']],
	['药', ['张三丰', '单晓明', '买买提·吐尔逊', '䶮𬭼', 'John Smith']],
	['护理', ['张', '解']],
	['张无忌', ['张']],
	['x', ['解']],
	['q', []],
])('%s finds %j', (words, ids) => {
	expect(findLines(lines, words).map(({ id }) => id)).toEqual(ids);
});

test('a name that nobody reads has no letters, and breaks nothing', () => {
	expect(['', '𬭼'.repeat(50), '\u0000', '😀', '·'].map(initialsOf)).toEqual(['', '', '', '', '']);
});
