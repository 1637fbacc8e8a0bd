/** What drives ask of the store and of the keeper of keys. Times are real, in ms. */
import type { Drive } from '#shared/domain/drive/drive.ts';
import type { EnrollmentState } from '#shared/domain/enrollment/state.ts';
import type { ReviewReason } from '#shared/domain/review/reasons.ts';
import type { DriveRosterTable } from './roster-ports.ts';
import type { SealedDraft } from '#shared/protocol/sealed-draft.ts';

export interface DriveRow extends Drive {
	openedByAccountId: string;
	openedAtMs: number;
	closedAtMs: number | null;
}

export interface DriveTable {
	/** False when the id is taken, by whomever. */
	insert(row: DriveRow): Promise<boolean>;
	/** Null when absent or not the actor's to see: both look the same. */
	get(id: string): Promise<DriveRow | null>;
	/** Of one school, the newest day first. */
	ofSchool(schoolCode: string, limit: number): Promise<DriveRow[]>;
	/** False when it is closed already, or not the actor's. */
	close(id: string, atMs: number): Promise<boolean>;
}

export interface InvitationRow {
	id: string;
	driveId: string;
	schoolCode: string;
	/** SHA-256 of the token: the database never holds what lets somebody in. */
	tokenHash: string;
	uses: number;
	used: number;
	createdByAccountId: string;
	createdAtMs: number;
	expiresAtMs: number;
	revokedAtMs: number | null;
}

export interface DriveInvitationTable {
	insert(row: InvitationRow): Promise<void>;
	/** Holds it until the transaction ends, so that its uses are counted one after the other. */
	lockByToken(tokenHash: string): Promise<InvitationRow | null>;
	countUse(id: string): Promise<void>;
	/** Newest first. */
	ofDrive(driveId: string): Promise<InvitationRow[]>;
	/** The drive's id; null when it is revoked already, or not the actor's. */
	revoke(id: string, atMs: number): Promise<string | null>;
}

/** One volunteer in one drive, with the undertaking that was agreed to. */
export interface AssignmentRow {
	id: string;
	driveId: string;
	schoolCode: string;
	accountId: string;
	invitationId: string;
	undertakingVersion: string;
	/** The phone's time; `joinedAtMs` is the server's. */
	undertakingAtMs: number;
	joinedAtMs: number;
	revokedAtMs: number | null;
}

export interface DriveAssignmentTable {
	insert(row: AssignmentRow): Promise<void>;
	get(id: string): Promise<AssignmentRow | null>;
	/** Newest first. */
	ofAccount(accountId: string, limit: number): Promise<AssignmentRow[]>;
	ofDrive(driveId: string): Promise<AssignmentRow[]>;
	/** The account that it was of; null when it is revoked already, or not the actor's. */
	revoke(id: string, atMs: number): Promise<{ accountId: string; driveId: string } | null>;
	countByDrive(driveIds: string[]): Promise<Map<string, number>>;
}

interface ContactRow {
	assignmentId: string;
	deviceId: string;
	lastContactMs: number;
	/** Records and files that it still holds; null: it has not said. */
	unsent: number | null;
}

export interface DriveContactTable {
	/** For each assignment of the account in a drive that is open, revoked ones too: the school sees that it heard. */
	note(contact: {
		accountId: string;
		deviceId: string;
		atMs: number;
		/** Null: as it was said last. */
		unsent: number | null;
	}): Promise<void>;
	ofDrive(driveId: string): Promise<ContactRow[]>;
}

/** What a volunteer entered and handed over, beside the enrollment that it became. */
export interface DriveEntryRow {
	enrollmentId: string;
	driveId: string;
	assignmentId: string;
	schoolCode: string;
	/** 学院, as the volunteer chose it. */
	college: string;
	contentHash: string;
	confirmation:
		| { kind: 'on-this-phone'; witness: string }
		/** SHA-256 of the token that the student has. */
		| { kind: 'own-phone'; tokenHash: string };
	/** The phone's times: kept, never used to decide. */
	startedAtMs: number;
	finishedAtMs: number;
	receivedAtMs: number;
	/** The assignment was revoked when it came in. */
	isAfterRevocation: boolean;
}

