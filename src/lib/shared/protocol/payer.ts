/** What a payer does about an order beside paying it, and paying for somebody else. */
import * as z from 'zod/mini';
import { Text } from '../domain/text.ts';

/** All three must be right; the reply to a wrong one does not tell which. */
export const OtherOrderInput = z.strictObject({
	name: Text(200).check(z.minLength(1)),
	idNumber: Text(40).check(z.minLength(1)),
	/** 缴款流水号 */
	serial: z.string().check(z.regex(/^\d{1,40}$/)),
	/** The payer goes to pay it now: it is kept for 代缴记录. */
	begins: z.boolean(),
});
export type OtherOrderInput = z.infer<typeof OtherOrderInput>;

/** How it stands, for whoever pays for another; no more of its owner than that. */
const otherStates = ['to-pay', 'paid', 'void', 'not-now'] as const;
export type OtherState = (typeof otherStates)[number];

const shown = {
	serial: z.string(),
	/** The name's first character. */
	nameMasked: z.string(),
	schemeId: z.string(),
	insuranceYear: z.number(),
	amountFen: z.number(),
	state: z.enum(otherStates),
	paidAtMs: z.nullable(z.number()),
};

export const OtherOrder = z.object({
	...shown,
	/** Where to pay in demo mode, while it can be paid; null in production: the channel's own account is used. */
	payUrl: z.nullable(z.string()),
});
export type OtherOrder = z.infer<typeof OtherOrder>;

export const PaidForList = z.object({
	rows: z.array(z.object({ ...shown, begunAtMs: z.number() })),
});
export type PaidForList = z.infer<typeof PaidForList>;
