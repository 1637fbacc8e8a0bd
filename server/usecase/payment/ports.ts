/** The tax side's gateway, as the use cases see it. What a driver must speak is written in docs/ports.md. */
import type { PaymentMethod } from '#shared/domain/payment/order-state.ts';

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
}

export type GatewayAnswer =
	{ state: 'unknown' } | { state: 'due' } | { state: 'paid'; payment: GatewayPayment };

/** Every call rejects with RefusalError `payment.gateway-silent` when the gateway gives no usable answer. */
export interface GatewayPort {
	/** Registers the order; the same order again changes nothing. */
	putOrder(order: GatewayOrder): Promise<void>;
	queryOrder(orderId: string): Promise<GatewayAnswer>;
	/** Where a person pays in demo mode; null where the channel's own account is used. No personal data in it. */
	payUrl(orderId: string): string | null;
}
