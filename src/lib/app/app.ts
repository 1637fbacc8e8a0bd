/** What a page can reach: one object made by boot, handed down by context. */
import { createContext } from 'svelte';
import type { RescueStore } from '#lib/device/rescue/rescue-types.ts';
import type { ReceivedFile } from '#lib/device/received-store.ts';
import type { SecondFactorPort } from '#lib/app/account/ports.ts';
import type { AuditPort } from '#lib/app/audit/ports.ts';
import type { DriveDeskPort } from '#lib/app/drive-desk/ports.ts';
import type { OutcomePort } from '#lib/app/office/outcome-ports.ts';
import type { FeedbackDeskPort, FeedbackPort } from '#lib/app/feedback/ports.ts';
import type { MoneyPort } from '#lib/app/office/ports.ts';
import type { RosterPort } from '#lib/app/roster/ports.ts';
import type { RecordPort } from '#lib/app/record/ports.ts';
import type { PaperPort } from '#lib/app/paper/ports.ts';
import type { PayerPort } from '#lib/app/payment/ports.ts';
import type { EnteredPort, VolunteerPort } from '#lib/app/drive/ports.ts';
import type { WindowPort } from '#lib/app/window/ports.ts';
import type { ClaimDesk } from '#lib/app/claim/ports.ts';
import type { ReviewListPort } from './review/ports.ts';
import type { ClaimReviewPort } from './claim-review/ports.ts';
import type { EnrollmentStore, LocalEnrollment, SyncStatus } from '#lib/device/types.ts';
import type { ErrorCode } from '#shared/errors/error-codes.ts';
import type { Refusal } from '#shared/errors/refusal.ts';
import type { Result } from '#shared/std/result.ts';
import type { AccountView, BindPersonInput, SignInAnswer } from '#shared/protocol/account.ts';
import type {
	HeldStudents,
	MarkRegisteredResult,
	OrderList,
	OrderSearchInput,
	SchoolProgress,
} from '#shared/protocol/office.ts';
import type {
	CorrectInput,
	ReopenInput,
	RevealedNumbers,
	ReviewCase,
	SetFactInput,
} from '#shared/protocol/review.ts';
import type { RejectCode, ReturnReason } from '#shared/domain/review/reasons.ts';
import type { ConfirmStopInput, StopView } from '#shared/protocol/stop.ts';
import type { NoticeView, OrderView } from '#shared/protocol/view.ts';

/** Online calls never reject: they answer with a value or a refusal (network refusals too). */
export type Answer<T> = Promise<Result<T, Refusal>>;

/** Implemented by app/account over AccountPort; its fields are rune state. */
export interface Session {
	readonly state: 'loading' | 'signed-out' | 'signed-in';
	readonly account: AccountView | null;
	requestCode(phone: string, purpose: 'sign-in' | 'set-password'): Answer<null>;
	signInWithCode(phone: string, code: string): Answer<SignInAnswer>;
	signInWithPassword(phone: string, password: string): Answer<SignInAnswer>;
	/** The second step, by the ticket that the first was answered with. */
	signInWithSecondFactor(ticket: string, code: string): Answer<SignInAnswer>;
	setPassword(phone: string, code: string, password: string): Answer<null>;
	/** Binds the account to one person by name + ID + phone through the register. */
	bindPerson(person: BindPersonInput): Answer<AccountView>;
	/** Hears the account's newest word from the server. */
	refresh(): Promise<void>;
	/** Closes the account's drafts on this phone: they stay, sealed for their owner. */
	signOut(): Promise<void>;
	/** Drafts made before sign-in, which belong to the phone until somebody claims them. */
	unclaimedDrafts(): Promise<LocalEnrollment[]>;
	claimDrafts(ids: string[]): Promise<void>;
}

export interface Sync {
	readonly status: SyncStatus;
	/** The server takes nothing from this version any more: what is here can be read, and is kept for the next one. */
	readonly isOutdated: boolean;
	syncNow(): Promise<void>;
}

