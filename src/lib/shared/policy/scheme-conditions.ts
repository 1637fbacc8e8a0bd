/** What the rules of a scheme hang on: read by rules, never by the name of the place. Null: no such rule there. */
import * as z from 'zod/mini';
import { Cites } from './scheme-words.ts';

const Condition = z.nullable(z.object({ cites: Cites }));

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
	waiting: z.nullable(z.object({ days: z.int(), cites: Cites })),
	hardship: z.object({
		/** Where an identity must be certified to be the scheme's own. */
		home: z.enum(['yunnan', 'jilin']),
		homeCites: Cites,
		elsewhereCites: Cites,
		unknownCites: Cites,
		/** A person must look at an identity certified elsewhere. */
		elsewhereNeedsPerson: z.boolean(),
	}),
});
export type Conditions = z.infer<typeof Conditions>;
