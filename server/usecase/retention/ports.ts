import type { RetentionClass } from './classes.ts';

/** Rows of one class that nothing changed since, and whose account nobody holds. */
interface RetentionTable {
	/** Removes at most `limit` of them; how many went. Whoever has a copy hears of it. */
	removeBefore(kind: RetentionClass, beforeMs: number, limit: number): Promise<number>;
}

export interface LegalHold {
	id: string;
	accountId: string;
	/** Of whoever asks for it: a case number, an order. No names. */
	reason: string;
	sinceMs: number;
	liftedAtMs: number | null;
}

interface LegalHoldTable {
	insert(hold: LegalHold): Promise<void>;
	/** False when there is no open one of this id. */
	lift(id: string, atMs: number): Promise<boolean>;
	open(): Promise<LegalHold[]>;
}

export interface RetentionTx {
	retention: RetentionTable;
	legalHolds: LegalHoldTable;
}
