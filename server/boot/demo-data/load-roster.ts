/**
 * The roster of a school whose desk is alive from the start: some hundred students, those of the demo's enrollments among
 * them, one of them for a person to decide, and lines of the file that were asked about. Nobody here exists.
 */
import { idCheckCharacter } from '#shared/domain/identity/id-number.ts';
import { assert } from '#shared/std/assert.ts';
import { readRoster } from '#server/adapters/roster/read-roster.ts';
import { applyRoster } from '#server/usecase/roster/apply-roster.usecase.ts';
import { matchStudents } from '#server/usecase/roster/match-students.usecase.ts';
import { readRosterFiles } from '#server/usecase/roster/read-files.usecase.ts';
import { takeRoster } from '#server/usecase/roster/take-roster.usecase.ts';
import type { Services } from '#server/usecase/ports.ts';
import { demoAccounts } from './accounts.ts';

const heads = ['学号', '姓名', '证件类型', '身份证号', '学院', '班级', '手机号', '是否毕业班'];
const colleges = ['临床医学院', '护理学院', '药学院', '公共卫生学院', '口腔医学院'];
const [classesEach, studentsEach] = [3, 20];
const surnames = Array.from('李王张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗');
const givenNames = [
	'思远',
	'雨桐',
	'嘉木',
	'若溪',
	'子衿',
	'云舒',
	'明哲',
	'安然',
	'清越',
	'知夏',
	'景行',
	'书瑶',
	'一诺',
];

function rowOf(n: number): string[] {
	const college = n % colleges.length;
	const className = 1 + (Math.floor(n / colleges.length) % classesEach);
	const year = 2022 - (Math.floor(n / 15) % 5);
	const birth = `${year - 18}${String(1 + (n % 12)).padStart(2, '0')}${String(1 + (n % 28)).padStart(2, '0')}`;
	const first = `530102${birth}${String(n % 1_000).padStart(3, '0')}`;
	return [
		`${year}${String(college + 1).padStart(2, '0')}${String(n).padStart(4, '0')}`,
		surnames[n % surnames.length]! + givenNames[n % givenNames.length]!,
		'居民身份证',
		first + idCheckCharacter(first),
		colleges[college]!,
		`${year}级${className}班`,
		`190001${String(n).padStart(5, '0')}`,
		year === 2018 ? '是' : '否',
	];
}

/** The demo's own students of the school: with the number of their document, without it, and under a name that differs. */
function ownRows(): string[][] {
	const personOf = (phone: string) => demoAccounts.find((account) => account.phone === phone)!.person!;
	const row = (number: string, name: string, idNumber: string) => [
		number,
		name,
		idNumber && '居民身份证',
		idNumber,
		'临床医学院',
		'2022级1班',
		'',
		'否',
	];
	const [first, second, fourth] = ['19000000001', '19000000002', '19000000004'].map(personOf);
	return [
		row('2022080001', first!.name, first!.idNumber),
		row('2022080002', second!.name, second!.idNumber),
		row('2022080003', '段青和', ''),
		row('2022080004', fourth!.name, fourth!.idNumber),
	];
}

/** What a spreadsheet and a hurried hand make of three lines. */
const badRows = [
	['2022089001', '周子墨', '居民身份证', '5.30102E+17', '药学院', '2022级1班', '', '否'],
	['2022089002', '锟斤拷', '居民身份证', '', '药学院', '2022级1班', '', '否'],
	['2022089003', '沈知秋', '居民身份证', '530102200403150011', '护理学院', '44562', '', '否'],
];

export const demoRosterRows: readonly string[][] = [
	...ownRows(),
	...Array.from({ length: colleges.length * classesEach * studentsEach }, (_, n) => rowOf(n)),
	...badRows,
];

/** Through the use cases; nothing where the school has a roster already. */
export async function loadDemoRoster(services: Services): Promise<boolean> {
	const { phone } = demoAccounts.find(({ role }) => role === 'school-admin')!;
	const admin = await services.uow.run({ kind: 'system' }, (tx) => tx.accounts.findByPhone(phone));
	assert(admin, 'the demo’s accounts are loaded before its roster');
	const { id: accountId, role, schoolCode } = admin;
	const actor = { kind: 'account', accountId, role, schoolCode } as const;
	const text = [heads, ...demoRosterRows].map((row) => row.join(',')).join('\r\n');
	const bytes = new TextEncoder().encode(`\uFEFF${text}\r\n`);
	// Our own file, and a start that waits for no other process.
	const here = { ...services, rosterReader: { read: readRoster, peakMb: 0 } };
	const { id, isKnown } = await takeRoster({ services, actor, bytes });
	if (isKnown) return true;
	await readRosterFiles({ services: here });
	await applyRoster({ services, actor, id });
	while ((await matchStudents({ services })) > 0);
	return true;
}
