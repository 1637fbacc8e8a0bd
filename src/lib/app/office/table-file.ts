/** Tables as files that a spreadsheet opens: nothing in a cell is ever taken for a formula. */
import { formatYuan } from '#shared/std/money.ts';

export type FileCell = string | { count: number } | { fen: number };

export interface FileTable {
	/** Of the sheet, and of the file before its ending. */
	name: string;
	/** Lines above the heads: whose copy this is. */
	lead?: string[];
	heads: string[];
	rows: FileCell[][];
}

/** How spreadsheets begin a formula, or fields that hide one; full-width signs, too. */
const formulaStart = /^[=+\-@\t\r\n＝＋－＠]/;
/** More digits than a spreadsheet keeps of a number. */
const longNumber = /^\d{12,}$/;

/** A text that begins like a formula is made plain by an apostrophe before it. */
export function harmless(text: string): string {
	return formulaStart.test(text) ? `'${text}` : text;
}

/** UTF-8 with a byte order mark. A long number ends in a tab, so that a spreadsheet keeps all its digits. */
export function csvOf({ lead = [], heads, rows }: Omit<FileTable, 'name'>): Blob {
	const lines = [...lead.map((line) => [line]), heads, ...rows].map((cells) =>
		cells.map((cell) => quoted(plain(cell))).join(','),
	);
	return new Blob([`\uFEFF${lines.join('\r\n')}\r\n`], { type: 'text/csv;charset=utf-8' });
}

function plain(cell: FileCell): string {
	if (typeof cell !== 'string') return 'fen' in cell ? formatYuan(cell.fen) : String(cell.count);
	return longNumber.test(cell) ? `${cell}\t` : harmless(cell);
}

function quoted(text: string): string {
	return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A workbook of one sheet: texts are texts, amounts are numbers with two decimals. */
export async function xlsxOf({ name, lead = [], heads, rows }: FileTable): Promise<Blob> {
	const { default: writeXlsxFile } = await import('write-excel-file/browser');
	const head = heads.map((value) => ({ value, fontWeight: 'bold' as const }));
	const body = rows.map((cells) => cells.map(sheetCell));
	const columns = heads.map((_, column) => ({
		width: Math.min(40, Math.max(...[heads, ...rows].map((cells) => widthOf(cells[column] ?? '')))),
	}));
	const above = lead.map((line) => [{ value: harmless(line), type: String }]);
	const options = { columns, sheet: name, stickyRowsCount: lead.length + 1 };
	return writeXlsxFile([...above, head, ...body], options).toBlob();
}

function sheetCell(cell: FileCell) {
	if (typeof cell === 'string') return { value: harmless(cell), type: String };
	return 'fen' in cell
		? { value: cell.fen / 100, type: Number, format: '#,##0.00' }
		: { value: cell.count, type: Number };
}

/** In digits: a Chinese character takes two. */
function widthOf(cell: FileCell): number {
	const text = plain(cell);
	return 2 + [...text].reduce((sum, sign) => sum + (sign > '\u2E7F' ? 2 : 1), 0);
}
