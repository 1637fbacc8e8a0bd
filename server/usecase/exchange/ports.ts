/** What the exchange itself asks of the store: who sends, what was answered, what is to be told. */
import type { MutationResult } from '#shared/protocol/exchange.ts';
import type { ChangeKind } from '#shared/protocol/version.ts';

export interface DeviceTable {
	/**
	 * Holds the device's row until the transaction ends, so that one device's exchanges come one after the
	 * other; makes it for this account when it is new. Null when it is another account's.
	 */
	lock(deviceId: string, accountId: string, nowMs: number): Promise<{ lastSequence: number } | null>;
	/** Of this account's device, without holding it or waiting for who does; null: `lock` makes it, or knows that it is another's. */
	look(deviceId: string, accountId: string): Promise<{ lastSequence: number } | null>;
	advance(deviceId: string, lastSequence: number, nowMs: number): Promise<void>;
}

/** What a device said last that it had unsent, and the browser that it lives in. */
interface UnsentNote {
	deviceId: string;
	accountId: string;
	browserHash: string;
	records: number;
	files: number;
	heardAtMs: number;
}

export interface UnsentNoteTable {
	/** In the place of the device's earlier one. */
	put(note: UnsentNote): Promise<void>;
	/** The newest of another device of this account in this browser. */
	formerOf(note: Pick<UnsentNote, 'deviceId' | 'accountId' | 'browserHash'>): Promise<UnsentNote | null>;
}

export interface ReceiptRow {
	deviceId: string;
	sequence: number;
	bodyHash: string;
	result: MutationResult;
	atMs: number;
}

export interface ReceiptTable {
	insert(receipts: ReceiptRow[]): Promise<void>;
	list(deviceId: string, from: number, to: number): Promise<ReceiptRow[]>;
}

export interface ChangeKey {
	kind: ChangeKind;
	id: string;
}

export interface ChangePage {
	changes: (ChangeKey & { cursor: string })[];
	cursor: string;
	more: boolean;
	held: boolean;
	began: boolean;
	/** Names the database's history: another one after it was restored from a backup. */
	generation: string;
}

export interface NewChange extends ChangeKey {
	/** The device that made it and knows the record's new view from the result alone: it is not told again. */
	quietFor?: string;
}

/** A reader's place in the feed. */
export interface FeedPlace {
	/** The cursor; null: the beginning. */
	after: string | null;
	/** A cursor given out for another reading begins anew: what was passed over then is not lost. */
	reading: string;
	/** Not told what is quiet for it. */
	device: string;
}

export interface ChangeFeed {
	/** Tells a reader that a record changed, in the transaction that changes it. */
	append(accountId: string, change: NewChange): Promise<void>;
	/** The same for several records, each named once, in this order. */
	appendAll(accountId: string, changes: NewChange[]): Promise<void>;
	/** Of these enrollments those of which something waits beyond the reader's place. */
	unheard(accountId: string, place: FeedPlace, ids: string[]): Promise<string[]>;
	/**
	 * Changes of this reader after their place, of the kinds that they know, as far as no running transaction
	 * can still add before them; each with the cursor that a reader who stops there goes on from. `held`: more has
	 * happened, but behind a transaction that still runs. `began`: it is read
	 * from the beginning. Whoever does that is told of everything but `known`.
	 */
	read(
		accountId: string,
		page: FeedPlace & { kinds: ChangeKind[]; known: string[]; limit: number },
	): Promise<ChangePage>;
	/** Whether nothing that this reader may know has happened after the cursor. */
	isUpTo(accountId: string, page: { cursor: string; kinds: ChangeKind[] }): Promise<boolean>;
}
