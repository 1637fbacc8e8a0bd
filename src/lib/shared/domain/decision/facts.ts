/**
 * The facts that rules decide on. Strict: an unknown fact is an error, an absent one is "not known".
 * Money in fen, dates `YYYY-MM-DD` in Asia/Shanghai.
 */
import * as z from 'zod/mini';
import { idTypeValues } from '../code-lists/id-types.ts';
import { isIsoDate } from '../../std/date.ts';
import { hardshipChoices, insuredStates, type Vocabulary } from './fact-values.ts';

const Day = z.string().check(z.refine(isIsoDate, 'not a calendar date'));
const Year = z.int().check(z.minimum(1900), z.maximum(9999));
const FenAmount = z.int().check(z.minimum(0));

export interface Hardship {
	kind: string;
	certifiedIn: string;
	chooses: (typeof hardshipChoices)[number];
}

const insurance = {
	insured: z.optional(z.enum(insuredStates)),
	/** The last year paid; needed with `lump-sum`. */
	lumpSumThrough: z.optional(Year),
};
const lumpSumHasYear = z.refine<{ insured?: string; lumpSumThrough?: number }>(
	(facts) => facts.insured !== 'lump-sum' || facts.lumpSumThrough !== undefined,
	{ path: ['lumpSumThrough'], error: 'needed with a lump sum' },
);

const text = z.optional(z.string());
const blank = z.string().check(z.refine((value) => value.trim() === '', 'unknown kind of document'));

/** Values as on the screens; a blank counts as missing. */
const FormFacts = z.strictObject({
	name: text,
	idType: z.optional(z.union([z.enum(idTypeValues), blank])),
	idNumber: text,
	phone: text,
	gender: text,
	ethnicity: text,
	maritalStatus: text,
	address: text,
	domicileAddress: text,
	domicileDivision: text,
	insuranceKind: text,
	bankName: text,
	accountName: text,
	accountNumber: text,
});
export type FormFacts = z.infer<typeof FormFacts>;

/** Null: has none. Absent: not known. */
function hardship({ hardshipKinds, certificationPlaces }: Vocabulary) {
	const given = z.strictObject({
		kind: z.enum(hardshipKinds),
		certifiedIn: z.enum(certificationPlaces),
		chooses: z.enum(hardshipChoices),
	});
	return z.optional(z.nullable(given));
}

function enrollment(words: Vocabulary) {
	const student = z.strictObject({
		/** Has 学籍 with the education authority. */
		registered: z.optional(z.boolean()),
		fullTime: z.optional(z.boolean()),
		entryYear: z.optional(Year),
		graduated: z.optional(z.boolean()),
		/** "你确定是…在校大学生吗" was answered with 确定. */
		schoolConfirmed: z.optional(z.boolean()),
	});
	return z
		.strictObject({
			/** The day of submission. */
			date: Day,
			student: z.optional(student),
			hardship: hardship(words),
			/** The letter is signed for the present content. */
			letterSigned: z.optional(z.boolean()),
			...insurance,
			form: z.optional(FormFacts),
		})
		.check(lumpSumHasYear);
}
export type EnrollmentFacts = z.infer<ReturnType<typeof enrollment>>;

function fee(words: Vocabulary) {
	const student = z.strictObject({
		entryYear: z.optional(Year),
		age: z.optional(z.int().check(z.minimum(0))),
		/** The school has entered the student in the platform. */
		schoolRegistered: z.optional(z.boolean()),
	});
	const yearly = {
		date: Day,
		student: z.optional(student),
		...insurance,
		hardship: hardship(words),
		/** The centre's review is done. */
		reviewed: z.optional(z.boolean()),
	};
	const { lumpSumYears } = words;
	/** Years to be paid at once; absent: one. */
	const payYears = z.optional(
		z.int().check(z.refine((years) => years === 1 || lumpSumYears.includes(years), 'not offered')),
	);
	const several = z.strictObject({ ...yearly, payYears }).check(lumpSumHasYear);
	if (lumpSumYears.length > 0) return several;
	return z.strictObject(yearly).check(lumpSumHasYear) as unknown as typeof several;
}
export type FeeFacts = z.infer<ReturnType<typeof fee>>;

const CoverageFacts = z.strictObject({
	paidOn: Day,
	student: z.optional(z.strictObject({ entryYear: z.optional(Year) })),
});
export type CoverageFacts = z.infer<typeof CoverageFacts>;

function claim({ claimKinds, claimDocuments }: Vocabulary) {
	return z.strictObject({
		kind: z.enum(claimKinds),
		/** Somebody else applies; absent: no. */
		agent: z.optional(z.boolean()),
		bankName: z.optional(z.string()),
		documents: z.optional(z.array(z.enum(claimDocuments))),
	});
}
export type ClaimFacts = z.infer<ReturnType<typeof claim>>;

function benefit({ hospitalLevels }: Vocabulary) {
	return z.discriminatedUnion('kind', [
		z.strictObject({ kind: z.literal('inpatient'), level: z.enum(hospitalLevels), eligibleFen: FenAmount }),
		z.strictObject({ kind: z.literal('accident-outpatient'), eligibleFen: FenAmount }),
		/** The year's eligible own payments. */
		z.strictObject({ kind: z.literal('major-illness'), ownEligibleFen: FenAmount }),
	]);
}
export type BenefitFacts = z.infer<ReturnType<typeof benefit>>;

/** The strict schema of each question's facts, in the words of one scheme. */
export function factSchemas(words: Vocabulary) {
	return {
		enrollment: enrollment(words),
		fee: fee(words),
		coverage: CoverageFacts,
		claim: claim(words),
		benefit: benefit(words),
	};
}
