/** How a scheme says what care is worth and what a claim needs. */
import * as z from 'zod/mini';
import { Cites, Fen, Key, Percent, Point, Readings, Words } from './scheme-words.ts';

/** Levels of hospital with what each asks first and pays; equal ends of the range: the rate is given. */
const Inpatient = z.object({
	levels: z.array(
		z
			.object({ key: Key, label: Words, deductibleFen: Fen, minPercent: Percent, maxPercent: Percent })
			.check(
				z.refine(({ minPercent, maxPercent }) => minPercent <= maxPercent, 'minPercent at most maxPercent'),
			),
	),
	capFen: Fen,
	notes: z.array(Point),
	cites: Cites,
});

const AccidentOutpatient = z.object({
	/** Paid only where the cost is above this. */
	aboveFen: Fen,
	/** The part beyond is not paid. */
	upToFen: Fen,
	percent: Percent,
	/** Whether the first `aboveFen` are paid too once the cost is above: all readings applied make the range. */
	readings: Readings(['only-above', 'whole-amount']),
	notes: z.array(Point),
	cites: Cites,
});

const MajorIllness = z.object({
	deductibleFen: Fen,
	/** Bands of the part above the deductible, each at its own rate; the last has no upper end. */
	bands: z
		.array(z.object({ upToFen: z.nullable(Fen), percent: Percent }))
		.check(z.refine(areBandsSound, 'ends that rise, and only the last without an end')),
	capFen: Fen,
	notes: z.array(Point),
	cites: Cites,
});

function areBandsSound(bands: readonly { upToFen: number | null }[]): boolean {
	return bands.every(({ upToFen }, i) =>
		i === bands.length - 1 ? upToFen === null : upToFen !== null && upToFen > (bands[i - 1]?.upToFen ?? 0),
	);
}

/** Null, for all or for one kind of care: the document gives none, and `cites` says so. */
export const Amounts = z.object({
	cites: Cites,
	amounts: z.nullable(
		z.object({
			inpatient: z.nullable(Inpatient),
			accidentOutpatient: z.nullable(AccidentOutpatient),
			majorIllness: z.nullable(MajorIllness),
		}),
	),
});
export type Amounts = z.infer<typeof Amounts>;

const ClaimDocument = z.object({
	key: Key,
	/** The document's own words. */
	text: z.string(),
	label: Words,
	onlyWithAgent: z.boolean(),
	/** Who writes it, original or copy, whose stamp: as the document asks; absent: it does not say. */
	issuer: z.optional(z.enum(['hospital', 'school'])),
	form: z.optional(z.enum(['original', 'copy'])),
	stamp: z.optional(z.enum(['hospital', 'hospital-first-page', 'school'])),
	/** Of a statement: what it must say, in the document's order. */
	says: z.optional(z.array(Words)),
});

const ClaimKind = z.object({
	kind: Key,
	title: Words,
	/** When it applies, what to do first, where, at what rate. */
	notes: z.array(Point),
	/** In the document's order. */
	documents: z.array(ClaimDocument),
	/** Which amounts its money goes by; absent: the document gives none for it. */
	benefit: z.optional(z.enum(['inpatient', 'accident-outpatient'])),
	/** The bank whose card or passbook must be named. */
	bank: z.nullable(z.object({ name: z.string(), cites: Cites })),
	cites: Cites,
});

export const Claims = z.object({
	offered: z.boolean(),
	/** Why not, where none is offered. */
	cites: Cites,
	/** Care settled at the hospital, where no claim is needed. */
	settledAtHospital: z.array(z.object({ kind: Key, text: Words, cites: Cites })),
	kinds: z.array(ClaimKind),
});
export type Claims = z.infer<typeof Claims>;
