/*
 * Drives, online. A volunteer's phone asks `mine` whenever it has a network and keeps the answer; what it collected goes
 * by the outbox (`drive.hand-over`). Invitations' tokens travel in bodies alone: a query's input stands in its address.
 */
import * as z from 'zod/mini';
import {
	assignmentStates,
	Drive,
	drivePlan,
	maxInvitationHours,
	maxInvitationUses,
	Undertaking,
} from '../domain/drive/drive.ts';
import { DraftFields } from '../domain/enrollment/fields.ts';
import { ReviewReason } from '../domain/review/reasons.ts';
import { RosterSlice } from './drive-roster.ts';
import { Id } from './mutation.ts';

/** A school's public key, to seal for. */
export const SealingKey = z.object({
	keyId: z.string(),
	/** Names the suite, e.g. `hpke-x25519-sha256-aes256gcm`: another one may come, and old phones then say so. */
	alg: z.string(),
	/** base64url */
	publicKey: z.string(),
});
export type SealingKey = z.infer<typeof SealingKey>;

/** What a volunteer's phone needs of one drive. */
export const DriveKit = z.object({
	drive: Drive,
	assignmentId: z.string(),
	/** `revoked`: the phone wipes what it holds of the drive. `over`: it sends what it has, and takes nothing new. */
	state: z.enum(assignmentStates),
	/** The server's time of the answer, and until when the phone may open without asking again. */
	nowMs: z.number(),
	leaseUntilMs: z.number(),
	key: SealingKey,
	/** The part of the school's roster that this drive has; absent: none. */
	roster: z.optional(RosterSlice),
});
export type DriveKit = z.infer<typeof DriveKit>;

export const DriveKits = z.array(DriveKit);

/** 128 random bits in base64url, as they stand in the fragment of the QR's address. */
const Token = z.string().check(z.regex(/^[A-Za-z0-9_-]{22}$/));

export const InvitationInput = z.strictObject({ token: Token });

/** What the volunteer reads before agreeing to anything. */
export const InvitationCard = z.object({ drive: Drive, expiresAtMs: z.number() });
export type InvitationCard = z.infer<typeof InvitationCard>;

export const JoinDriveInput = z.strictObject({ token: Token, undertaking: Undertaking });
export type JoinDriveInput = z.infer<typeof JoinDriveInput>;

/** The token of a student's own QR, as a volunteer's phone made it; the draft named its SHA-256. */
export const TakeEntryInput = z.strictObject({ token: Token });

/** What a volunteer entered about the student who asks: the beginning of a draft of their own. */
export const OwnEntry = z.object({
	/** Of the volunteer's entry; the student's own draft is another record. */
	id: z.string(),
	driveTitle: z.string(),
	day: z.string(),
	schemeId: z.string(),
	schoolCode: z.string(),
	fields: DraftFields,
});
export type OwnEntry = z.infer<typeof OwnEntry>;

/** The id is the sender's: the same sent again is the same drive. */
export const OpenDriveInput = z.strictObject({ id: Id, ...drivePlan });
export type OpenDriveInput = z.infer<typeof OpenDriveInput>;

export const DriveInput = z.strictObject({ id: Id });

export const RevokeInvitationInput = z.strictObject({ driveId: Id, id: Id });
export const RevokeAssignmentInput = z.strictObject({ driveId: Id, assignmentId: Id });

export const InviteInput = z.strictObject({
	driveId: Id,
	hours: z.int().check(z.minimum(1), z.maximum(maxInvitationHours)),
	uses: z.int().check(z.minimum(1), z.maximum(maxInvitationUses)),
});
export type InviteInput = z.infer<typeof InviteInput>;

/** The token is told this once: the server keeps its hash alone. */
export const NewInvitation = z.object({ id: z.string(), token: z.string(), expiresAtMs: z.number() });
export type NewInvitation = z.infer<typeof NewInvitation>;

const invitationStates = ['open', 'used-up', 'expired', 'revoked'] as const;

export const DriveInvitation = z.object({
	id: z.string(),
	state: z.enum(invitationStates),
	uses: z.number(),
	used: z.number(),
	createdAtMs: z.number(),
	expiresAtMs: z.number(),
});
export type DriveInvitation = z.infer<typeof DriveInvitation>;

const DriveDevice = z.object({
	id: z.string(),
	lastContactMs: z.number(),
	/** What it said last that it still holds; null: it has not said so. */
	unsent: z.nullable(z.number()),
});

export const DriveVolunteer = z.object({
	assignmentId: z.string(),
	/** As the account is bound; null: it is not. */
	name: z.nullable(z.string()),
	/** The phone's last four digits. */
	phoneTail: z.string(),
	joinedAtMs: z.number(),
	revokedAtMs: z.nullable(z.number()),
	handedOver: z.number(),
	devices: z.array(DriveDevice),
});
export type DriveVolunteer = z.infer<typeof DriveVolunteer>;

/** Of one college: what is wanted, what came in, and how far it is. */
export const CollegeCount = z.object({
	college: z.string(),
	/** Null: no goal was set for it. */
	goal: z.nullable(z.number()),
	handedOver: z.number(),
	/** Declared by the students themselves, or further. */
	declared: z.number(),
});
export type CollegeCount = z.infer<typeof CollegeCount>;

const DriveRow = z.object({
	drive: Drive,
	volunteers: z.number(),
	handedOver: z.number(),
	goal: z.number(),
});

/** Newest day first. */
export const DriveList = z.object({ schoolCode: z.string(), rows: z.array(DriveRow) });
export type DriveList = z.infer<typeof DriveList>;

/** What a drive came to. Times are the phones': a statement. */
export const DriveReport = z.object({
	drive: Drive,
	colleges: z.array(CollegeCount),
	medianSeconds: z.nullable(z.number()),
	/** How many students took less than this, and not less than the step before; null: the rest. */
	times: z.array(z.object({ upToSeconds: z.nullable(z.number()), count: z.number() })),
	volunteers: z.array(z.object({ ...DriveVolunteer.shape, medianSeconds: z.nullable(z.number()) })),
	/** Why what students declared after it was sent back, the most frequent first. */
	returns: z.array(
		z.object({
			target: ReviewReason.shape.target,
			field: ReviewReason.shape.field,
			code: ReviewReason.shape.code,
			count: z.number(),
		}),
	),
});
export type DriveReport = z.infer<typeof DriveReport>;

/** The drive as the school sees it: counts and devices, no student. */
export const DriveDetail = z.object({
	drive: Drive,
	nowMs: z.number(),
	colleges: z.array(CollegeCount),
	/** Came in after the volunteer's assignment was revoked: taken, and to be looked at. */
	afterRevocation: z.number(),
	invitations: z.array(DriveInvitation),
	volunteers: z.array(DriveVolunteer),
	/** What phones seal for; null: no master key is configured. */
	key: z.nullable(z.object({ keyId: z.string(), createdAtMs: z.number() })),
});
export type DriveDetail = z.infer<typeof DriveDetail>;
