/** Tables that a person brings as a file, CSV or XLSX, as the use cases see them. */

/** One cell as a file has it. `number`: kept as a number by the program that wrote the file. */
export interface Cell {
	kind: 'text' | 'number' | 'formula';
	text: string;
}

export interface FileRow {
	/** In the file, from 1. */
	line: number;
	cells: Cell[];
}

/** Cells that were made one: only the first has what it says. Lines and columns from 1, both ends within. */
export interface MergedCells {
	fromLine: number;
	toLine: number;
	fromColumn: number;
	toColumn: number;
}

export interface SheetFile {
	format: 'csv' | 'xlsx';
	/** Days are counted from 1904 (old Macs) instead of 1900. */
	is1904: boolean;
	/** The names of all sheets; none in a CSV. */
	sheets: string[];
	/** Rejects with RefusalError `statement.unreadable` where the file is broken. */
	rows: AsyncIterable<FileRow>;
	/** Known once the rows were read to the end. */
	merged(): MergedCells[];
}

/**
 * Opens a file, however it is encoded; never takes more memory than its rows need one by one. `sheet`: which of a
 * workbook's, from 0; the first unless said. Rejects with RefusalError `statement.unreadable`, `request.too-large`.
 */
export type OpenSheet = (bytes: Uint8Array<ArrayBuffer>, sheet?: number) => Promise<SheetFile>;
