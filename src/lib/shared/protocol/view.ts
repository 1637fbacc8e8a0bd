/** What a person sees of the server's records. Sent whole; the newest `rev` wins. */
import * as z from 'zod/mini';
import {
	CoverageDecision,
	OrderFee,
	Finding,
	UsedFact,
	enrollmentOutcomes,
} from '../domain/decision/decision.ts';
import { RegisterCheck } from '../domain/decision/register-check.ts';
import { ClaimDocuments } from '../domain/claim/claim.ts';
import { ClaimWord, Valuation } from '../domain/claim/claim-review.ts';
import { claimActs, claimStates } from '../domain/claim/claim-state.ts';
import { Consent } from '../domain/enrollment/consent.ts';
import { DraftFields, FieldValue } from '../domain/enrollment/fields.ts';
import { enrollmentStates } from '../domain/enrollment/state.ts';
import { orderStates, paymentMethods } from '../domain/payment/order-state.ts';
import { strayReasons } from '../domain/payment/stray-payment.ts';
import { Correction } from '../domain/review/correction.ts';
import { ReviewWord } from '../domain/review/reasons.ts';
import { Signature } from '../domain/signature/signature.ts';

/** Two devices set one field, neither knowing of the other: the first to arrive stands, the other is kept here. */
export const FieldConflict = z.object({
	/** Its number; an edit that `settles` it lets it stand. */
	n: z.number(),
	/** The field's key; `@school` for the school. */
	field: z.string(),
	/** What the later one would have set; null: it would have cleared the field. */
	value: FieldValue,
	/** Server time in ms. */
	atMs: z.number(),
});
export type FieldConflict = z.infer<typeof FieldConflict>;

export const EnrollmentView = z.object({
	id: z.string(),
	schemeId: z.string(),
	schoolCode: z.string(),
	state: z.enum(enrollmentStates),
	fields: DraftFields,
	consent: z.nullable(Consent),
	signature: z.nullable(Signature),
	signatureHash: z.nullable(z.string()),
	contentHash: z.nullable(z.string()),
	/** A short number to say on the phone, e.g. `K23-000192`; null before submission. */
	caseNumber: z.nullable(z.string()),
	/** Server times in ms, business date as `YYYY-MM-DD`; null before submission. */
	submittedAtMs: z.nullable(z.number()),
	submittedOn: z.nullable(z.string()),
	decidedAtMs: z.nullable(z.number()),
	decidedOn: z.nullable(z.string()),
	/** The newest evaluation by the scheme's rules, once submitted. */
	evaluation: z.nullable(
		z.object({
			outcome: z.enum(enrollmentOutcomes),
			findings: z.array(Finding),
			schemeVersion: z.string(),
			/** What it rests on beside the form, each with where it comes from. Since protocol 3. */
			facts: z.optional(z.array(UsedFact)),
			/** How far asking the registers has come. Since protocol 3. */
			checks: z.optional(z.array(RegisterCheck)),
		}),
	),
	/** What must be mended, or why it was not passed: while that stands. Absent in views that a phone kept from before. */
	review: z.optional(z.nullable(ReviewWord)),
	/** What volunteers entered about this person and was not used, since the person declared. Since protocol 3. */
	setAside: z.optional(z.array(z.object({ atMs: z.number() }))),
	/** What a reviewer corrected after the approval, oldest first. Absent in views from before protocol 3. */
	corrections: z.optional(z.array(Correction)),
	/** Counts the edits; what an edit names as its `base`. Since protocol 4; absent: 0. */
	revision: z.optional(z.number()),
	/** A volunteer's, handed over in this drive: fields, consent and signature stay with the server. Since protocol 6. */
	driveId: z.optional(z.string()),
	/** What waits for the person's choice, while it can be edited. Since protocol 4; absent: nothing. */
	conflicts: z.optional(z.array(FieldConflict)),
	updatedAtMs: z.number(),
});
export type EnrollmentView = z.infer<typeof EnrollmentView>;

/** What its owner is told of an enrollment. */
export const NoticeView = z.object({
	id: z.string(),
	/** A `NoticeKind`, or one of a newer server. */
	kind: z.string(),
	/** The record that it leads to: an enrollment, or else a claim; neither yet of `prepared`. Null since protocol 5. */
	enrollmentId: z.nullable(z.string()),
	/** Since protocol 5. Absent: null. */
	claimId: z.optional(z.nullable(z.string())),
	/** Server times in ms. */
	atMs: z.number(),
	readAtMs: z.nullable(z.number()),
});
export type NoticeView = z.infer<typeof NoticeView>;

/** Enough of one's own other submission to choose between the two. */
export const OtherCase = z.object({
	id: z.string(),
	caseNumber: z.nullable(z.string()),
	state: z.enum(enrollmentStates),
});
export type OtherCase = z.infer<typeof OtherCase>;

export const OrderView = z.object({
	id: z.string(),
	enrollmentId: z.string(),
	state: z.enum(orderStates),
	fee: OrderFee,
	/** 缴款流水号 */
	serial: z.string(),
	createdAtMs: z.number(),
	/** Whether the tax side has it as it is now. Absent in views that a phone kept from before: it was then. */
	isAtTaxSide: z.optional(z.boolean()),
	/** Where the person pays in demo mode; null in production, where the channel's own account is used, and while it cannot be paid. */
	payUrl: z.nullable(z.string()),
	payment: z.nullable(
		z.object({
			/** 电子税票号码 */
			taxReceiptNumber: z.string(),
			paidFen: z.number(),
			paidAtMs: z.number(),
			/** Business date of the payment. */
			paidOn: z.string(),
			method: z.enum(paymentMethods),
			/** 所属期 */
			periodFrom: z.string(),
			periodTo: z.string(),
			coverage: CoverageDecision,
		}),
	),
	/** When a deduction failed, oldest first, in server time; kept once another has succeeded. Since protocol 6; absent in kept views. */
	failuresAtMs: z.optional(z.array(z.number())),
	/** Money that was reported and is not this order's payment: it waits for a person. Absent in kept views. */
	held: z.optional(
		z.array(
			z.object({
				taxReceiptNumber: z.string(),
				amountFen: z.number(),
				paidAtMs: z.number(),
				method: z.enum(paymentMethods),
				reason: z.enum(strayReasons),
			}),
		),
	),
	updatedAtMs: z.number(),
});
export type OrderView = z.infer<typeof OrderView>;

/** Since protocol 4. */
export const ClaimView = z.object({
	id: z.string(),
	schemeId: z.string(),
	claimKind: z.string(),
	state: z.enum(claimStates),
	fields: DraftFields,
	documents: ClaimDocuments,
	/** Server time in ms and business date; null before submission. */
	submittedAtMs: z.nullable(z.number()),
	submittedOn: z.nullable(z.string()),
	/** What happened to it, oldest first. Since protocol 5. */
	timeline: z.optional(z.array(z.object({ act: z.enum(claimActs), atMs: z.number() }))),
	/** What must be sent again, or why it was not granted: while that stands. Since protocol 5. */
	review: z.optional(z.nullable(ClaimWord)),
	/** The amount with how it came about, once it was confirmed. Since protocol 5. */
	valuation: z.optional(z.nullable(Valuation)),
	updatedAtMs: z.number(),
});
export type ClaimView = z.infer<typeof ClaimView>;
