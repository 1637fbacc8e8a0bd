/** What every use case is given: the store, the clock, chance, the outside services, a log. */
import type { Clock, Random } from '#shared/std/clock.ts';
import type { IsoDate } from '#shared/std/date.ts';
import type { ServerMoment } from '#shared/protocol/exchange.ts';
import type { Actor } from './actor.ts';
import type { AuditCheckTx, AuditHeadsPort } from './audit/ports.ts';
import type { AccountTx, RegisterPort, SecondFactorPort, SmsPort } from './account/ports.ts';
import type { ClaimReviewSettings, ClaimTx } from './claim/ports.ts';
import type { DocumentCheckPort, DocumentFilesPort, DocumentTx, PartFilesPort } from './document/ports.ts';
import type { DriveTx, SealingPort } from './drive/ports.ts';
import type { FeedbackTx } from './feedback/ports.ts';
import type { FlowTx } from './enrollment/ports.ts';
import type { NoticeTx, PushPort } from './notice/ports.ts';
import type { OfficeTx } from './office/ports.ts';
import type { ExportTx } from './export/ports.ts';
import type { WindowTx } from './window/ports.ts';
import type { OutcomeTx } from './outcome/ports.ts';
import type { GatewayPort, PayerTx } from './payment/ports.ts';
import type { PaperPort } from './paper/ports.ts';
import type { RetentionDays } from './retention/classes.ts';
import type { RetentionTx } from './retention/ports.ts';
import type { RecordTx } from './record/ports.ts';
import type { ReviewSettings, ReviewTx } from './review/ports.ts';
import type { StopPort, StopTx } from './stop/ports.ts';

import type { RosterReaderPort, RosterTx } from './roster/ports.ts';
import type { StatementTx } from './statement/ports.ts';

export interface Tx
	extends
		AccountTx,
		AuditCheckTx,
		ClaimTx,
		DocumentTx,
		DriveTx,
		FeedbackTx,
		FlowTx,
		NoticeTx,
		OfficeTx,
		OutcomeTx,
		ExportTx,
		WindowTx,
		PayerTx,
		RecordTx,
		RetentionTx,
		RosterTx,
		ReviewTx,
		StatementTx,
		StopTx {}

/**
 * One transaction on behalf of one actor: all of `work` commits, or, when it throws, none. Row-level
 * security shows it only what the actor may see. Never start one inside another: the embedded database has
 * one connection and would wait for itself.
 */
export interface UnitOfWork {
	run<T>(actor: Actor, work: (tx: Tx) => Promise<T>, how?: HowToRun): Promise<T>;
}

export interface HowToRun {
	/** All that the work asks for is asked for at once: it goes in one round trip with the transaction. Asking again is a bug. */
	isOneLook?: boolean;
}

/** The date that rules use: one value held by the server. No device clock and no database clock decides. */
export interface BusinessDatePort {
	today(): IsoDate;
	moment(): ServerMoment;
	/** Demo mode only; otherwise rejects with RefusalError `demo.not-available`. */
	move(date: IsoDate): Promise<void>;
}

/** Tells an account's other devices that something waits for them. Never fails, never waits. */
export interface PokePort {
	poke(accountId: string, exceptDeviceId?: string | null): void;
	/** Tells all of an account's devices in a moment: what waits for them cannot be shown yet. */
	pokeSoon(accountId: string): void;
	/** A session of the account ended: every stream closes, and who still has one opens it again. */
	endStreams(accountId: string): void;
	/** Tells every device, e.g. of a new business date. */
	pokeAll(): void;
}

/** Structured log. Never hand it personal data, bodies, phones or numbers of persons. */
export interface LoggerPort {
	info(fields: Record<string, unknown>, message: string): void;
	warn(fields: Record<string, unknown>, message: string): void;
	error(fields: Record<string, unknown>, message: string): void;
}

export interface Services {
	uow: UnitOfWork;
	clock: Clock;
	random: Random;
	businessDate: BusinessDatePort;
	logger: LoggerPort;
	sms: SmsPort;
	register: RegisterPort & StopPort;
	gateway: GatewayPort;
	/** Null where no keys are configured: pushes are then not offered. */
	push: PushPort | null;
	pokes: PokePort;
	/** Null where no master key is configured: no drive can be opened then. */
	sealing: SealingPort | null;
	/** Null where no master key is configured: nobody can set one up then. */
	secondFactor: SecondFactorPort | null;
	/** Whether staff reach anything without one. */
	staffSecondFactor: 'required' | 'offered';
	papers: PaperPort;
	auditHeads: AuditHeadsPort;
	claimReview: ClaimReviewSettings;
	retentionDays: RetentionDays;
	review: ReviewSettings;
	documentCheck: DocumentCheckPort;
	rosterReader: RosterReaderPort;
	/** Stored files. */
	documents: DocumentFilesPort;
	/** Files that are still coming. */
	parts: PartFilesPort;
}
