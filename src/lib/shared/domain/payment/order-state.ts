/*
 * The life of one payment order, as far as it was observed: by a verified callback or by an answer to our own
 * query, never by a button. What the tax side tells of a payment in the making moves an open order about:
 *
 *   due (未缴费) ──declared──▶ declared (已申报) ──begun──▶ paying (缴款中) ──failed──▶ failed (扣款失败)
 *                               ▲                             ▲                          │      │
 *                               │                             └────────去缴款────────────┘      │
 *                               └──重新申报── cancelled (已取消缴款) ◀───────取消缴款──────────┘
 *
 *   each of these five ──paid────▶ paid (已缴费) ──settled──▶ settled (已入库)
 *                      ──misfit──▶ mismatch (needs a person): money came that is not this order's
 *                      ──voided──▶ void (申报作废)
 *
 *   paid, settled, void ──misfit──▶ refund-pending (待退费) ◀──paid── mismatch
 *
 * Once nothing is held for it any more, because a person gave the money to an order that it fits or the tax side has
 * sent it back, an order is what its money makes it (`stateByMoney`):
 *
 *   mismatch ───────cleared──▶ due, or paid by the money that was held
 *   refund-pending ─cleared──▶ paid, settled, or void
 *
 * Money is never turned away by a state: what an order cannot take is held with its reason (`stray-payment.ts`).
 */
export const orderStates = [
	'due',
	'declared',
	'paying',
	'paid',
	'settled',
	'failed',
	'cancelled',
	'void',
	'mismatch',
	'refund-pending',
] as const;
export type OrderState = (typeof orderStates)[number];

/** What the tax side may say of a payment in the making. */
export const paymentSteps = ['declared', 'paying', 'failed', 'cancelled'] as const;
export type PaymentStep = (typeof paymentSteps)[number];

export const orderEvents = [
	...paymentSteps,
	/** Money that is this order's: its amount, a possible time, a receipt number of its own, the first. */
	'paid',
	/** Money that came for this order and cannot be its payment. */
	'misfit',
	'voided',
	/** The tax side's statement holds the payment. */
	'settled',
] as const;
export type OrderEvent = (typeof orderEvents)[number];

type Moves = Partial<Record<OrderEvent, OrderState>>;

const open: Moves = {
	declared: 'declared',
	paying: 'paying',
	failed: 'failed',
	cancelled: 'cancelled',
	paid: 'paid',
	misfit: 'mismatch',
	voided: 'void',
};
const moneyTooMuch: Moves = { misfit: 'refund-pending' };

const transitions: Record<OrderState, Moves> = {
	due: open,
	declared: open,
	paying: open,
	failed: open,
	cancelled: open,
	paid: { ...moneyTooMuch, settled: 'settled' },
	settled: moneyTooMuch,
	void: moneyTooMuch,
	mismatch: { paid: 'refund-pending', misfit: 'mismatch' },
	'refund-pending': moneyTooMuch,
};

/** The state after an event; null where the event moves nothing. */
export function nextOrderState(state: OrderState, event: OrderEvent): OrderState | null {
	return transitions[state][event] ?? null;
}

/** The state that an order has by its money alone, after some of what was held for it was given away. */
export function stateByMoney(order: {
	isHeldFor: boolean;
	isPaid: boolean;
	isSettled: boolean;
	isVoid: boolean;
}): OrderState {
	const { isHeldFor, isPaid, isSettled, isVoid } = order;
	if (isHeldFor) return isPaid || isVoid ? 'refund-pending' : 'mismatch';
	if (isPaid) return isSettled ? 'settled' : 'paid';
	return isVoid ? 'void' : 'due';
}

/** Still to be paid, whatever was tried. */
export function isOpenOrder(state: OrderState): boolean {
	return transitions[state].declared !== undefined;
}

/** No money came for it: an approval with such an order can be taken back. */
export function isWithoutMoney(state: OrderState): boolean {
	return isOpenOrder(state) || state === 'void';
}

/** The states that wait for a clerk. */
export const statesForAPerson = ['mismatch', 'refund-pending'] as const satisfies OrderState[];

export function needsAPerson(state: OrderState): boolean {
	return statesForAPerson.some((one) => one === state);
}

export const paymentMethods = ['unionpay', 'wechat', 'wechat-qr', 'bank'] as const;
export type PaymentMethod = (typeof paymentMethods)[number];
