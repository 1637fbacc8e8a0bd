import * as z from 'zod/mini';
import { enrollmentStates } from '../domain/enrollment/state.ts';
import { orderStates } from '../domain/payment/order-state.ts';
import { Id } from './mutation.ts';

/** A school administrator's progress: counts only, own school only. */
export const SchoolProgress = z.object({
	schoolCode: z.string(),
	byState: z.array(z.object({ state: z.enum(enrollmentStates), count: z.number() })),
	paid: z.number(),
});
export type SchoolProgress = z.infer<typeof SchoolProgress>;

/** A clerk's list of orders: no ID number, the name's first character only. */
export const OrderRow = z.object({
	id: z.string(),
	serial: z.string(),
	nameMasked: z.string(),
	schoolCode: z.string(),
	state: z.enum(orderStates),
	amountFen: z.number(),
	taxReceiptNumber: z.nullable(z.string()),
	createdAtMs: z.number(),
	paidAtMs: z.nullable(z.number()),
});
export type OrderRow = z.infer<typeof OrderRow>;

export const OrderList = z.object({
	rows: z.array(OrderRow),
	next: z.nullable(z.string()),
	total: z.number(),
});
export type OrderList = z.infer<typeof OrderList>;

export const OrderListInput = z.strictObject({ after: z.optional(z.string().check(z.maxLength(100))) });
export type OrderListInput = z.infer<typeof OrderListInput>;

export const CheckPaymentInput = z.strictObject({ orderId: Id });
export type CheckPaymentInput = z.infer<typeof CheckPaymentInput>;
