/**
 * The facts that rules decide on. Strict: an unknown fact is an error, an absent one is "not known".
 * Money in fen, dates `YYYY-MM-DD` in Asia/Shanghai.
 */
import * as z from 'zod/mini';
import { idTypeValues } from '../code-lists/id-types.ts';
import { isIsoDate } from '../../std/date.ts';

const Day = z.string().check(z.refine(isIsoDate, 'not a calendar date'));
const Year = z.int().check(z.minimum(1900), z.maximum(9999));
const FenAmount = z.int().check(z.minimum(0));

export const hardshipKinds = ['monitored', 'subsistence', 'disabled', 'destitute', 'other'] as const;
export const certificationPlaces = ['yunnan', 'jilin', 'elsewhere'] as const;
export const hardshipChoices = ['college', 'identity-place'] as const;
export const insuredStates = ['none', 'active-elsewhere', 'lump-sum'] as const;

export const Hardship = z.strictObject({
	kind: z.enum(hardshipKinds),
	certifiedIn: z.enum(certificationPlaces),
	chooses: z.enum(hardshipChoices),
});
export type Hardship = z.infer<typeof Hardship>;

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
export const FormFacts = z.strictObject({
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

export const EnrollmentFacts = z
	.strictObject({
		/** The day of submission. */
		date: Day,
		student: z.optional(
			z.strictObject({
				/** Has 学籍 with the education authority. */
				registered: z.optional(z.boolean()),
				fullTime: z.optional(z.boolean()),
				entryYear: z.optional(Year),
				graduated: z.optional(z.boolean()),
				/** "你确定是…在校大学生吗" was answered with 确定. */
				schoolConfirmed: z.optional(z.boolean()),
			}),
		),
		/** Null: has none. Absent: not known. */
		hardship: z.optional(z.nullable(Hardship)),
		/** The letter is signed for the present content. */
		letterSigned: z.optional(z.boolean()),
		...insurance,
		form: z.optional(FormFacts),
	})
	.check(lumpSumHasYear);
export type EnrollmentFacts = z.infer<typeof EnrollmentFacts>;

export const FeeFacts = z
	.strictObject({
		date: Day,
		student: z.optional(
			z.strictObject({
				entryYear: z.optional(Year),
				age: z.optional(z.int().check(z.minimum(0))),
				/** The school has entered the student in the platform. */
				schoolRegistered: z.optional(z.boolean()),
			}),
		),
		...insurance,
		hardship: z.optional(z.nullable(Hardship)),
		/** The centre's review is done. */
		reviewed: z.optional(z.boolean()),
	})
	.check(lumpSumHasYear);
export type FeeFacts = z.infer<typeof FeeFacts>;

export const CoverageFacts = z.strictObject({
	paidOn: Day,
	student: z.optional(z.strictObject({ entryYear: z.optional(Year) })),
});
export type CoverageFacts = z.infer<typeof CoverageFacts>;

const claimKinds = [
	'inpatient-local',
	'holiday-inpatient',
	'internship-inpatient',
	'accident-outpatient',
] as const;
const claimDocuments = [
	'social-security-card',
	'agent-id',
	'inpatient-receipt',
	'medical-record',
	'inpatient-cost-list',
	'bank-card',
	'household-register',
	'school-statement',
	'outpatient-receipt',
	'outpatient-record-book',
	'outpatient-cost-list',
] as const;

export const ClaimFacts = z.strictObject({
	kind: z.enum(claimKinds),
	/** Somebody else applies; absent: no. */
	agent: z.optional(z.boolean()),
	bankName: z.optional(z.string()),
	documents: z.optional(z.array(z.enum(claimDocuments))),
});
export type ClaimFacts = z.infer<typeof ClaimFacts>;

const hospitalLevels = ['province', 'city', 'district', 'health-centre'] as const;

export const BenefitFacts = z.discriminatedUnion('kind', [
	z.strictObject({ kind: z.literal('inpatient'), level: z.enum(hospitalLevels), eligibleFen: FenAmount }),
	z.strictObject({ kind: z.literal('accident-outpatient'), eligibleFen: FenAmount }),
	/** The year's eligible own payments. */
	z.strictObject({ kind: z.literal('major-illness'), ownEligibleFen: FenAmount }),
]);
export type BenefitFacts = z.infer<typeof BenefitFacts>;
