import { assert } from '#shared/std/assert.ts';
import { formatYuan } from '#shared/std/money.ts';
import { openSheet } from '#server/adapters/sheet/open-sheet.ts';
import type { OrderRow, PaymentRow } from '#server/usecase/payment/order-ports.ts';
import { recordPayment } from '#server/usecase/payment/record-payment.usecase.ts';
import { matchStatements } from '#server/usecase/statement/match-statements.usecase.ts';
import { takeStatement } from '#server/usecase/statement/take-statement.usecase.ts';
import type { Services } from '#server/usecase/ports.ts';
import { demoAccounts } from './accounts.ts';
import { demoIdOf } from './enrollments.ts';

/** Money of orders that are nowhere: held, and named in the statement with another amount. */
const [held, differing] = [
	{ orderId: demoIdOf(901), taxReceiptNumber: '35309000000000000001', amountFen: 35_000 },
	{ orderId: demoIdOf(902), taxReceiptNumber: '35309000000000000002', amountFen: 35_000 },
];
const nowhere = '202210159999999999';

/**
 * A clerk's desk that is alive from the start: one statement with something of each kind in it, and money that
 * waits. Through the use cases; nothing where there is a statement already. False where the demo's payers have not paid.
 */
export async function loadDemoStatement(services: Services): Promise<boolean> {
	const phone = demoAccounts.find(({ role }) => role === 'clerk')!.phone;
	const found = await services.uow.run({ kind: 'system' }, async (tx) => ({
		clerk: await tx.accounts.findByPhone(phone),
		hasStatement: (await tx.statements.list(1)).length > 0,
		settled: await paidOf(tx.orders, tx.payments, demoIdOf(209)),
		twice: await paidOf(tx.orders, tx.payments, demoIdOf(210)),
	}));
	const { clerk, hasStatement, settled, twice } = found;
	assert(clerk, 'the demo’s accounts are loaded before its statement');
	if (hasStatement) return true;
	if (!settled || !twice) return false;
	const paidAtMs = services.clock.nowMs();
	const method = 'bank' as const;
	const second = { orderId: twice.order.id, taxReceiptNumber: '35309000000000000003', amountFen: 32_000 };
	for (const money of [held!, differing!, second]) {
		await recordPayment({ services, payment: { ...money, paidAtMs, method }, source: 'query' });
	}
	const rows = rowsOf(settled, twice);
	const text = [heads, ...rows].map((row) => row.join(',')).join('\r\n');
	const { id: accountId, role, schoolCode } = clerk;
	await takeStatement({
		services,
		actor: { kind: 'account', accountId, role, schoolCode },
		bytes: new TextEncoder().encode(`\uFEFF${text}\r\n`),
		open: openSheet,
	});
	while ((await matchStatements({ services })) > 0);
	return true;
}

interface Paid {
	order: OrderRow;
	payment: PaymentRow;
}

async function paidOf(
	orders: { ofEnrollment(id: string): Promise<OrderRow | null> },
	payments: { ofOrder(id: string): Promise<PaymentRow | null> },
	enrollmentId: string,
): Promise<Paid | null> {
	const order = await orders.ofEnrollment(enrollmentId);
	const payment = order && (await payments.ofOrder(order.id));
	return order && payment && { order, payment };
}

const heads = ['缴款流水号', '电子税票号码', '类型', '金额(元)', '时间'];

function rowsOf(settled: Paid, twice: Paid): string[][] {
	const time = new Date(settled.payment.paidAtMs + 8 * 3_600_000)
		.toISOString()
		.slice(0, 19)
		.replace('T', ' ');
	const row = (serial: string, receipt: string, kind: string, fen: number) => [
		serial,
		receipt,
		kind,
		formatYuan(fen),
		time,
	];
	const { order, payment } = settled;
	const { taxReceiptNumber: receipt, paidFen } = payment;
	return [
		row(order.serial, receipt, '缴款', paidFen),
		row(order.serial, receipt, '缴款', paidFen),
		row(order.serial, receipt, '退款', paidFen),
		row(order.serial, twice.payment.taxReceiptNumber, '缴款', twice.payment.paidFen),
		row(nowhere, held!.taxReceiptNumber, '缴款', held!.amountFen),
		row(nowhere, differing!.taxReceiptNumber, '缴款', differing!.amountFen - 1_000),
		row(nowhere, '35309000000000000009', '缴款', 35_000),
		['2022-1015', receipt, '缴款', '350', time],
		[order.serial, receipt, '缴款', '三百五', time],
	];
}
