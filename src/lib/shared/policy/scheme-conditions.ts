/** What the rules of a scheme hang on: read by rules, never by the name of the place. Null: no such rule there. */
import * as z from 'zod/mini';
import { Cites, Key, Readings } from './scheme-words.ts';

const Condition = z.nullable(z.object({ cites: Cites }));

/** Paid outside the window: so long without benefits. Months end on the same day of the month, or on its last. */
const Waiting = z.object({
	count: z.int().check(z.minimum(1)),
	unit: z.enum(['days', 'months']),
	/** Which day is the first of the wait. */
	readings: Readings(['payment-day-is-first', 'next-day-is-first']).check(
		z.refine((all) => all.filter(({ applied }) => applied).length === 1, 'exactly one reading is applied'),
	),
	cites: Cites,
});
export type Waiting = z.infer<typeof Waiting>;

export const Conditions = z.object({
	/** 学籍 must be on record: `cites` when it is missing, `unknownCites` when nobody knows. */
	registerRequired: z.nullable(z.object({ cites: Cites, unknownCites: Cites })),
	/** The document speaks of full-time students only: advice for anyone else. */
	fullTimeOnly: Condition,
	graduatesBlocked: Condition,
	/** Payment only after the centre's review. */
	reviewBeforePayment: Condition,
	/** From this age a student whom the school has not registered is charged as an adult: hold the payment. */
	adultHold: z.nullable(z.object({ fromAge: z.int(), cites: Cites })),
	/** Whether the person is insured elsewhere decides the enrollment. */
	insuredMustBeKnown: Condition,
	/** A lump sum paid through the insurance year or later leaves nothing to do. */
	lumpSumCovers: Condition,
	/** A submission before the opening day goes back. */
	returnBeforeOpening: Condition,
	/** After the closing day it is still possible, with advice. */
	adviseAfterClosing: Condition,
	waiting: z.nullable(Waiting),
	hardship: z.object({
		/** Where an identity must be certified to be the scheme's own: a key of `identity.certifiedIn`. */
		home: Key,
		homeCites: Cites,
		elsewhereCites: Cites,
		unknownCites: Cites,
		/** A person must look at an identity certified elsewhere. */
		elsewhereNeedsPerson: z.boolean(),
	}),
});
export type Conditions = z.infer<typeof Conditions>;
