import { describe, expect, it } from 'vitest';
import { openSheet } from '#server/adapters/sheet/open-sheet.ts';
import type { FileRow } from '#server/usecase/sheet-file.ts';
import { findColumns, readLine } from '#server/usecase/statement/read-line.ts';
import { RefusalError } from '#shared/errors/refusal.ts';
import { csv, heads, inline, numeric, rawXlsx, rowOf, sheetOf, xlsx } from '../../support/statement-files.ts';

const serial = '202210150000000001';
const receipt = '351234567890123456';
const paidAtMs = Date.parse('2022-10-15T02:03:04Z');
const line = rowOf(serial, { taxReceiptNumber: receipt, amountFen: 35_050, paidAtMs, method: 'wechat' });
const good = { kind: 'payment', serial, taxReceiptNumber: receipt, amountFen: 35_050, atMs: paidAtMs };

/** Every row after the heads: what it says, or its problem. */
async function read(bytes: Uint8Array<ArrayBuffer>) {
	const file = await openSheet(bytes);
	const rows: FileRow[] = [];
	for await (const row of file.rows) rows.push(row);
	const columns = findColumns(rows[0]!);
	if (!columns.ok) return columns.error;
	return rows.slice(1).map((row) => {
		const found = readLine(row, columns.value, file.is1904);
		if (!found.ok) return found.error;
		const { line: _, ...said } = found.value;
		return said;
	});
}
const refusal = async (bytes: Uint8Array<ArrayBuffer>) => {
	const error: unknown = await read(bytes).catch((thrown: unknown) => thrown);
	expect(error).toBeInstanceOf(RefusalError);
	return (error as RefusalError).refusal.code;
};
/** The one row with one cell in another way. */
const but = (column: number, text: string) => csv([line.map((cell, at) => (at === column ? text : cell))]);

describe('a statement as CSV', () => {
	it.each(['utf8', 'utf8-bom', 'gbk'] as const)('in %s', async (encoding) => {
		expect(await read(csv([line], encoding))).toEqual([good]);
	});
	it('with columns in another order, others among them, full-width brackets, blanks and empty lines', async () => {
		const text = `\n 备注,金额（元）,时间,类型, 电子税票号码 ,缴款流水号\n\n无,"1,350.50",2022/10/15 10:03:04,缴款,\t${receipt},="${serial}"\n`;
		expect(await read(new Uint8Array(Buffer.from(text)))).toEqual([{ ...good, amountFen: 135_050 }]);
	});
	it.each([
		['an amount with fractions of a fen', 3, '350.505', 'amount'],
		['no amount', 3, '0', 'amount'],
		['less than nothing', 3, '-350', 'amount'],
		['an amount in words', 3, '叁佰伍拾', 'amount'],
		['a formula', 3, '=350+0.5', 'formula'],
		['an empty cell', 1, ' ', 'cells'],
		['digits lost to a spreadsheet', 1, '3.51235E+17', 'rounded'],
		['a receipt number with signs', 1, '35;drop table', 'receipt-number'],
		['a short serial', 0, '20221015', 'serial'],
		['a day that is none', 4, '2022-02-30 10:00:00', 'time'],
		['an hour that is none', 4, '2022-10-15 25:00:00', 'time'],
		['a year far off', 4, '99999', 'time'],
		['another kind', 2, '冲正', 'kind'],
	])('with %s is that row’s problem alone', async (_, column, text, problem) => {
		expect(await read(but(column, text))).toEqual([problem]);
	});
	it.each([
		['a day alone is its first second', '2022-10-15', '2022-10-14T16:00:00Z'],
		['without seconds', '2022/10/5 9:07', '2022-10-05T01:07:00Z'],
		['days of a spreadsheet', '44849.418796296', '2022-10-15T02:03:04Z'],
	])('reads a time: %s', async (_, text, expected) => {
		expect(await read(but(4, text))).toEqual([{ ...good, atMs: Date.parse(expected) }]);
	});
	it('that ends in the middle of a row has that row as a problem', async () => {
		const whole = csv([line, line]);
		expect(await read(whole.slice(0, whole.length - 40))).toEqual([good, 'cells']);
	});
	it('whose quotation mark is never closed, or of another encoding, is refused whole', async () => {
		expect(await refusal(csv([['"', ...line.slice(1)], ...Array<string[]>(500).fill(line)]))).toBe(
			'statement.unreadable',
		);
		expect(await refusal(new Uint8Array(Buffer.from(heads.join(','), 'utf16le')))).toBe(
			'statement.unreadable',
		);
		expect(await refusal(new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a]))).toBe('statement.unreadable');
	});
	it('without a column that is needed says which', async () => {
		expect(await read(new Uint8Array(Buffer.from('缴款流水号,金额(元)\n1,2')))).toEqual([
			'电子税票号码',
			'类型',
			'时间',
		]);
	});
});

