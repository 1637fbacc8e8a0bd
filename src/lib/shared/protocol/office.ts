import * as z from 'zod/mini';
import { enrollmentStates } from '../domain/enrollment/state.ts';
import { orderStates, paymentMethods } from '../domain/payment/order-state.ts';
import { strayReasons } from '../domain/payment/stray-payment.ts';
import { Id } from './mutation.ts';

/** A school administrator's progress: counts only, own school only. */
export const SchoolProgress = z.object({
	schoolCode: z.string(),
	byState: z.array(z.object({ state: z.enum(enrollmentStates), count: z.number() })),
	paid: z.number(),
});
export type SchoolProgress = z.infer<typeof SchoolProgress>;

/** At most this many students in one list, and in one act on it. */
export const maxMarks = 500;

/** Students who must not pay before the school has entered them in the platform. No ID number. */
export const HeldStudents = z.object({
	rows: z.array(
		z.object({
			/** Of the enrollment. */
			id: z.string(),
			nameMasked: z.string(),
			studentNumber: z.nullable(z.string()),
			caseNumber: z.nullable(z.string()),
		}),
	),
	total: z.number(),
});
export type HeldStudents = z.infer<typeof HeldStudents>;

export const MarkRegisteredInput = z.strictObject({
	ids: z.array(Id).check(z.minLength(1), z.maxLength(maxMarks)),
});
export type MarkRegisteredInput = z.infer<typeof MarkRegisteredInput>;

/** `notDone`: absent, not of this school, or not approved; the reply does not tell which. */
export const MarkRegisteredResult = z.object({ done: z.number(), notDone: z.number() });
export type MarkRegisteredResult = z.infer<typeof MarkRegisteredResult>;

/** Money that was reported and is no order's payment: it waits for a person. */
export const HeldMoney = z.object({
	id: z.string(),
	taxReceiptNumber: z.string(),
	amountFen: z.number(),
	reason: z.enum(strayReasons),
	receivedAtMs: z.number(),
	/** 待退费: it goes back, and waits for the tax side. */
	isRefundDue: z.boolean(),
});
export type HeldMoney = z.infer<typeof HeldMoney>;

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
	/** What came for this order and could not be its payment. */
	held: z.array(HeldMoney),
});
export type OrderRow = z.infer<typeof OrderRow>;

export const OrderList = z.object({
	rows: z.array(OrderRow),
	next: z.nullable(z.string()),
	total: z.number(),
	/** There are more than `total`. Absent: a server of before that was counted. */
	isMore: z.optional(z.boolean()),
	/** Money of no order, newest first; with the first page only. */
	unmatched: z.array(HeldMoney),
});
export type OrderList = z.infer<typeof OrderList>;

export const OrderListInput = z.strictObject({
	after: z.optional(z.string().check(z.maxLength(100))),
	only: z.optional(z.enum(['needs-person'])),
});

export const OrderSearchInput = z.strictObject({
	after: z.optional(z.string().check(z.maxLength(100))),
	only: z.optional(z.enum(['needs-person'])),
	state: z.optional(z.enum(orderStates)),
	schoolCode: z.optional(z.string().check(z.maxLength(40))),
	/** A serial or receipt number or its beginning, or a whole name. */
	text: z.optional(z.string().check(z.minLength(1), z.maxLength(60))),
});
export type OrderSearchInput = z.infer<typeof OrderSearchInput>;

export const AssignMoneyInput = z.strictObject({
	strayId: Id,
	/** 缴款流水号 of the order that it fits. */
	serial: z.string().check(z.regex(/^\d{1,40}$/)),
});
export const RefundMoneyInput = z.strictObject({ strayId: Id });

/** Payments by school, day and way of paying. */
export const MoneyTotals = z.object({
	rows: z.array(
		z.object({
			schoolCode: z.string(),
			day: z.string(),
			method: z.enum(paymentMethods),
			count: z.number(),
			amountFen: z.number(),
		}),
	),
});
export type MoneyTotals = z.infer<typeof MoneyTotals>;

/** The same as a file: whose copy it is, and the fingerprint (SHA-256) that the audit has too. */
export const TakenTotals = z.extend(MoneyTotals, {
	/** Last digits of the phone of who took it. */
	takenBy: z.string(),
	takenAtMs: z.number(),
	fingerprint: z.string(),
});
export type TakenTotals = z.infer<typeof TakenTotals>;

export const CheckPaymentInput = z.strictObject({ orderId: Id });
export type CheckPaymentInput = z.infer<typeof CheckPaymentInput>;
