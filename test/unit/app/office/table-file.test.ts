import { expect, it } from 'vitest';
import { openSheet } from '#server/adapters/sheet/open-sheet.ts';
import { csvOf, harmless, xlsxOf } from '#lib/app/office/table-file.ts';

const dangerous = ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '＝1', '＋1', '－1', '＠a'];

it.each(dangerous)('a cell that begins like a formula is none: %j', (text) => {
	expect(harmless(text)).toBe(`'${text}`);
});

it('what is no formula stays as it is', () => {
	for (const text of ['赵**', '350', '1-2', 'a=b', '', ' =1']) expect(harmless(text)).toBe(text);
});

it('a CSV has a byte order mark, quotes what must be, and keeps all digits of a long number', async () => {
	const file = csvOf({
		heads: ['a', 'b"c'],
		rows: [
			['202210150000000001', { fen: 35_050 }],
			['=HYPERLINK("x")', { count: 3 }],
			['一,二', '三\n四'],
		],
	});
	const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(await file.arrayBuffer());
	expect(text).toBe(
		'\uFEFFa,"b""c"\r\n202210150000000001\t,350.50\r\n"\'=HYPERLINK(""x"")",3\r\n"一,二","三\n四"\r\n',
	);
});

it('a workbook holds texts as texts, amounts as numbers, and no formula', async () => {
	const rows = [['202210150000000001', { fen: 35_050 }], ...dangerous.map((text) => [text, { count: 1 }])];
	const file = await xlsxOf({ name: 't', heads: ['a', 'b'], rows });
	const cells = [];
	const { rows: read } = await openSheet(new Uint8Array(await file.arrayBuffer()));
	for await (const row of read) cells.push(row.cells);
	expect(cells[1]).toEqual([
		{ kind: 'text', text: '202210150000000001' },
		{ kind: 'number', text: '350.5' },
	]);
	for (const row of cells) for (const { kind } of row) expect(kind).not.toBe('formula');
});
