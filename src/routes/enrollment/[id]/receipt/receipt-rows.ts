import type { LocalEnrollment, OrderView } from '#lib/app/views.ts';
import { clockTime } from '#lib/i18n/time-words.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { methodWords } from '#lib/ui/payment/method-words.ts';
import { maskIdNumber } from '#shared/domain/identity/id-number.ts';
import type { Scheme } from '#shared/policy/scheme.ts';
import { formatYuan } from '#shared/std/money.ts';

interface Row {
	label: string;
	value: string | null;
	unknown?: string;
	strong?: boolean;
}

/** The fields of the channel's own slip and record (Y19, Y16), in its order. What we do not hold says so. */
export function receiptRows(
	scheme: Scheme,
	fields: LocalEnrollment['fields'],
	payment: NonNullable<OrderView['payment']>,
): Row[] {
	const unknown = m.payment_receipt_unknown();
	return [
		{
			label: m.payment_receipt_amount(),
			value: `${formatYuan(payment.paidFen)} ${m.payment_yuan()}`,
			strong: true,
		},
		{ label: m.payment_receipt_number(), value: payment.taxReceiptNumber },
		{ label: m.payment_receipt_payer(), value: textOf(fields['name']), unknown },
		{ label: m.payment_receipt_id(), value: maskIdNumber(String(fields['idNumber'] ?? '')) || null, unknown },
		{ label: m.payment_receipt_office(), value: scheme.receipt.office, unknown },
		{ label: m.payment_receipt_insured_number(), value: null, unknown },
		{
			label: m.payment_receipt_period(),
			value: m.payment_receipt_period_range({ from: payment.periodFrom, to: payment.periodTo }),
		},
		{ label: m.payment_receipt_item(), value: scheme.receipt.levyItem },
		{ label: m.payment_receipt_tax_office(), value: scheme.receipt.taxAuthority, unknown },
		// The business date and the real time of day: in demo mode the wall clock stands in another year.
		{
			label: m.payment_receipt_paid_at(),
			value: `${payment.paidOn} ${clockTime(payment.paidAtMs)}`,
		},
		{ label: m.payment_receipt_method(), value: methodWords(payment.method) },
	];
}

function textOf(value: unknown): string | null {
	return typeof value === 'string' && value !== '' ? value : null;
}
