import { formatYuan } from '#shared/std/money.ts';
import type { Orders } from './orders-file.ts';

const beijingMs = 8 * 3_600_000;

/** A time as it stands on the tax side's papers: 2022-10-15 10:03:04, in Beijing. */
function written(timeMs: number): string {
	return new Date(timeMs + beijingMs).toISOString().slice(0, 19).replace('T', ' ');
}

/**
 * What was paid here as the tax side's statement (docs/ports.md): CSV in UTF-8 with a byte order mark. `day`
 * (`YYYY-MM-DD`, Beijing) leaves out the others; null: all. Long numbers are written so that a spreadsheet keeps them.
 */
export function statementOf(orders: Orders, day: string | null): string {
	const rows = orders.all().flatMap(({ order, payments }) =>
		payments.map((payment) => ({
			serial: order.serial,
			number: payment.taxReceiptNumber,
			yuan: formatYuan(payment.amountFen),
			at: written(payment.paidAtMs),
		})),
	);
	const lines = rows
		.filter(({ at }) => day === null || at.startsWith(day))
		.map(({ serial, number, yuan, at }) => `"=""${serial}""","=""${number}""",缴款,${yuan},${at}`);
	return `\uFEFF${['缴款流水号,电子税票号码,类型,金额(元),时间', ...lines].join('\r\n')}\r\n`;
}
