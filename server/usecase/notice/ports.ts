/** What telling people asks of the store and of the outside. Times are real ms. */

export interface NoticeRow {
	id: string;
	accountId: string;
	/** The record that it leads to. */
	enrollmentId: string;
	/** A `NoticeKind`, perhaps of a newer release than this one. */
	kind: string;
	atMs: number;
	readAtMs: number | null;
}

interface NoticeTable {
	/** Throws where the account does not own the enrollment, or the actor may not tell of it. */
	insert(notice: NoticeRow): Promise<void>;
	/** Null when absent or not the actor's to see. */
	get(id: string): Promise<NoticeRow | null>;
	/** The first reading counts. */
	markRead(id: string, atMs: number): Promise<void>;
}

type NoticeChannel = 'sms' | 'push';

/** A notice on its way out by one channel. */
export interface NoticeDelivery {
	noticeId: string;
	accountId: string;
	channel: NoticeChannel;
	/** Tries so far, the present one counted. */
	attempts: number;
	/** What of several addresses was reached in earlier tries, by hash. */
	reached: string[];
}

interface NoticeDeliveryTable {
	insert(delivery: NoticeDelivery, dueAtMs: number): Promise<void>;
	/**
	 * Takes deliveries whose time has come: each counts a try and is nobody else's until `leaseUntilMs`, so that a
	 * process that ends in the middle leaves it to be tried again.
	 */
	take(channel: NoticeChannel, at: { nowMs: number; leaseUntilMs: number }): Promise<NoticeDelivery[]>;
	putOff(delivery: NoticeDelivery, nextTryAtMs: number): Promise<void>;
	end(delivery: NoticeDelivery, outcome: 'sent' | 'not-needed' | 'given-up', atMs: number): Promise<void>;
}

export interface NoticeTx {
	notices: NoticeTable;
	noticeDeliveries: NoticeDeliveryTable;
}
