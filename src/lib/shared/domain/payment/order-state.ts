/*
 * due (未缴费) ──gateway saw a payment──▶ paid (已缴费)
 *  └──────────── void (申报作废) when the enrollment is corrected before payment
 *
 * "paid" is an observed fact: a verified callback or an answer to our own query, never a button.
 */
export const orderStates = ['due', 'paid', 'void'] as const;
export type OrderState = (typeof orderStates)[number];

export const paymentMethods = ['unionpay', 'wechat', 'wechat-qr', 'bank'] as const;
export type PaymentMethod = (typeof paymentMethods)[number];
