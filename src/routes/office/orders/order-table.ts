import type { FileCell, FileTable } from '#lib/app/office/table-file.ts';
import type { TakenList } from '#lib/app/office/export-desk.svelte.ts';
import type { MoneyExportCard, OrderChoice, OrderRow } from '#lib/app/views.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { strayWords } from '#lib/i18n/stray-words.ts';
import { fullTime } from '#lib/i18n/time-words.ts';
import { orderStateWords } from '#lib/ui/office/state-words.ts';
import { mostExportRows } from '#shared/domain/roster/export.ts';
import { formatYuan } from '#shared/std/money.ts';
import { schoolName } from '../../school-name.ts';
import { exportLead } from '../export-lead.ts';

/** What was chosen, in words. */
export function orderChoiceWords({ only, state, schoolCode }: OrderChoice): string {
	const kind = state
		? orderStateWords[state]()
		: only
			? m.office_orders_needs_person()
			: m.office_orders_all();
	return [kind, schoolCode && schoolName(schoolCode)].filter(Boolean).join(' · ');
}

/** The rows with whose copy this is above them. */
export function orderTable({ card, rows }: TakenList<MoneyExportCard, OrderRow>): FileTable {
	const what = m.money_file_what({ label: orderChoiceWords(card.choice), count: rows.length });
	return {
		name: m.money_file_orders(),
		lead: [
			...exportLead(what, card),
			...(rows.length === mostExportRows ? [m.money_export_cut({ count: rows.length })] : []),
		],
		heads: [
			m.office_order_serial(),
			m.office_order_name(),
			m.office_order_school(),
			m.office_order_state(),
			m.office_order_amount(),
			m.office_order_receipt(),
			m.office_order_created(),
			m.office_order_paid_at(),
			m.money_order_held(),
		],
		rows: rows.map(cellsOf),
	};
}

function cellsOf(row: OrderRow): FileCell[] {
	const held = row.held.map(({ reason, amountFen, taxReceiptNumber: number }) =>
		m.office_order_held({ reason: strayWords(reason), amount: formatYuan(amountFen), number }),
	);
	return [
		row.serial,
		row.nameMasked,
		schoolName(row.schoolCode),
		orderStateWords[row.state](),
		{ fen: row.amountFen },
		row.taxReceiptNumber ?? '',
		fullTime(row.createdAtMs),
		row.paidAtMs === null ? '' : fullTime(row.paidAtMs),
		held.join('; '),
	];
}
