import * as z from 'zod/mini';
import { ClaimDocuments } from '../domain/claim/claim.ts';
import { Consent } from '../domain/enrollment/consent.ts';
import { DraftFields } from '../domain/enrollment/fields.ts';
import { Signature } from '../domain/signature/signature.ts';
import { Text } from '../domain/text.ts';
import { idPattern } from '../std/id.ts';
import { sha256Pattern } from '../std/hash.ts';
import { SealedDraft } from './sealed-draft.ts';

export const Id = z.string().check(z.regex(idPattern));
const Sha256 = z.string().check(z.regex(sha256Pattern));

/** Creates the draft if it is new; sets the fields given (null clears one) and leaves the others alone. */
export const EditBody = z.strictObject({
	/** Needed where the draft is new; since protocol 4 absent where it is not to change. */
	schemeId: z.optional(Text(60)),
	schoolCode: z.optional(Text(60)),
	fields: DraftFields,
	/**
	 * The record's revision that was seen when this was typed: what others set after it is concurrent. Absent: none
	 * was seen. Since protocol 4; an edit of an older device counts as made upon the newest revision.
	 */
	base: z.optional(z.int().check(z.minimum(1))),
	/** Numbers of the conflicts that the person has looked at and lets stand. Since protocol 4. */
	settles: z.optional(z.array(z.int()).check(z.maxLength(200))),
	consent: z.optional(Consent),
	/** A signature, or null when it fell because a covered field changed. */
	signature: z.optional(z.nullable(Signature)),
});
export type EditBody = z.infer<typeof EditBody>;

/** Declares (a student) or notifies (a volunteer) the content with this hash. */
export const SubmitBody = z.strictObject({
	contentHash: Sha256,
	/** The hash of the stored signature, where the scheme wants one. */
	signatureHash: z.nullable(Sha256),
	/** "你确定是…在校大学生吗" was answered with 确定 (Y7); false where the scheme has no such question. */
	schoolConfirmed: z.boolean(),
	/**
	 * The same person's other submission that this one takes the place of: in one act it is taken back, while
	 * nobody has judged it, and this one declared; or neither. Since protocol 3.
	 */
	replaces: z.optional(Id),
});
export type SubmitBody = z.infer<typeof SubmitBody>;

/** Creates the claim if it is new; sets the fields and papers given (null clears one) and leaves the others alone. Since protocol 4. */
export const ClaimEditBody = z.strictObject({
	schemeId: Text(60),
	/** The scheme's key for the kind of claim. */
	claimKind: Text(60),
	fields: DraftFields,
	documents: ClaimDocuments,
});
export type ClaimEditBody = z.infer<typeof ClaimEditBody>;

/** Hands in the content with this hash; taken only when the server holds every file that it names. */
export const ClaimSubmitBody = z.strictObject({ contentHash: Sha256 });
export type ClaimSubmitBody = z.infer<typeof ClaimSubmitBody>;

/** What a volunteer collected in a drive, as it was sealed on the phone. Since protocol 6. */
export const HandOverBody = z.strictObject({ driveId: Id, assignmentId: Id, sealed: SealedDraft });
export type HandOverBody = z.infer<typeof HandOverBody>;

const EmptyBody = z.strictObject({});

/** `atMs` is the device's time: kept, shown, never used to decide. */
const head = { record: Id, atMs: z.int() };
export const Mutation = z.discriminatedUnion('kind', [
	z.strictObject({ kind: z.literal('enrollment.edit'), ...head, body: EditBody }),
	z.strictObject({ kind: z.literal('enrollment.submit'), ...head, body: SubmitBody }),
	/** Deletes a draft; since protocol 3 also one that was submitted and taken back. */
	z.strictObject({ kind: z.literal('enrollment.remove'), ...head, body: EmptyBody }),
	/** Takes a submission back that nobody has judged yet: a draft again. Since protocol 2. */
	z.strictObject({ kind: z.literal('enrollment.withdraw'), ...head, body: EmptyBody }),
	/** Its owner has read the notice that `record` names. Since protocol 3. */
	z.strictObject({ kind: z.literal('notice.read'), ...head, body: EmptyBody }),
	/** Since protocol 4. */
	z.strictObject({ kind: z.literal('claim.edit'), ...head, body: ClaimEditBody }),
	z.strictObject({ kind: z.literal('claim.submit'), ...head, body: ClaimSubmitBody }),
	z.strictObject({ kind: z.literal('claim.remove'), ...head, body: EmptyBody }),
	/** `record` is the enrollment that it becomes. Since protocol 6. */
	z.strictObject({ kind: z.literal('drive.hand-over'), ...head, body: HandOverBody }),
]);
export type Mutation = z.infer<typeof Mutation>;
