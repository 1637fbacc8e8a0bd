import * as z from 'zod/mini';
import { Id } from './mutation.ts';

/** The code on a receipt, as its QR carries it. */
export const VerifyPaperInput = z.strictObject({ code: Id });

/** What a receipt is said to be, to whoever holds it: nothing that does not stand on it. */
export const PaperVerdict = z.object({
	title: z.string(),
	amountFen: z.number(),
	taxReceiptNumber: z.string(),
	payerMasked: z.string(),
	periodFrom: z.string(),
	periodTo: z.string(),
	paidOn: z.string(),
	demo: z.boolean(),
});
export type PaperVerdict = z.infer<typeof PaperVerdict>;
