import type { ExportNames, ExportState } from '#shared/domain/roster/export.ts';

/** Whose lists they are, asked for and agreed to among themselves: a school's administrators, or the clerks. */
export type ExportDesk = { desk: 'school'; schoolCode: string } | { desk: 'clerk'; schoolCode: null };

export interface ExportRow {
	id: string;
	desk: ExportDesk['desk'];
	/** Of a school's list; so is the scheme. */
	schoolCode: string | null;
	schemeId: string | null;
	/** Which rows; its desk knows how to read it. */
	choice: unknown;
	names: ExportNames;
	reason: string;
	/** Asked for; of one that is made, what was there. */
	rows: number;
	isSecondNeeded: boolean;
	state: ExportState;
	askedByAccountId: string;
	askedAtMs: number;
	judgedByAccountId: string | null;
	judgedAtMs: number | null;
	/** Rows that are made, and where the next part begins; its desk knows how to read it. */
	made: number;
	cursor: unknown;
	takenAtMs: number | null;
	fingerprint: string | null;
	expiresAtMs: number;
}

interface ExportPart {
	n: number;
	rows: unknown[];
	hash: string;
}

export interface ListExportTable {
	/** False when the id is taken. */
	insert(row: ExportRow): Promise<boolean>;
	/** Of this desk; locked until the transaction ends. */
	lock(desk: ExportDesk, id: string): Promise<ExportRow | null>;
	update(row: ExportRow): Promise<void>;
	/** Newest first. */
	ofDesk(desk: ExportDesk, limit: number): Promise<ExportRow[]>;
	/** One that is being made, locked; another process's is left to it. */
	nextToMake(nowMs: number): Promise<ExportRow | null>;
	addPart(id: string, part: ExportPart): Promise<void>;
	part(id: string, n: number): Promise<ExportPart['rows'] | null>;
	/** In their order. */
	partHashes(id: string): Promise<string[]>;
	dropParts(id: string): Promise<void>;
	/** Those of lists whose time is over. How many. */
	dropExpiredParts(nowMs: number): Promise<number>;
}

export interface ExportTx {
	listExports: ListExportTable;
}
