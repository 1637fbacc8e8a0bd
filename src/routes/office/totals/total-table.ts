import type { FileTable } from '#lib/app/office/table-file.ts';
import type { TakenTotals } from '#lib/app/views.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { fullTime } from '#lib/i18n/time-words.ts';
import { methodWords } from '#lib/ui/payment/method-words.ts';
import { schoolName } from '../../school-name.ts';

/** The sums with whose copy this is above them. */
export function totalTable({ rows, takenBy, takenAtMs, fingerprint }: TakenTotals): FileTable {
	return {
		name: m.money_file_totals(),
		lead: [
			m.money_totals_what({ count: rows.length }),
			m.outcome_file_who({ tail: takenBy, time: fullTime(takenAtMs) }),
			m.outcome_file_mark({ mark: fingerprint }),
		],
		heads: [
			m.money_totals_day(),
			m.office_order_school(),
			m.money_order_method(),
			m.money_totals_count(),
			m.money_amount(),
		],
		rows: rows.map(({ day, schoolCode, method, count, amountFen }) => [
			day,
			schoolName(schoolCode),
			methodWords(method),
			{ count },
			{ fen: amountFen },
		]),
	};
}
