/**
 * What the use cases of the main job ask of the store: one object for one transaction. Each part is a table's
 * door; row-level security decides what the transaction's actor may see and change behind it.
 */
import type { Consent } from '#shared/domain/enrollment/consent.ts';
import type { DraftFields, FieldValue } from '#shared/domain/enrollment/fields.ts';
import type { EnrollmentState } from '#shared/domain/enrollment/state.ts';
import type { Correction } from '#shared/domain/review/correction.ts';
import type { ReviewWord } from '#shared/domain/review/reasons.ts';
import type { Signature } from '#shared/domain/signature/signature.ts';
import type { Evaluation, SubmittedContent } from '#shared/protocol/review.ts';
import type { InsuranceStatus, SchoolRegisterEntry, SpecialIdentity } from '../account/ports.ts';
import type { AuditTable } from '../audit/ports.ts';
import type { ChangeFeed, DeviceTable, ReceiptTable, UnsentNoteTable } from '../exchange/ports.ts';
import type { MoneyTx } from '../payment/ports.ts';

/** One enrollment as the server holds it. Times are real, in ms; `…On` are business dates. */
export interface EnrollmentRow {
	id: string;
	ownerAccountId: string;
	/** The account's person once declared; null in drafts and for what a volunteer entered. */
	personId: string | null;
	schemeId: string;
	schoolCode: string;
	state: EnrollmentState;
	fields: DraftFields;
	consent: Consent | null;
	consentReceivedAtMs: number | null;
	signatureHash: string | null;
	/** The exact text that was signed, kept from submission on. */
	letterText: string | null;
	contentHash: string | null;
	schoolConfirmed: boolean;
	caseNumber: string | null;
	submittedAtMs: number | null;
	submittedOn: string | null;
	/** The device's time of submitting: kept, never used to decide. */
	deviceSubmittedAtMs: number | null;
	decidedAtMs: number | null;
	decidedOn: string | null;
	/** Counts the edits since revisions are counted; older rows begin at 0. */
	revision: number;
	/** The device that made the draft; null where it was made before revisions were counted. */
	firstDeviceId: string | null;
	/** By whom and at which revision a field was last set; absent: by the first device, as the draft was made. */
	fieldMarks: FieldMarks;
	/** The drive in which a volunteer handed it over, while it is in the volunteer's name: they see no more than that it is there. */
	driveId: string | null;
	createdAtMs: number;
	updatedAtMs: number;
}

/** By field (`@school`, `@signature` beside the form's): the revision and the device (null: of an older protocol). */
export type FieldMarks = Record<string, [revision: number, deviceId: string | null]>;

/** A value that another device's, set first, has kept out. */
interface NewFieldConflict {
	enrollmentId: string;
	field: string;
	/** The value kept out, and the one that stands. */
	lost: FieldValue;
	stood: FieldValue;
	/** The record's revision with which it came. */
	revision: number;
	deviceId: string | null;
	atMs: number;
}

export interface FieldConflictRow extends NewFieldConflict {
	n: number;
}

/** What lost against what was set first; kept as long as the record. */
export interface FieldConflictTable {
	append(conflicts: NewFieldConflict[]): Promise<void>;
	/** Those that nobody has chosen about yet, oldest first. */
	open(enrollmentId: string): Promise<FieldConflictRow[]>;
	openOf(enrollmentIds: string[]): Promise<FieldConflictRow[]>;
	settle(enrollmentId: string, numbers: number[], atMs: number): Promise<void>;
}

