import { Readable } from 'node:stream';
import { parse } from 'csv-parse';
import { RefusalError } from '#shared/errors/refusal.ts';
import type { Cell, FileRow } from '#server/usecase/sheet-file.ts';

const pieceLength = 64 * 1024;
/** No row is longer: beyond it a quotation mark was opened and never closed. */
const mostOfOneRow = 20_000;

/** Rows of comma separated text. Rejects with RefusalError `statement.unreadable`. */
export async function* csvRows(text: string): AsyncIterable<FileRow> {
	const parser = Readable.from(pieces(text)).pipe(
		parse({
			bom: true,
			info: true,
			relax_column_count: true,
			relax_quotes: true,
			skip_empty_lines: true,
			max_record_size: mostOfOneRow,
		}),
	);
	try {
		for await (const { record, info } of parser as AsyncIterable<{
			record: string[];
			info: { lines: number };
		}>) {
			yield { line: info.lines, cells: record.map(cellOf) };
		}
	} catch (error) {
		if (error instanceof Error && 'code' in error && String(error.code).startsWith('CSV_')) {
			throw new RefusalError({ code: 'statement.unreadable' });
		}
		throw error;
	}
}

function* pieces(text: string): Iterable<string> {
	for (let at = 0; at < text.length; at += pieceLength) yield text.slice(at, at + pieceLength);
}

/** `="0123"` is how programs keep the digits of a number from each other; any other formula is one. */
function cellOf(text: string): Cell {
	const kept = /^="([^"]*)"$/.exec(text.trim());
	if (kept) return { kind: 'text', text: kept[1]! };
	return { kind: text.trimStart().startsWith('=') ? 'formula' : 'text', text };
}
