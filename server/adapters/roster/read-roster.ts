/** A school's file as lines of a roster: which sheet, which head row, what every line says or is asked about. */
import type { FileRow, SheetFile } from '#server/usecase/sheet-file.ts';
import type { FoundFile, KeptLine, ReadRoster, ReadRosterInput } from '#server/usecase/roster/ports.ts';
import { maskIdNumber } from '#shared/domain/identity/id-number.ts';
import { isPhone, maskPhone } from '#shared/domain/identity/phone.ts';
import { readRosterLine } from '#shared/domain/roster/line.ts';
import {
	headRowOf,
	isComplete,
	rosterColumns,
	suggestMapping,
	type RosterMapping,
} from '#shared/domain/roster/mapping.ts';
import type { RosterFailure } from '#shared/domain/roster/student.ts';
import { checkTogether, type ReadLine } from '#shared/domain/roster/whole-file.ts';
import { RefusalError } from '#shared/errors/refusal.ts';
import { storable } from '#shared/std/text.ts';
import { openSheet } from '../sheet/open-sheet.ts';

/** The largest universities have some sixty thousand students. */
const mostRows = 100_000;
const mostCells = 60;
/** Of text, before anything is read, with some to spare for ends of lines within a cell; a workbook of 20 MB has half of it by chance. */
const mostLineEnds = 150_000;
/** Titles and notes stand above the heads, and not more of them. */
const headRows = 20;
/** How many sheets are looked into for the first one with rows. */
const mostSheets = 20;
/** Of a line that may be the heads: enough to tell it from others. */
const shownCells = 8;
const shownLength = 16;
const linesABatch = 500;
const keptLength = 200;

export async function readRoster(input: ReadRosterInput): Promise<ReadRoster | { failure: RosterFailure }> {
	try {
		return await read(input);
	} catch (error) {
		if (!(error instanceof RefusalError)) throw error;
		return { failure: error.refusal.code === 'request.too-large' ? 'too-large' : 'unreadable' };
	}
}

async function read(input: ReadRosterInput): Promise<ReadRoster> {
	const { wanted } = input;
	const { file, sheet, rows } = await rowsOf(new Uint8Array(input.bytes), wanted.sheet);
	const first = rows.slice(0, headRows).map(({ cells }) => cells.map(({ text }) => text));
	const suggestedAt = headRowOf(first);
	const headAt =
		wanted.headLine === null ? suggestedAt : rows.findIndex(({ line }) => line === wanted.headLine);
	const head = rows[headAt];
	const columns = wanted.columns ?? (head ? suggestMapping(first[headAt] ?? []) : {});
	const body = rows.slice(headAt + 1);
	const merged = mergedLinesOf(file, columns);
	const lines = isComplete(columns) ? linesOf(body, { ...input, columns, merged }) : [];
	const found: FoundFile = {
		format: file.format,
		sheets: file.sheets.slice(0, mostSheets).map((name) => storable(name).slice(0, keptLength)),
		sheet,
		headLine: head?.line ?? 0,
		heads: headsOf(head ?? rows[0], body[0]),
		columns,
		mergedLines: body.filter(({ line }) => merged.has(line)).length,
		top: { lines: topOf(rows.slice(0, headRows)), suggested: rows[suggestedAt]?.line ?? 0 },
	};
	return { found, rows: lines.length, batches: batchesOf(lines, body) };
}

/** The sheet that is wanted, else the first with rows. */
async function rowsOf(
	bytes: Uint8Array<ArrayBuffer>,
	wanted: number | null,
): Promise<{ file: SheetFile; sheet: number; rows: FileRow[] }> {
	if (hasTooManyLines(bytes)) throw new RefusalError({ code: 'request.too-large' });
	for (let sheet = wanted ?? 0; ; sheet++) {
		const file = await openSheet(bytes, sheet);
		const rows: FileRow[] = [];
		for await (const row of file.rows) {
			rows.push(row);
			if (rows.length > mostRows || row.cells.length > mostCells) {
				throw new RefusalError({ code: 'request.too-large' });
			}
		}
		const isLast = sheet + 1 >= Math.min(file.sheets.length, mostSheets);
		if (rows.length > 0 || wanted !== null || isLast) return { file, sheet, rows };
	}
}

