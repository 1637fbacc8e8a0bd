/** Tables of telling people. */
export interface NoticeTables {
	notice: {
		id: string;
		account_id: string;
		enrollment_id: string | null;
		claim_id: string | null;
		kind: string;
		at_ms: number;
		read_at_ms: number | null;
	};
	notice_delivery: {
		notice_id: string;
		account_id: string;
		channel: 'sms' | 'push';
		attempts: number;
		next_try_at_ms: number;
		reached: string[];
		outcome: string | null;
		ended_at_ms: number | null;
	};
	push_subscription: {
		endpoint: string;
		account_id: string;
		session_hash: string;
		p256dh: string;
		auth: string;
		created_at_ms: number;
	};
}
