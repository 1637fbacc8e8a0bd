/** Table of legal holds. `…_ms` is real time. */
export interface RetentionTables {
	legal_hold: {
		id: string;
		account_id: string;
		reason: string;
		since_ms: number;
		lifted_at_ms: number | null;
	};
}