function hasTooManyLines(bytes: Uint8Array): boolean {
	const lineEnd = 0x0a;
	let count = 0;
	for (let at = bytes.indexOf(lineEnd); at >= 0; at = bytes.indexOf(lineEnd, at + 1)) {
		count += 1;
		if (count > mostLineEnds) return true;
	}
	return false;
}

/** Lines in which a cell of a column that is used was made one with another cell. */
function mergedLinesOf(file: SheetFile, columns: RosterMapping): Set<number> {
	const used = Object.values(columns).map((at) => at + 1);
	const lines = new Set<number>();
	for (const { fromLine, toLine, fromColumn, toColumn } of file.merged()) {
		if (!used.some((column) => column >= fromColumn && column <= toColumn)) continue;
		for (let line = fromLine; line <= Math.min(toLine, fromLine + mostRows); line++) lines.add(line);
	}
	return lines;
}

function linesOf(
	body: readonly FileRow[],
	how: ReadRosterInput & { columns: RosterMapping; merged: ReadonlySet<number> },
): ReadLine[] {
	const { columns: mapping, today, insuranceYear, merged } = how;
	const lines = body.map(({ line, cells }): ReadLine => {
		const { student, problems } = readRosterLine(cells, { mapping, today, insuranceYear });
		if (!merged.has(line)) return { line, student, problems };
		return {
			line,
			student: null,
			problems: [{ column: mergedColumn(mapping), kind: 'merged' }, ...problems],
		};
	});
	checkTogether(lines);
	return lines;
}

/** Classes are what is merged; where there are none, it is told of the number. */
function mergedColumn(mapping: RosterMapping) {
	return (
		rosterColumns.findLast(
			(column) => ['college', 'className'].includes(column) && mapping[column] !== undefined,
		) ?? 'studentNumber'
	);
}

/** Numbers make a line a student's: such a one is no head row, and nothing of it is shown for one. */
function topOf(rows: readonly FileRow[]): NonNullable<FoundFile['top']>['lines'] {
	return rows
		.map(({ line, cells }) => ({
			line,
			texts: cells.map(({ text }) => storable(text).trim()).filter(Boolean),
		}))
		.filter(({ texts }) => texts.length > 0 && !texts.some((text) => /^[0-9A-Za-z-]*\d{5}/.test(text)))
		.map(({ line, texts }) => ({
			line,
			text: texts
				.slice(0, shownCells)
				.map((text) => text.slice(0, shownLength))
				.join(' · '),
		}));
}

function headsOf(head: FileRow | undefined, example: FileRow | undefined): FoundFile['heads'] {
	return (head?.cells ?? []).map(({ text }, at) => ({
		text: storable(text).trim().slice(0, 60),
		example: masked(
			storable(example?.cells[at]?.text ?? '')
				.trim()
				.slice(0, 60),
		),
	}));
}

/** An example shows what kind of thing stands in a column, and of nobody more than that. */
function masked(text: string): string {
	if (isPhone(text)) return maskPhone(text);
	return /^[0-9A-Za-z]{12,}$/.test(text) ? maskIdNumber(text) : text;
}

function batchesOf(lines: readonly ReadLine[], body: readonly FileRow[]): ReadRoster['batches'] {
	const batches: ReadRoster['batches'] = [];
	for (let at = 0; at < lines.length; at += linesABatch) {
		const some = lines.slice(at, at + linesABatch).map(({ line, student, problems }, n): KeptLine => {
			const asked = student === null ? (body[at + n]?.cells ?? []) : [];
			const cells = asked.map(({ text }) => storable(text).slice(0, keptLength));
			return { line, student, problems: { found: problems, cells } };
		});
		batches.push({ lines: some.length, lastLine: some.at(-1)!.line, json: JSON.stringify(some) });
	}
	return batches;
}
