/** What the engine needs of the world. Everything that is not a pure computation comes through here. */
import type { Refusal } from '#shared/errors/refusal.ts';
import type { ExchangeReply, ExchangeRequest, ServerMoment, Unsent } from '#shared/protocol/exchange.ts';
import type { Mutation } from '#shared/protocol/mutation.ts';
import type { Clock, Random } from '#shared/std/clock.ts';
import type { Result } from '#shared/std/result.ts';

export interface Batch {
	account: string;
	device: string;
	firstSequence: number;
	/** Frozen on disk: asking again before the answer is applied gives exactly these. */
	mutations: Mutation[];
	cursor: string | null;
	/** Entries that wait beyond this batch. */
	remaining: number;
	/** The checksum is wanted: everything is being asked for. */
	check: boolean;
	/** What stays unsent once this batch is through, as far as the outbox tells. */
	unsent: Unsent;
	/** This storage has heard nothing yet. */
	isFresh: boolean;
}

/** What a storage of this browser had said before it was emptied. */
export type FormerStorage = NonNullable<ExchangeReply['former']>;

/** The outbox and records of one owner. May reject with RefusalError `device.…`. */
interface SyncStorePort {
	freeze(limit: { mutations: number; bytes: number }): Promise<Batch>;
	/** Results, changes and cursor in one transaction. */
	/**
	 * `waits`: there is something to send that the batch did not know of.
	 * `heals`: the checksum did not fit, and everything is to be asked for; `off`: it still does not, after that.
	 */
	apply(
		reply: ExchangeReply,
	): Promise<{ settled: number; scope?: 'fits' | 'heals' | 'off'; waits?: boolean }>;
	refuse(sequence: number, refusal: Refusal): Promise<void>;
	unfreeze(): Promise<void>;
	renumberFrom(expected: number): Promise<void>;
	renew(): Promise<void>;
	setSending(untilMs: number | null): Promise<void>;
}

/** One round trip. Never rejects: what fails is a refusal. Gives up by itself within `exchangeLeaseMs`. */
export interface ExchangePort {
	exchange(request: ExchangeRequest): Promise<Result<ExchangeReply, Refusal>>;
}

export interface TimerPort {
	/** Runs once after the delay; returns how to cancel. */
	after(delayMs: number, run: () => void): () => void;
}

/** One engine at a time on this phone, across tabs. */
export interface LockPort {
	exclusively(work: () => Promise<void>): Promise<void>;
}

export interface RunnerPorts {
	timer: TimerPort;
	lock: LockPort;
	clock: Clock;
	random: Random;
	/** Whether nobody can be reached just now; asked before anything is made ready to be sent, so it must be cheap. */
	isOut(): false | Promise<boolean>;
	/** A bug was met; it goes on, backing off. */
	onBug(error: unknown): void;
}

export interface SyncPorts extends RunnerPorts {
	store: SyncStorePort;
	wire: ExchangePort;
	onMoment(moment: ServerMoment): void;
	/** The storage is new, and the server knew another one in this browser. May be told again until the reply is on disk. */
	onFormer(former: FormerStorage): void;
}