interface EntryCount {
	college: string;
	/** Null: the student has taken it back and works on it. */
	state: EnrollmentState | null;
	assignmentId: string;
	isAfterRevocation: boolean;
	count: number;
}

type ReturnCount = Pick<ReviewReason, 'target' | 'field' | 'code'> & { count: number };

export interface DriveEntryTable {
	insert(row: DriveEntryRow): Promise<void>;
	get(enrollmentId: string): Promise<DriveEntryRow | null>;
	/** What the student took back: the same sent again is known by its id, and by nothing else. */
	withdraw(of: {
		enrollmentId: string;
		driveId: string;
		assignmentId: string;
		schoolCode: string;
		atMs: number;
	}): Promise<void>;
	/** Of this assignment. */
	isWithdrawn(enrollmentId: string, assignmentId: string): Promise<boolean>;
	/** Of the student who has this token. */
	byToken(tokenHash: string): Promise<Pick<DriveEntryRow, 'enrollmentId' | 'driveId'> | null>;
	countsOf(driveId: string): Promise<EntryCount[]>;
	countByDrive(driveIds: string[]): Promise<Map<string, number>>;
	/** How long each took, by the phone's clock; never less than nothing. */
	secondsOf(driveId: string): Promise<{ assignmentId: string; seconds: number }[]>;
	/** Why reviewers sent back what students declared after it, the most frequent first. */
	returnsOf(driveId: string): Promise<ReturnCount[]>;
}

/** Whom a school lets join a drive although they are no volunteer of its own, by the phone that they sign in with. */
export interface DriveHelperTable {
	/** False: it is there already. */
	add(row: {
		driveId: string;
		phone: string;
		schoolCode: string;
		addedByAccountId: string;
		addedAtMs: number;
	}): Promise<boolean>;
	has(driveId: string, phone: string): Promise<boolean>;
	/** By number. */
	ofDrive(driveId: string): Promise<{ id: string; phone: string }[]>;
	remove(driveId: string, id: string): Promise<void>;
}

export interface SchoolKeyRow {
	id: string;
	schoolCode: string;
	alg: string;
	/** base64url */
	publicKey: string;
	/** Opens with the configured master key alone. */
	wrappedPrivateKey: string;
	createdAtMs: number;
	/** Seals nothing new from then on; what was sealed for it still opens. */
	retiredAtMs: number | null;
}

/** The product's alone to read: no person's transaction sees a key. */
export interface SchoolKeyTable {
	get(id: string): Promise<SchoolKeyRow | null>;
	/** The one that is not retired. */
	current(schoolCode: string): Promise<SchoolKeyRow | null>;
	/** False where the school has one that is not retired: somebody else was quicker. */
	insert(row: SchoolKeyRow): Promise<boolean>;
	retire(id: string, atMs: number): Promise<void>;
}

export interface DriveTx {
	drives: DriveTable;
	driveInvitations: DriveInvitationTable;
	driveAssignments: DriveAssignmentTable;
	driveContacts: DriveContactTable;
	driveEntries: DriveEntryTable;
	driveHelpers: DriveHelperTable;
	driveRosters: DriveRosterTable;
	schoolKeys: SchoolKeyTable;
}

/** Makes keys whose private half lies wrapped, and opens what was sealed for them. */
export interface SealingPort {
	make(of: {
		keyId: string;
		schoolCode: string;
	}): Promise<Pick<SchoolKeyRow, 'alg' | 'publicKey' | 'wrappedPrivateKey'>>;
	/**
	 * What was sealed for this record. Throws RefusalError `drive.not-opened`: another suite, changed on its way, sealed
	 * for another key or another record. Any other error: the wrap does not open, so the master key is another one.
	 */
	open(key: SchoolKeyRow, recordId: string, sealed: SealedDraft): Promise<Uint8Array<ArrayBuffer>>;
}
