/** Why money that the tax side verifiably reported is not an order's payment. It is held until a person decides. */
export const strayReasons = [
	/** No such order here, or not yet. */
	'order-unknown',
	/** Another amount than the order's. */
	'amount',
	/** A time of payment long before the order, or yet to come. */
	'paid-at',
	/** The order was paid before: a second payment. */
	'paid-already',
	/** 申报作废: the order was void. */
	'order-void',
	/** The receipt number belongs to another order's payment. */
	'receipt-number',
	/** This person's insurance of this year was paid through another order. */
	'person-paid',
] as const;
export type StrayReason = (typeof strayReasons)[number];
