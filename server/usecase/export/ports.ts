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
	rows: number;
	isSecondNeeded: boolean;
	state: ExportState;
	askedByAccountId: string;
	askedAtMs: number;
	judgedByAccountId: string | null;
	judgedAtMs: number | null;
	takenAtMs: number | null;
	fingerprint: string | null;
	expiresAtMs: number;
}

export interface ListExportTable {
	/** False when the id is taken. */
	insert(row: ExportRow): Promise<boolean>;
	/** Of this desk; locked until the transaction ends. */
	lock(desk: ExportDesk, id: string): Promise<ExportRow | null>;
	update(row: ExportRow): Promise<void>;
	/** Newest first. */
	ofDesk(desk: ExportDesk, limit: number): Promise<ExportRow[]>;
}

export interface ExportTx {
	listExports: ListExportTable;
}