/** A new version of the app, which waits for the person. */
export interface Update {
	readonly isReady: boolean;
	/** Writes down what the screens hold, then loads the new version. False: something could not be written, and nothing was loaded. */
	take(): Promise<boolean>;
	/** Asks a screen to write down what it alone holds; the promise is true when all of it is on the device. Returns how to stop. */
	keepFirst(keep: () => Promise<boolean>): () => void;
}

export interface StorageHealth {
	/** The browser cleared the storage under the open app: nothing is saved until the page is opened anew. */
	readonly isLost: boolean;
	/** The browser had emptied the storage before this page was opened, and the person has not read it yet. */
	readonly emptied: EmptiedStorage | null;
}

/** What an emptied storage held and no server has, as far as anybody knows. */
export interface EmptiedStorage {
	/** Enrollments and claims. */
	records: number;
	files: number;
	/** As of when. */
	atMs: number;
	/** `phone`: it counted at every change. `server`: as it heard last; what came after, nobody knows. */
	toldBy: 'phone' | 'server';
	/** The person has read it. */
	settle(): void;
}

export interface Moment {
	/** The server's business date as last heard, moved on by whole days of the device's clock; null before the first contact. */
	readonly businessDate: string | null;
	readonly demo: boolean;
	/** Demo mode only. */
	move(date: string): Answer<null>;
}

/** A case, and the evaluation of it that the reviewer saw. */
export interface SeenEvaluation {
	id: string;
	evaluationId: string;
	/** It was asked, and is known, that another reviewer has the case in hand. */
	despiteHolder?: true;
}

export interface Inbox {
	/** Newest first; undefined until the device has answered. */
	readonly notices: NoticeView[] | undefined;
	readonly unread: number;
	/** Those of one enrollment, or all; works offline. */
	markRead(recordId?: string | null): Promise<void>;
}

/** Being notified on this phone: offered after something really happened, never at the first visit. */
export interface PushOffer {
	/** `hidden`: it cannot be had, is on already, or was put off. */
	readonly state: 'hidden' | 'offered' | 'asking' | 'on' | 'denied' | 'failed';
	/** Finds out whether to offer; asks the person nothing. */
	look(): Promise<void>;
	accept(): Promise<void>;
	putOff(): void;
}

/** Being put on the home screen: offered after something was entrusted to the app, never at the first visit. */
export interface InstallOffer {
	/** `prompt`: the browser asks; `guide`: by hand, with pictures; `hidden`: it is there, was put off, or cannot be had. */
	readonly state: 'hidden' | 'prompt' | 'guide' | 'done';
	/** This page runs from the home screen. */
	readonly isInstalled: boolean;
	/** The browser can ask, also after 以后再说: for somebody who looks for it. */
	readonly canPrompt: boolean;
	/** Finds out whether to offer; asks the person nothing. */
	look(): void;
	accept(): Promise<void>;
	/** For good on this phone. */
	putOff(): void;
}

interface RoomUse {
	count: number;
	bytes: number;
}

/** What the app takes of this phone. */
export interface StorageRoom {
	/** Enrollments, claims and orders. */
	records: RoomUse;
	notices: RoomUse;
	waiting: RoomUse;
	/** What the server took in the last 30 days, kept should it forget. */
	copies: RoomUse;
	/** Photos and PDFs of claims. */
	files: RoomUse;
	/** What other apps shared. */
	received: RoomUse;
	/** The app itself, for use offline; null where the browser does not say. */
	appBytes: number | null;
	total: { usedBytes: number; freeBytes: number } | null;
	/**
	 * `kept`: the browser has agreed to keep it; `may-clear`: not when the phone runs full; `clears`: not after days
	 * without a visit; `page`: it keeps nothing at all.
	 */
	keeping: 'kept' | 'may-clear' | 'clears' | 'page';
}

export interface ReviewPort extends ReviewListPort {
	case(id: string): Answer<ReviewCase>;
	/** What it shows masked, in full; written down. */
	reveal(id: string): Answer<RevealedNumbers>;
	approve(seen: SeenEvaluation): Answer<null>;
	return(judgement: SeenEvaluation & { reasons: ReturnReason[] }): Answer<null>;
	reopen(judgement: ReopenInput): Answer<null>;
	correct(judgement: CorrectInput): Answer<null>;
	setFact(fact: SetFactInput): Answer<null>;
	reject(judgement: SeenEvaluation & { code: RejectCode; words: string }): Answer<null>;
}

