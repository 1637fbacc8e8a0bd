/** What a row of a statement says, or why it cannot be said. Nothing is rounded or guessed. */
import { serialPattern } from '#shared/domain/payment/serial.ts';
import type { RowProblem, StatementKind } from '#shared/domain/payment/statement.ts';
import { isIsoDate } from '#shared/std/date.ts';
import { parseYuan } from '#shared/std/parse-yuan.ts';
import { err, ok, type Result } from '#shared/std/result.ts';
import type { Cell, FileRow } from '../sheet-file.ts';
import type { GoodLine } from './ports.ts';

/** The columns that a statement must have, by their heads; in any order, among others. */
const heads = {
	serial: '缴款流水号',
	receipt: '电子税票号码',
	kind: '类型',
	amount: '金额(元)',
	time: '时间',
} as const;
type Column = keyof typeof heads;
export type Columns = Record<Column, number>;

const kinds: Record<string, StatementKind> = { 缴款: 'payment', 退款: 'refund' };
const shanghaiOffsetMs = 8 * 3_600_000;
const dayMs = 86_400_000;
/** From 1970-01-01 back to day 0 of a workbook: of most, and of old Macs. */
const daysTo1900 = 25_569;
const daysTo1904 = 24_107;
/** Beyond these, in days since 1970, a number is no time of paying: 2000 and 2100. */
const firstDay = 10_957;
const lastDay = 47_482;

/** Where each column is; the heads that are missing otherwise. Full-width brackets and blanks make no difference. */
export function findColumns(row: FileRow): Result<Columns, string[]> {
	const given = row.cells.map(({ text }) => text.normalize('NFKC').replaceAll(/\s/g, ''));
	const entries = Object.entries(heads).map(([column, head]) => [column, given.indexOf(head)] as const);
	const missing = entries.filter(([, at]) => at < 0).map(([column]) => heads[column as Column]);
	return missing.length > 0 ? err(missing) : ok(Object.fromEntries(entries) as Columns);
}

export function readLine(row: FileRow, columns: Columns, is1904: boolean): Result<GoodLine, RowProblem> {
	const cellAt = (column: Column): Cell => row.cells[columns[column]] ?? { kind: 'text', text: '' };
	const used = (Object.keys(columns) as Column[]).map(cellAt);
	if (used.some(({ kind }) => kind === 'formula')) return err('formula');
	if (used.some(({ text }) => text.trim() === '')) return err('cells');
	const serial = longNumber(cellAt('serial'), serialPattern, 'serial');
	if (!serial.ok) return serial;
	const receipt = longNumber(cellAt('receipt'), /^[0-9A-Za-z-]{6,40}$/, 'receipt-number');
	if (!receipt.ok) return receipt;
	const kind = kinds[cellAt('kind').text.trim()];
	if (!kind) return err('kind');
	const amount = readAmount(cellAt('amount'));
	if (!amount.ok) return amount;
	const time = readTime(cellAt('time'), is1904);
	if (!time.ok) return time;
	return ok({
		line: row.line,
		kind,
		serial: serial.value,
		taxReceiptNumber: receipt.value,
		amountFen: amount.value,
		atMs: time.value,
	});
}

/** Programs keep fifteen digits of a number: a longer one must be text. */
function longNumber(cell: Cell, pattern: RegExp, problem: RowProblem): Result<string, RowProblem> {
	const text = cell.text.trim();
	if (cell.kind === 'number' && text.replaceAll(/\D/g, '').length > 15) return err('rounded');
	if (/^\d(?:\.\d+)?E\+?\d+$/i.test(text)) return err('rounded');
	return pattern.test(text) ? ok(text) : err(problem);
}

function readAmount({ kind, text }: Cell): Result<number, RowProblem> {
	// 350.00000000000006 is how a computer has 350.00 after adding up; more than that is another amount.
	const number = Number(text);
	const isNearly = kind === 'number' && Math.abs(number * 100 - Math.round(number * 100)) < 1e-6;
	const parsed = parseYuan(isNearly ? number.toFixed(2) : text);
	return parsed.ok && parsed.value > 0 ? ok(parsed.value) : err('amount');
}

/** Beijing time as text, or a workbook's days since its day 0. */
function readTime({ text }: Cell, is1904: boolean): Result<number, RowProblem> {
	const value = text.trim();
	const match = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[ T](\d{1,2}):(\d{2})(?::(\d{2}))?)?$/.exec(value);
	if (match) {
		const [, year, month, day, hour = '0', minute = '0', second = '0'] = match;
		const date = `${year}-${month!.padStart(2, '0')}-${day!.padStart(2, '0')}`;
		if (!isIsoDate(date) || +hour > 23 || +minute > 59 || +second > 59) return err('time');
		const seconds = +hour * 3_600 + +minute * 60 + +second;
		return ok(Date.parse(`${date}T00:00:00Z`) + seconds * 1_000 - shanghaiOffsetMs);
	}
	const serial = /^\d{5}(?:\.\d+)?$/.test(value) ? Number(value) : NaN;
	const day = serial - (is1904 ? daysTo1904 : daysTo1900);
	const ms = day * dayMs;
	return day > firstDay && day < lastDay
		? ok(Math.round(ms / 1_000) * 1_000 - shanghaiOffsetMs)
		: err('time');
}
