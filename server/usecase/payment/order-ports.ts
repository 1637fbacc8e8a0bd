/** Orders and their payments in the store. Times are real, in ms; `…On` are business dates. */
import type { CoverageDecision, OrderFee } from '#shared/domain/decision/decision.ts';
import type { OrderState, PaymentMethod } from '#shared/domain/payment/order-state.ts';

export interface OrderRow {
	id: string;
	enrollmentId: string;
	ownerAccountId: string;
	personId: string;
	schemeId: string;
	schoolCode: string;
	insuranceYear: number;
	/** The name's first character, the rest as `*`: all that a clerk's list shows. */
	payerNameMasked: string;
	state: OrderState;
	fee: OrderFee;
	amountFen: number;
	/** 缴款流水号 */
	serial: string;
	createdAtMs: number;
	updatedAtMs: number;
	/** When the gateway acknowledged the order; null: still to be sent. */
	acknowledgedAtMs: number | null;
	attempts: number;
	nextTryAtMs: number;
	/** Counts what the gateway told of payments in the making: of two reports the higher is the newer. */
	gatewaySequence: number;
	/** When a deduction for it failed, oldest first; the last of many. */
	failuresAtMs: number[];
	/** When it was made void; stays when money came all the same. */
	voidedAtMs: number | null;
}

export interface PaymentRow {
	id: string;
	orderId: string;
	/** 电子税票号码 */
	taxReceiptNumber: string;
	paidFen: number;
	paidAtMs: number;
	paidOn: string;
	method: PaymentMethod;
	/** 所属期 */
	periodFrom: string;
	periodTo: string;
	coverage: CoverageDecision;
	createdAtMs: number;
	personId: string;
	/** What is insured, whichever scheme's order it was: one person pays it once a year. */
	insurance: string;
	insuranceYear: number;
	/** When a statement of the tax side held it (已入库). */
	settledAtMs: number | null;
}

export interface OrderTable {
	get(id: string): Promise<OrderRow | null>;
	getMany(ids: readonly string[]): Promise<OrderRow[]>;
	/** All of this account, void ones too. */
	ofOwner(accountId: string): Promise<OrderRow[]>;
	lock(id: string): Promise<OrderRow | null>;
	ofSerial(serial: string): Promise<OrderRow | null>;
	ofSerials(serials: readonly string[]): Promise<OrderRow[]>;
	/** The one that counts: not made void before made void, then the newest. */
	ofEnrollment(enrollmentId: string): Promise<OrderRow | null>;
	/** The ids of all of them, those made void too. */
	idsOfEnrollment(enrollmentId: string): Promise<string[]>;
	/** False when the person already has an order for this scheme. */
	insert(order: OrderRow): Promise<boolean>;
	update(order: OrderRow): Promise<void>;
	nextSerial(businessDate: string): Promise<string>;
	/**
	 * Orders that the gateway has not acknowledged as they are now, payable or void, and whose next try has come.
	 * One that must not be paid yet (C9) is not among them.
	 */
	unacknowledged(nowMs: number, limit: number): Promise<OrderRow[]>;
	/** Acknowledged orders that may still be paid, or were paid lately, whose next query has come. */
	toQuery(nowMs: number, limit: number): Promise<OrderRow[]>;
	/** Newest first, with the payment if there is one; of all states, or of some. The total is counted up to 20,001. */
	page(query: {
		states: readonly OrderState[] | null;
		search?: OrderSearch;
		after: { createdAtMs: number; id: string } | null;
		limit: number;
	}): Promise<{ rows: { order: OrderRow; payment: PaymentRow | null }[]; total: number }>;
	countPaid(schoolCode: string): Promise<number>;
	/** Payments by school, day (Asia/Shanghai) and way of paying, newest days first. */
	totals(limit: number): Promise<MoneyTotal[]>;
}

export interface PaymentTable {
	/** False when this order, this receipt number, or this person's insurance of the year is paid already. */
	insert(payment: PaymentRow): Promise<boolean>;
	ofOrder(orderId: string): Promise<PaymentRow | null>;
	ofReceipt(taxReceiptNumber: string): Promise<PaymentRow | null>;
	ofReceipts(taxReceiptNumbers: readonly string[]): Promise<PaymentRow[]>;
	get(id: string): Promise<PaymentRow | null>;
	/** Once; false when it was before. */
	settle(id: string, atMs: number): Promise<boolean>;
}

export interface OrderSearch {
	/** A serial or a receipt number, whole or its beginning, or a whole name. */
	text: string | null;
	schoolCode: string | null;
}

export interface MoneyTotal {
	schoolCode: string;
	/** Asia/Shanghai. */
	day: string;
	method: PaymentMethod;
	count: number;
	amountFen: number;
}
