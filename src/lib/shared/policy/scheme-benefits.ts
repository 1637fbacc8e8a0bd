/** How a scheme says what care is worth and what a claim needs. */
import * as z from 'zod/mini';
import { Cites, Fen, Words } from './scheme-words.ts';

const Percent = z.int().check(z.minimum(0), z.maximum(100));

/** Null in `amounts` and an empty `kinds`: the document gives none, and `cites` says so. */
export const Amounts = z.object({
	cites: Cites,
	amounts: z.nullable(
		z.object({
			inpatient: z.object({
				deductibleFenByLevel: z.object({ province: Fen, city: Fen, district: Fen, 'health-centre': Fen }),
				/** The rate of each level is not given: the whole range holds for every level. */
				minPercent: Percent,
				maxPercent: Percent,
				capFen: Fen,
				cites: Cites,
			}),
			accidentOutpatient: z.object({ aboveFen: Fen, upToFen: Fen, percent: Percent, cites: Cites }),
			majorIllness: z.object({
				deductibleFen: Fen,
				/** Bands of the part above the deductible, each at its own rate; the last has no upper end. */
				bands: z.array(z.object({ upToFen: z.nullable(Fen), percent: Percent })),
				capFen: Fen,
				cites: Cites,
			}),
		}),
	),
});
export type Amounts = z.infer<typeof Amounts>;

export const Claims = z.object({
	offered: z.boolean(),
	/** Why not, where none is offered. */
	cites: Cites,
	/** Care settled at the hospital, where no claim is needed. */
	settledAtHospital: z.array(z.object({ kind: z.string(), cites: Cites })),
	kinds: z.array(
		z.object({
			kind: z.string(),
			title: Words,
			documents: z.array(
				z.object({
					key: z.string(),
					/** The document's own words. */
					text: z.string(),
					label: Words,
					onlyWithAgent: z.boolean(),
				}),
			),
			/** The bank whose card or passbook must be named. */
			bank: z.nullable(z.object({ name: z.string(), cites: Cites })),
			cites: Cites,
		}),
	),
});
export type Claims = z.infer<typeof Claims>;
