/** Rosters as schools have them, and as they never should. */
import iconv from 'iconv-lite';
import { idCheckCharacter } from '#shared/domain/identity/id-number.ts';

export const rosterHeads = ['学号', '姓名', '证件类型', '身份证号', '学院', '班级', '手机号', '是否毕业班'];

/** Sound, and nobody else's among some hundred thousand. */
export function idNumberOf(n: number): string {
	const year = 1990 + (Math.floor(n / 28_000) % 15);
	const first = `530102${year}03${String(1 + (n % 28)).padStart(2, '0')}${String(Math.floor(n / 28) % 1_000).padStart(3, '0')}`;
	return first + idCheckCharacter(first);
}

export function rosterRow(n: number, change: Partial<Record<string, string>> = {}): string[] {
	const cells: Record<string, string> = {
		学号: `2022${String(n).padStart(5, '0')}`,
		姓名: `学生${'甲乙丙丁戊己庚辛壬癸'[n % 10]}`,
		证件类型: '居民身份证',
		身份证号: idNumberOf(n),
		学院: ['护理学院', '药学院', '公共卫生学院'][n % 3]!,
		班级: `2022级${1 + (n % 7)}班`,
		手机号: `138${String(n).padStart(8, '0')}`,
		是否毕业班: n % 50 === 0 ? '是' : '否',
		...change,
	};
	return rosterHeads.map((head) => cells[head] ?? '');
}

export function rosterCsv(
	rows: string[][],
	encoding: 'utf8' | 'utf8-bom' | 'gbk' = 'utf8',
	heads = rosterHeads,
): Uint8Array<ArrayBuffer> {
	const text = `${[heads, ...rows].map((row) => row.join(',')).join('\r\n')}\r\n`;
	if (encoding === 'gbk') return new Uint8Array(iconv.encode(text, 'gbk'));
	return new Uint8Array(Buffer.from(encoding === 'utf8' ? text : `\uFEFF${text}`));
}
