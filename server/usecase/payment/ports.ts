/** The tax side's gateway, as the use cases see it. What a driver must speak is written in docs/ports.md. */
import type { PaymentMethod, PaymentStep } from '#shared/domain/payment/order-state.ts';
import type { StrayReason } from '#shared/domain/payment/stray-payment.ts';
import type { LedgerTable } from './ledger-entries.ts';
import type { OrderTable, PaymentTable } from './order-ports.ts';

/** An order as it is registered with the tax side. All words come from the scheme. */
export interface GatewayOrder {
	orderId: string;
	/** 缴款流水号 */
	serial: string;
	amountFen: number;
	payer: { name: string; idNumber: string };
	/** 所属期 */
	period: { from: string; to: string };
	/** What must stand on the channel's screen (Y16), in the scheme's order. */
	identity: { label: string; value: string }[];
	/** The ways to pay that the scheme names, in its order. */
	methods: { key: PaymentMethod; name: string; recommended: boolean }[];
	receiptTitle: string;
	levyItem: string;
}

/** A payment as the gateway reports it, in a callback or as an answer to a query. */
export interface GatewayPayment {
	orderId: string;
	amountFen: number;
	/** 电子税票号码 */
	taxReceiptNumber: string;
	/** Real time, ms. */
	paidAtMs: number;
	method: PaymentMethod;
	/** Real time, ms: it has sent the money back. */
	refundedAtMs?: number | undefined;
}

/** What the gateway knows of an order. `sequence` grows with every step: of two reports the higher is newer. */
export type GatewayAnswer =
	| { state: 'unknown' }
	| { state: 'due' | 'void'; payments?: GatewayPayment[] | undefined }
	| { state: PaymentStep; sequence: number; payments?: GatewayPayment[] | undefined }
	/** `payments` when there are several. */
	| { state: 'paid'; payment: GatewayPayment; payments?: GatewayPayment[] | undefined };

/** Every call rejects with RefusalError `payment.gateway-silent` when the gateway gives no usable answer. */
export interface GatewayPort {
	/** Registers the order; the same order again changes nothing. */
	putOrder(order: GatewayOrder): Promise<void>;
	/** 申报作废: from then on it cannot be paid there, registered before or not. Answers as a query does. */
	voidOrder(orderId: string): Promise<GatewayAnswer>;
	/** 取消缴款 of what was begun and is not paid; where there is nothing of that, nothing. Answers as a query does. */
	cancelOrder(orderId: string): Promise<GatewayAnswer>;
	queryOrder(orderId: string): Promise<GatewayAnswer>;
	/** Where a person pays in demo mode; null where the channel's own account is used. No personal data in it. */
	payUrl(orderId: string): string | null;
}

/** What makes a reported payment the same as one reported before. */
export interface ReportedKey {
	/** The order that the gateway named. */
	reportedOrderId: string;
	taxReceiptNumber: string;
	amountFen: number;
}

/** Money that was verifiably reported and is no order's payment: held, with its reason, until a person decides. */
export interface StrayPaymentRow extends ReportedKey {
	id: string;
	/** Null while no such order is here. */
	orderId: string | null;
	paidAtMs: number;
	method: PaymentMethod;
	reason: StrayReason;
	source: 'callback' | 'query';
	receivedAtMs: number;
	/** When an order took it after all: held no longer. */
	appliedAtMs: number | null;
	/** 待退费: it is to go back. */
	refundDueAtMs: number | null;
	/** When the tax side was seen to have sent it back: held no longer. */
	refundedAtMs: number | null;
}

export interface StrayPaymentTable {
	/** Keeps it; one that was known without an order gets the order and the reason of this one. True: it was new. */
	hold(row: StrayPaymentRow): Promise<boolean>;
	find(key: ReportedKey): Promise<StrayPaymentRow | null>;
	get(id: string): Promise<StrayPaymentRow | null>;
	lock(id: string): Promise<StrayPaymentRow | null>;
	/** All with this receipt number, what is held no longer too; oldest first. */
	ofReceipt(taxReceiptNumber: string): Promise<StrayPaymentRow[]>;
	/** Whether another report than this one named the receipt number. */
	hasReceipt(key: ReportedKey): Promise<boolean>;
	markApplied(id: string, atMs: number): Promise<void>;
	markRefundDue(id: string, atMs: number): Promise<void>;
	markRefunded(id: string, atMs: number): Promise<void>;
	/** What is held of these orders, oldest first. */
	ofOrders(orderIds: readonly string[]): Promise<StrayPaymentRow[]>;
	/** All that is held, newest first. */
	ofAll(limit: number): Promise<StrayPaymentRow[]>;
	/** What is held of no order, newest first. */
	ofNoOrder(limit: number): Promise<StrayPaymentRow[]>;
}

/** Who went to pay an order of somebody else (代他人缴费). */
export interface PaidForTable {
	/** Once for each account and order. */
	add(row: PaidForRow): Promise<void>;
	/** Newest first. */
	ofAccount(accountId: string, limit: number): Promise<PaidForRow[]>;
}

interface PaidForRow {
	accountId: string;
	orderId: string;
	atMs: number;
}

export interface PayerTx {
	paidFor: PaidForTable;
}

/** What a transaction has of money. */
export interface MoneyTx {
	orders: OrderTable;
	payments: PaymentTable;
	strays: StrayPaymentTable;
	ledger: LedgerTable;
}
