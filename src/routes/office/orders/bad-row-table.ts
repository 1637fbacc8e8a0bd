import type { FileTable } from '#lib/app/office/table-file.ts';
import type { TakenList } from '#lib/app/office/export-desk.svelte.ts';
import type { BadRow, MoneyExportCard } from '#lib/app/views.ts';
import { problemWords } from '#lib/i18n/money-words.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { mostExportRows } from '#shared/domain/roster/export.ts';
import { exportLead } from '../export-lead.ts';

/** Rows of a statement that could not be read, as they stood there, with whose copy this is above them. */
export function badRowTable({ card, rows }: TakenList<MoneyExportCard, BadRow>): FileTable {
	const most = Math.max(1, ...rows.map(({ cells }) => cells.length));
	const numbers = Array.from({ length: most }, (_, n) => m.money_bad_cell({ number: n + 1 }));
	return {
		name: m.money_bad_file(),
		lead: [
			...exportLead(m.money_bad_what({ count: rows.length }), card),
			...(rows.length === mostExportRows ? [m.money_bad_cut({ count: rows.length })] : []),
		],
		heads: [m.money_bad_line(), m.money_bad_reason(), ...numbers],
		rows: rows.map(({ line, problem, cells }) => [{ count: line }, problemWords[problem](), ...cells]),
	};
}
