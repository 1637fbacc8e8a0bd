import { RefusalError } from '#shared/errors/refusal.ts';
import type { Cell, FileRow, MergedCells } from '#server/usecase/sheet-file.ts';

/** As many as a file of ours could ever need: a cell that says it stands further right makes no long row. */
const mostColumns = 100;
/** More are not told of one by one. */
const mostMerged = 20_000;
const empty: Cell = { kind: 'text', text: '' };

/** Puts rows together from the tags of a sheet. Rows without a value are passed over. */
export class SheetReader {
	readonly #texts: readonly string[];
	#rows: FileRow[] = [];
	#line = 0;
	#cells: Cell[] = [];
	#column = 0;
	#type = 'n';
	#isFormula = false;
	#value = '';
	#isValue = false;
	readonly merged: MergedCells[] = [];

	constructor(texts: readonly string[]) {
		this.#texts = texts;
	}

	/** The rows that are whole. */
	take(): FileRow[] {
		const rows = this.#rows;
		this.#rows = [];
		return rows;
	}

	open(name: string, attributes: Record<string, string>): void {
		if (name === 'row') {
			this.#line = Number(attributes.r) || this.#line + 1;
			this.#cells = [];
			this.#column = 0;
		} else if (name === 'c') {
			this.#column = attributes.r ? columnOf(attributes.r) : this.#column + 1;
			if (this.#column > mostColumns) throw new RefusalError({ code: 'request.too-large' });
			this.#type = attributes.t ?? 'n';
			this.#isFormula = false;
			this.#value = '';
		} else if (name === 'f') this.#isFormula = true;
		else if (name === 'v' || name === 't') this.#isValue = true;
		else if (name === 'mergeCell' && this.merged.length < mostMerged) {
			const cells = mergedCellsOf(attributes.ref ?? '');
			if (cells) this.merged.push(cells);
		}
	}

	text(text: string): void {
		if (this.#isValue) this.#value += text;
	}

	close(name: string): void {
		if (name === 'v' || name === 't') this.#isValue = false;
		else if (name === 'c') {
			while (this.#cells.length < this.#column - 1) this.#cells.push(empty);
			this.#cells[this.#column - 1] = this.#cell();
		} else if (name === 'row') {
			const isEmpty = this.#cells.every(({ text }) => text.trim() === '');
			if (!isEmpty) this.#rows.push({ line: this.#line, cells: this.#cells });
		}
	}

	#cell(): Cell {
		if (this.#isFormula) return { kind: 'formula', text: this.#value };
		if (this.#type === 's') return { kind: 'text', text: this.#texts[Number(this.#value)] ?? '' };
		return { kind: this.#type === 'n' ? 'number' : 'text', text: this.#value };
	}
}

/** `AB12` is in column 28. */
function columnOf(reference: string): number {
	let column = 0;
	for (const letter of /^[A-Z]{1,3}/i.exec(reference)?.[0].toUpperCase() ?? '') {
		column = column * 26 + letter.charCodeAt(0) - 64;
	}
	return column;
}

/** `A2:B40` */
function mergedCellsOf(reference: string): MergedCells | null {
	const match = /^([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})$/i.exec(reference);
	if (!match) return null;
	const [, fromColumn, fromLine, toColumn, toLine] = match;
	return {
		fromLine: Number(fromLine),
		toLine: Number(toLine),
		fromColumn: columnOf(fromColumn!),
		toColumn: columnOf(toColumn!),
	};
}