describe('a statement as a workbook', () => {
	const text = (value: string) => ({ value, type: String });
	it('written by another program: text, numbers, a real date', async () => {
		const row = [
			text(serial),
			text(receipt),
			text('缴款'),
			{ value: 350.5 },
			{ value: new Date('2022-10-15T10:03:04Z'), format: 'yyyy-mm-dd hh:mm:ss' },
		];
		expect(await read(await xlsx([heads.slice(0, 5).map(text), row]))).toEqual([good]);
	});
	const head = heads.slice(0, 5).map(inline);
	const cells = [
		inline(serial),
		inline(receipt),
		inline('缴款'),
		numeric('350.50000000000006'),
		numeric('44849.418796296'),
	];
	const withCell = (at: number, cell: string) =>
		sheetOf([head, cells.map((one, n) => (n === at ? cell : one))]);
	it('reads an amount that adding up has blurred, as text, and days from 1904', async () => {
		expect(await read(rawXlsx(withCell(0, cells[0]!)))).toEqual([good]);
		expect(await read(rawXlsx(withCell(3, inline('￥350.50'))))).toEqual([good]);
		expect(
			await read(rawXlsx(withCell(4, numeric('43387.418796296')), '<workbookPr date1904="1"/>')),
		).toEqual([good]);
	});
	it.each([
		['a formula with a value', 3, '<c><f>175.25*2</f><v>350.5</v></c>', 'formula'],
		['a serial that was kept as a number', 0, numeric('202210150000000001'), 'rounded'],
		['another amount than fen', 3, numeric('350.505'), 'amount'],
		['an error', 3, '<c t="e"><v>#REF!</v></c>', 'amount'],
		['nothing', 1, '', 'cells'],
	])('with %s is that row’s problem alone', async (_, at, cell, problem) => {
		const placed = cell === '' ? cells.map((one, n) => (n === at ? '<c r="B2"/>' : one)) : null;
		expect(await read(rawXlsx(placed ? sheetOf([head, placed]) : withCell(at, cell)))).toEqual([problem]);
	});
	it('that unfolds, or stands out too far, or is cut off, or is something else in a zip, is refused', async () => {
		const bomb = `${sheetOf([head]).replace('</sheetData>', '')}${' '.repeat(210_000_000)}</sheetData></worksheet>`;
		const small = rawXlsx(bomb);
		expect(small.length).toBeLessThan(1_000_000);
		expect(await refusal(small)).toBe('request.too-large');
		const laughs = `<!DOCTYPE a [<!ENTITY b "${'c'.repeat(1_000)}">]>${sheetOf([head])}`;
		expect(await refusal(rawXlsx(laughs))).toBe('statement.unreadable');
		expect(await refusal(rawXlsx(sheetOf([['<c r="XFD1"><v>1</v></c>']])))).toBe('request.too-large');
		const whole = rawXlsx(sheetOf([head, cells]));
		expect(await refusal(whole.slice(0, whole.length - 30))).toBe('statement.unreadable');
		expect(await refusal(rawXlsx('<worksheet><sheetData><row>'))).toBe('statement.unreadable');
		const lying = whole.slice();
		// The declared size of the sheet, in the directory at the end: less than what comes out.
		const at = Buffer.from(lying).lastIndexOf('PK\x01\x02', undefined, 'latin1');
		new DataView(lying.buffer).setUint32(at + 24, 10, true);
		expect(await refusal(lying)).toBe('statement.unreadable');
	});
});