export interface OfficePort {
	schoolProgress(): Answer<SchoolProgress>;
	heldStudents(): Answer<HeldStudents>;
	/** Ids of enrollments, at most 500. */
	markRegistered(ids: string[]): Answer<MarkRegisteredResult>;
	orders(query: OrderSearchInput): Answer<OrderList>;
	/** The school's roster: its calls come with the first page that asks for them. */
	roster(): Answer<RosterPort>;
}

export interface StopPort {
	/** 停保登记: asks the register at once; never waits in a queue. */
	confirm(stop: ConfirmStopInput): Answer<StopView>;
	/** The newest one for this enrollment, null where there is none. */
	latest(enrollmentId: string): Answer<StopView | null>;
}

export interface PaymentPort {
	/** Asks the server to ask the gateway now; the result also comes by sync. */
	check(orderId: string): Answer<OrderView>;
}

/** Files that other apps shared with this one; its fields are rune state. */
export interface Received {
	/** Newest first; undefined until the device has answered. */
	readonly files: ReceivedFile[] | undefined;
	/** Refused, and why. They are still where they were shared from. */
	readonly notTaken: { name: string; code: ErrorCode }[];
	readonly isTaking: boolean;
	/** Follows the list, and takes what waits. Returns how to stop. */
	start(): () => void;
	read(id: string): Promise<Uint8Array<ArrayBuffer>>;
	remove(id: string): Promise<void>;
}

export interface App {
	enrollments: EnrollmentStore;
	session: Session;
	sync: Sync;
	moment: Moment;
	inbox: Inbox;
	/** Loaded when a page offers it. */
	push(): Promise<PushOffer>;
	review: ReviewPort;
	office: OfficePort;
	payment: PaymentPort;
	stop: StopPort;
	/** Loaded when a page asks. */
	papers(): Promise<PaperPort>;
	record(): Promise<RecordPort>;
	/** The second factor of staff; loaded when a page asks. */
	secondFactor(): Promise<SecondFactorPort>;
	feedback(): Promise<FeedbackPort>;
	feedbackDesk(): Promise<FeedbackDeskPort>;
	/** Drives at the school; loaded when a page asks. */
	driveDesk(): Promise<DriveDeskPort>;
	/** A school's console; loaded when a page asks. */
	outcome(): Promise<OutcomePort>;
	update: Update;
	storage: StorageHealth;
	/** False: the browser gives no storage; only this page holds what is typed, until the server has it. Rune state. */
	readonly isKept: boolean;
	/** Loaded when a page asks. Rejects with RefusalError `network.offline` where its code is not on this phone yet. */
	claims(): Promise<ClaimDesk>;
	/** Calls once, when claims can be shown; asks until they can. Returns how to stop. */
	watchClaims(onDesk: (desk: ClaimDesk) => void): () => void;
	/** The audit, for auditors; loaded when a page asks. */
	audit(): Promise<AuditPort>;
	/** Reviewing claims, for the insurance centre; loaded when a page asks. */
	claimReview(): Promise<ClaimReviewPort>;
	money(): Promise<MoneyPort>;
	/** What a payer does beside paying; loaded when a page asks. */
	payer(): Promise<PayerPort>;
	/** A volunteer's vault and drives; loaded when a page asks. */
	volunteer(): Promise<VolunteerPort>;
	/** What was entered about this student; loaded when a page asks. */
	entered(): Promise<EnteredPort>;
	/** The centre's window, where staff enter. */
	window(): Promise<WindowPort>;
	install(): Promise<InstallOffer>;
	received(): Promise<Received>;
	rescue(): Promise<RescueStore>;
	/** How many drafts and claims lost something with bits of the disk; `settle`: the person has read it. Returns how to stop. */
	watchSpoiled(onChange: (count: number) => void): () => void;
	settleSpoiled(): Promise<void>;
	/** Cheap, where `room` reads all that the phone holds. */
	keeping(): Promise<StorageRoom['keeping']>;
	room(): Promise<StorageRoom>;
}

export const [getApp, setApp] = createContext<App>();