export interface EnrollmentTable {
	/** Null when absent or not the actor's to see: both look the same. */
	get(id: string): Promise<EnrollmentRow | null>;
	/** As `get`, and holds the row until the transaction ends. */
	lock(id: string): Promise<EnrollmentRow | null>;
	/** False when the id is taken, by whomever. */
	insert(row: EnrollmentRow): Promise<boolean>;
	/**
	 * Writes the whole row. `person-taken`: the person has an active enrollment in this scheme; the savepoint
	 * or transaction around it must then be given up. `not-seen`: the row is not the actor's to change.
	 */
	update(row: EnrollmentRow): Promise<'written' | 'person-taken' | 'not-seen'>;
	/** Those of them that the actor sees; `lockMany` holds them until the transaction ends. */
	getMany(ids: string[]): Promise<EnrollmentRow[]>;
	lockMany(ids: string[]): Promise<EnrollmentRow[]>;
	/** How many were new (an id that is taken adds none); `editMany`: how many were the actor's, with what an edit can change. */
	insertMany(rows: EnrollmentRow[]): Promise<number>;
	editMany(rows: EnrollmentRow[]): Promise<number>;
	remove(id: string): Promise<void>;
	/** `K23-000192`: the letter, the insurance year's last two digits, a number that never repeats. */
	nextCaseNumber(insuranceYear: number): Promise<string>;
	/** The person's declared, returned or approved enrollment in this scheme. */
	activeOf(personId: string, schemeId: string): Promise<EnrollmentRow | null>;
	/** All of this account. */
	ofOwner(accountId: string): Promise<EnrollmentRow[]>;
	/** Submitted and not set aside, about the person of this key. */
	ofPerson(schemeId: string, personKey: string): Promise<EnrollmentRow[]>;
	/** Submitted enrollments by state, for one school. */
	countByState(schoolCode: string): Promise<{ state: EnrollmentState; count: number }[]>;
}

export interface SignatureTable {
	/** Stores by hash; a second time changes nothing. */
	put(enrollmentId: string, hash: string, signature: Signature, receivedAtMs: number): Promise<void>;
	get(enrollmentId: string, hash: string): Promise<Signature | null>;
}

/** Append only. */
export interface EvaluationTable {
	append(enrollmentId: string, evaluation: Evaluation): Promise<void>;
	/** Oldest first. */
	list(enrollmentId: string): Promise<Evaluation[]>;
	newest(enrollmentId: string): Promise<Evaluation | null>;
}

/** What was submitted each time. Append only. */
export interface SubmissionTable {
	append(enrollmentId: string, content: SubmittedContent): Promise<void>;
	/** Oldest first. */
	list(enrollmentId: string): Promise<SubmittedContent[]>;
}

/** Returns and rejections. Append only. */
export interface ReviewWordTable {
	append(enrollmentId: string, reviewerId: string, word: ReviewWord): Promise<void>;
	/** Oldest first. */
	list(enrollmentId: string): Promise<ReviewWord[]>;
}

/** What reviewers corrected after approval. Append only. */
export interface CorrectionTable {
	append(enrollmentId: string, reviewerId: string, correction: Correction): Promise<void>;
	/** Oldest first. */
	list(enrollmentId: string): Promise<Correction[]>;
}

/** Which submissions are to be looked at for others about the same person, and what was set aside for a case. */
export interface PairingTable {
	ask(enrollmentId: string): Promise<void>;
	due(limit: number): Promise<string[]>;
	settle(enrollmentId: string): Promise<void>;
	link(link: { entryId: string; enrollmentId: string; atMs: number }): Promise<void>;
	/** What was set aside for this case; not whose it was. */
	entriesOf(enrollmentId: string): Promise<{ atMs: number }[]>;
}

interface Answer<T> {
	/** Real time, ms. */
	atMs: number;
	said: T | 'not-known';
}

/** Absent: not answered yet. */
export interface RegisterAnswers {
	school?: Answer<SchoolRegisterEntry>;
	insurance?: Answer<InsuranceStatus>;
	identity?: Answer<SpecialIdentity[]>;
}

/** Facts still to be asked of the registers. */
export interface FactRequest {
	enrollmentId: string;
	attempts: number;
	nextTryAtMs: number;
	/** What was heard so far. */
	answers: RegisterAnswers;
}

export interface FactRequestTable {
	get(enrollmentId: string): Promise<FactRequest | null>;
	put(request: FactRequest): Promise<void>;
	due(nowMs: number, limit: number): Promise<FactRequest[]>;
	remove(enrollmentId: string): Promise<void>;
}

export interface FlowTx extends MoneyTx {
	enrollments: EnrollmentTable;
	signatures: SignatureTable;
	fieldConflicts: FieldConflictTable;
	evaluations: EvaluationTable;
	submissions: SubmissionTable;
	reviewWords: ReviewWordTable;
	corrections: CorrectionTable;
	pairings: PairingTable;
	factRequests: FactRequestTable;
	devices: DeviceTable;
	receipts: ReceiptTable;
	unsentNotes: UnsentNoteTable;
	changes: ChangeFeed;
	audit: AuditTable;
	/** Runs a part that can fail alone: when it throws, what it wrote is undone and the rest stays. */
	savepoint<T>(part: () => Promise<T>): Promise<T>;
}
