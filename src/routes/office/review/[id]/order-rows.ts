import type { OrderView } from '#lib/app/views.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { fullTime } from '#lib/i18n/time-words.ts';
import { orderStateWords } from '#lib/ui/office/state-words.ts';
import { formatYuan } from '#shared/std/money.ts';

/** The order as a reviewer sees it. */
export function orderRows(order: OrderView): { label: string; value: string | null }[] {
	return [
		{ label: m.office_order_serial(), value: order.serial },
		{ label: m.office_order_state(), value: orderStateWords[order.state]() },
		{ label: m.office_order_amount(), value: formatYuan(order.fee.personalFen) },
		{ label: m.office_order_created(), value: fullTime(order.createdAtMs) },
		{ label: m.office_order_receipt(), value: order.payment?.taxReceiptNumber ?? null },
	];
}
