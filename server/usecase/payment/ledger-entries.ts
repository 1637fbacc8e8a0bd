/*
 * The books of the money, by double entry in fen: every entry's lines add up to nothing. A debit is above zero, a
 * credit below. One entry a kind and subject, in the transaction of what it tells; never changed.
 *
 *   kind         subject   debit                      credit
 *   order        order     receivable                 levied        an order is made
 *   void         order     levied                     receivable    申报作废
 *   payment      payment   received, or held before   receivable    money becomes the order's payment
 *   held         stray     received                   held          money that fits no order
 *   refund-due   stray     held                       refunds-due   it is to go back (待退费)
 *   refunded     stray     refunds-due                refunded      the tax side has sent it back
 *   settled      payment   settled                    received      已入库
 *
 *   received + settled  =  payments of orders + held + refunds-due + refunded
 */
import type { LedgerAccount, LedgerKind } from '#shared/domain/payment/ledger.ts';
import type { StrayPaymentRow } from './ports.ts';
import type { OrderRow, PaymentRow } from './order-ports.ts';

export interface LedgerEntry {
	kind: LedgerKind;
	/** The order, payment or stray that it is about. */
	subject: string;
	/** The order that it names, be it here or not. */
	orderId: string;
	/** Real time, ms. */
	atMs: number;
	/** An account id, or `system`. */
	by: string;
	lines: { account: LedgerAccount; amountFen: number }[];
}

export interface LedgerTable {
	/** False when the subject has an entry of this kind already: then nothing is written. */
	post(entry: LedgerEntry): Promise<boolean>;
	/** What the books hold of an order, oldest first. */
	ofOrder(orderId: string): Promise<LedgerEntry[]>;
	/** Where the books differ from the orders, payments and strays; at most `limit` of each sort. */
	faults(limit: number): Promise<LedgerFault[]>;
	balances(): Promise<LedgerBalance[]>;
}

/** One account of one entry that is not as the tables say. */
export interface LedgerFault {
	/** `missing`: what happened has no line; `unfounded`: a line of nothing that happened. */
	fault: 'unbalanced' | 'missing' | 'unfounded' | 'amount-differs';
	kind: LedgerKind;
	subject: string;
	orderId: string;
	/** 缴款流水号 of the order, where it is here. */
	serial: string | null;
	/** Null where an entry as a whole does not balance. */
	account: LedgerAccount | null;
	expectedFen: number | null;
	foundFen: number | null;
}

export interface LedgerBalance {
	account: LedgerAccount;
	/** Debits less credits, fen. */
	amountFen: number;
}

interface Written {
	atMs: number;
	by: string;
}

function moved(amountFen: number, debit: LedgerAccount, credit: LedgerAccount): LedgerEntry['lines'] {
	return [
		{ account: debit, amountFen },
		{ account: credit, amountFen: -amountFen },
	];
}

export function orderEntry(order: Pick<OrderRow, 'id' | 'amountFen'>, written: Written): LedgerEntry {
	const lines = moved(order.amountFen, 'receivable', 'levied');
	return { kind: 'order', subject: order.id, orderId: order.id, ...written, lines };
}

export function voidEntry(order: Pick<OrderRow, 'id' | 'amountFen'>, written: Written): LedgerEntry {
	const lines = moved(order.amountFen, 'levied', 'receivable');
	return { kind: 'void', subject: order.id, orderId: order.id, ...written, lines };
}

/** `from` is `held` for money that waited until its order came. */
export function paymentEntry(payment: PaymentRow, from: 'received' | 'held', written: Written): LedgerEntry {
	const lines = moved(payment.paidFen, from, 'receivable');
	return { kind: 'payment', subject: payment.id, orderId: payment.orderId, ...written, lines };
}

export function heldEntry(stray: StrayPaymentRow, written: Written): LedgerEntry {
	const lines = moved(stray.amountFen, 'received', 'held');
	return { kind: 'held', subject: stray.id, orderId: stray.reportedOrderId, ...written, lines };
}

export function refundDueEntry(stray: StrayPaymentRow, written: Written): LedgerEntry {
	const lines = moved(stray.amountFen, 'held', 'refunds-due');
	return { kind: 'refund-due', subject: stray.id, orderId: stray.reportedOrderId, ...written, lines };
}

export function refundedEntry(stray: StrayPaymentRow, written: Written): LedgerEntry {
	const lines = moved(stray.amountFen, 'refunds-due', 'refunded');
	return { kind: 'refunded', subject: stray.id, orderId: stray.reportedOrderId, ...written, lines };
}

export function settledEntry(payment: PaymentRow, written: Written): LedgerEntry {
	const lines = moved(payment.paidFen, 'settled', 'received');
	return { kind: 'settled', subject: payment.id, orderId: payment.orderId, ...written, lines };
}
