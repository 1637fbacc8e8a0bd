import type { AuditAct } from '#shared/domain/audit/act.ts';

/** What is written down about an act: who, what, which record. Never personal data: ids, codes, counts. */
export interface AuditEntry {
	/** Real time, ms. */
	atMs: number;
	/** An account id, or `system`. */
	actor: string;
	/** Noun and verb, e.g. `enrollment.declare`, `review.read`. */
	act: AuditAct;
	/** The record's id; null where an act has none. */
	subject: string | null;
	detail: Record<string, string | number | boolean | null>;
}

/** An entry as it lies in the store. `id` orders entries as they were written down, with gaps. */
export interface StoredAuditEntry extends Omit<AuditEntry, 'act'> {
	id: number;
	/** As it was named then. */
	act: string;
}

/** A link of the chain: the entry's dense number, its hash over the link before and the entry's content. */
export interface AuditSeal {
	number: number;
	entryId: number;
	hash: string;
}

export interface AuditTable {
	/** In the transaction of the change or read that it tells of. */
	append(entry: AuditEntry): Promise<void>;
	/** The same for several, written down in this order. */
	appendAll(entries: AuditEntry[]): Promise<void>;
	/** What happened to one record, oldest first. */
	ofSubject(subject: string): Promise<StoredAuditEntry[]>;
	/** Of several records, these acts alone, newest first. */
	ofSubjects(
		subjects: readonly string[],
		acts: readonly string[],
		limit: number,
	): Promise<StoredAuditEntry[]>;
	/** Committed entries that wait for their seal, in order; holds other sealers off until the transaction ends. */
	unsealed(limit: number): Promise<StoredAuditEntry[]>;
	lastSeal(): Promise<AuditSeal | null>;
	/** How many committed entries wait for their seal. */
	countUnsealed(): Promise<number>;
	/**
	 * Among the next entries after a number (null: from the first) those that have no seal and do not wait for one; `last` is the number to go on from, null
	 * where there are no more. The chain itself never shows them.
	 */
	outsideOfChain(afterId: number | null, limit: number): Promise<{ last: number | null; outside: number[] }>;
	/** Numbers that wait for a seal and have no entry. */
	waitingAndGone(limit: number): Promise<number[]>;
	/** Of a search, newest first. */
	search(of: AuditSearch): Promise<StoredAuditEntry[]>;
	appendSeals(seals: AuditSeal[]): Promise<void>;
	/** Sealed entries after a number, each with its seal; an entry that is gone is null. */
	sealed(afterNumber: number, limit: number): Promise<{ seal: AuditSeal; entry: StoredAuditEntry | null }[]>;
}

/** Null and an empty list are no condition. */
interface AuditSearch {
	/** Patterns of SQL's LIKE; an act fits when one does. */
	acts: readonly string[];
	actor: string | null;
	subject: string | null;
	fromMs: number | null;
	/** Not included. */
	untilMs: number | null;
	/** Where the page before ended. */
	after: { atMs: number; id: number } | null;
	limit: number;
}

/** A walk of the chain that an auditor asked for. Done by a job: the chain may be long. */
export interface AuditCheckRow {
	id: string;
	askedByAccountId: string;
	askedAtMs: number;
	doneAtMs: number | null;
	sealed: number;
	faults: string[];
}

export interface AuditCheckTable {
	insert(row: AuditCheckRow): Promise<void>;
	/** The oldest that waits; null when none does. */
	toDo(): Promise<AuditCheckRow | null>;
	finish(row: Pick<AuditCheckRow, 'id' | 'doneAtMs' | 'sealed' | 'faults'>): Promise<void>;
	/** Newest first. */
	list(limit: number): Promise<AuditCheckRow[]>;
}

export interface AuditCheckTx {
	auditChecks: AuditCheckTable;
}

/** The chain's newest link, as it is kept outside the database. */
export interface AuditHead {
	number: number;
	hash: string;
	/** Real time of sealing, ms. */
	atMs: number;
}

/** A place outside the database, to which heads are only ever added. */
export interface AuditHeadsPort {
	append(head: AuditHead): Promise<void>;
	/** The newest head written; null when there is none. */
	last(): Promise<AuditHead | null>;
	/** Oldest first. */
	readAll(): Promise<AuditHead[]>;
}
