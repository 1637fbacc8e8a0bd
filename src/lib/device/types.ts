/** The door of the device room: what the rest of the app may ask of the phone's storage. */
import type { Consent } from '#shared/domain/enrollment/consent.ts';
import type { DraftFields } from '#shared/domain/enrollment/fields.ts';
import type { Signature } from '#shared/domain/signature/signature.ts';
import type { ErrorCode } from '#shared/errors/error-codes.ts';
import type {
	EnrollmentView,
	FieldConflict,
	NoticeView,
	OrderView,
	OtherCase,
} from '#shared/protocol/view.ts';
import type { SubmitBody } from '#shared/protocol/mutation.ts';

/** Who owns drafts on this phone: the phone itself before sign-in, an account after. */
export type OwnerId = 'device' | (string & {});

/**
 * How far a record has come, and never more than is true:
 * 仅在本机 · 待上传 · 上传中 · 已上传 · 已受理; `refused`: the server said no, the reason stands in `refusal`.
 */
export type RecordProgress = 'local-only' | 'waiting' | 'sending' | 'uploaded' | 'accepted' | 'refused';

/** Why the server said no, and of a duplicate what stands in the way. */
interface LocalRefusal {
	code: ErrorCode;
	path?: string;
	other?: OtherCase;
}

/** One enrollment as this phone knows it, decrypted. */
export interface LocalEnrollment {
	id: string;
	owner: OwnerId;
	/** Grows with every write of the record on this phone, so that an older reading is known as such. */
	revision: number;
	schemeId: string;
	schoolCode: string;
	fields: DraftFields;
	consent: Consent | null;
	signature: Signature | null;
	/** The step where the person was, `partKey/stepKey`; never sent. */
	step: string | null;
	/** Set by submitting, until the server answers. */
	submission: (SubmitBody & { atMs: number }) | null;
	/** The submission that the server holds is to be taken back, and the server has yet to hear or to say so. */
	isWithdrawing: boolean;
	/** The server's newest word; null while it has none. */
	server: EnrollmentView | null;
	order: OrderView | null;
	progress: RecordProgress;
	refusal: LocalRefusal | null;
	/** Other records about the same person that the person has looked at and means to keep apart; never sent. */
	keptBeside: string[];
	/** Fields that two devices set at once: `value` is what did not take. What was chosen about is no longer here. */
	conflicts: FieldConflict[];
	createdAtMs: number;
	updatedAtMs: number;
}

export interface NewEnrollment {
	schemeId: string;
	schoolCode: string;
	fields?: DraftFields;
}

/** A change of a draft; what is absent stays. A field of null is cleared. */
export interface EnrollmentEdit {
	fields?: DraftFields;
	schoolCode?: string;
	consent?: Consent;
	signature?: Signature | null;
	step?: string;
	/** A record about the same person that is to be kept apart; never sent. */
	keepBeside?: string;
	/** Conflicts that the person has looked at and chosen about, by their numbers. */
	settles?: number[];
	/** The refusal was read and settled; never sent. */
	settlesRefusal?: boolean;
}

/**
 * Drafts of the present owner. Each command writes the draft and its outbox entry in one transaction; its
 * promise resolves when both are on disk. Rejects with RefusalError `device.storage-full`, `device.storage-lost`.
 */
export interface EnrollmentStore {
	list(): Promise<LocalEnrollment[]>;
	get(id: string): Promise<LocalEnrollment | null>;
	create(draft: NewEnrollment): Promise<LocalEnrollment>;
	edit(id: string, edit: EnrollmentEdit): Promise<LocalEnrollment>;
	submit(id: string, submission: SubmitBody): Promise<LocalEnrollment>;
	/** Takes a submission back that the server holds and nobody has judged. */
	withdraw(id: string): Promise<LocalEnrollment>;
	remove(id: string): Promise<void>;
	/** Calls at once and after every change, in any tab. Returns how to stop. */
	watchList(onChange: (enrollments: LocalEnrollment[]) => void): () => void;
	/**
	 * As `watchList`, of no more than `most`: the others are counted and stay closed. With `alsoRefused` what the server refused is among them,
	 * however long ago.
	 */
	watchNewest(
		most: number,
		onChange: (newest: NewestEnrollments) => void,
		also?: { alsoRefused?: boolean },
	): () => void;
	/** As `watchNewest`, of what the server does not hold as it is here; `total` counts those. */
	watchUnsent(most: number, onChange: (unsent: NewestEnrollments) => void): () => void;
	/** As `watchList`, of those with these ids. */
	watchSome(ids: string[], onChange: (enrollments: LocalEnrollment[]) => void): () => void;
	/** As `watchList`, of those with an order. */
	watchOrdered(onChange: (enrollments: LocalEnrollment[]) => void): () => void;
	watch(id: string, onChange: (enrollment: LocalEnrollment | null) => void): () => void;
}

export interface NewestEnrollments {
	/** Those that were changed last, the newest first. */
	enrollments: LocalEnrollment[];
	/** How many there are in all. */
	total: number;
}

/** What the present owner was told, also offline. Rejects as `EnrollmentStore`. */
export interface NoticeStore {
	/** Newest first. */
	list(): Promise<NoticeView[]>;
	/** On disk, with what the server must hear, when this resolves. */
	markRead(ids: string[]): Promise<void>;
	/** Calls at once and after every change, in any tab. Returns how to stop. */
	watchList(onChange: (notices: NoticeView[]) => void): () => void;
}

/** What the neutral bar shows. */
export interface SyncStatus {
	/** `captive`: something answered, but not our server. `full`, `lost`: the phone's storage, not the network.
	 *  `outdated`: the server takes nothing from this version of the app any more. */
	phase: 'idle' | 'syncing' | 'offline' | 'captive' | 'failing' | 'full' | 'lost' | 'outdated' | 'signed-out';
	lastSyncAtMs: number | null;
	/** Records with something that the server does not hold yet. */
	unsent: number;
	refused: number;
	nextTryAtMs: number | null;
}
