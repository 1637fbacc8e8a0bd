/** What telling people asks of the store and of the outside. Times are real ms. */

export interface NoticeRow {
	id: string;
	accountId: string;
	/** The record that it leads to: one of the two; of `prepared` neither, there is none yet. */
	enrollmentId: string | null;
	claimId: string | null;
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
	/** All of this account. */
	ofAccount(accountId: string): Promise<NoticeRow[]>;
	/** Ids of the actor's own about one enrollment. */
	ofEnrollment(enrollmentId: string): Promise<string[]>;
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

/** Where one browser takes pushes. */
export interface PushTarget {
	endpoint: string;
	p256dh: string;
	auth: string;
}

/** For the system alone. A subscription falls with the session in which it was made. */
interface PushSubscriptionTable {
	/** Takes the place of whatever stands under the endpoint. */
	put(row: PushTarget & { accountId: string; sessionHash: string; createdAtMs: number }): Promise<void>;
	ofAccount(accountId: string): Promise<PushTarget[]>;
	/** Of this account, or whosever it is. */
	remove(endpoint: string, accountId: string | null): Promise<void>;
}

export interface NoticeTx {
	notices: NoticeTable;
	noticeDeliveries: NoticeDeliveryTable;
	pushSubscriptions: PushSubscriptionTable;
}

/** The browsers' push services. */
export interface PushPort {
	/** What browsers subscribe for (VAPID), in base64url. */
	publicKey: string;
	/** Whether an endpoint is one of a push service: anything else is never called. */
	takes(endpoint: string): boolean;
	/**
	 * `gone`: the browser has unsubscribed. The notice's id lets a push that still waits make room for its
	 * repetition. Rejects with RefusalError `server.unavailable` when the service gives no usable answer.
	 */
	send(target: PushTarget, notice: { id: string; kind: string }): Promise<'sent' | 'gone'>;
}
