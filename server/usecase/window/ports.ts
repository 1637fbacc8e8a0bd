import type { DraftFields } from '#shared/domain/enrollment/fields.ts';

/** What was taken down at the insurance centre's window for its person to take over. */
export interface WindowEntryRow {
	id: string;
	schemeId: string;
	schoolCode: string;
	fields: DraftFields;
	/** What makes it a special case, in the words of who took it down. */
	why: string;
	enteredByAccountId: string;
	enteredAtMs: number;
	/** The business date. */
	enteredOn: string;
	/** When its person took it over first. */
	begunAtMs: number | null;
}

export interface WindowEntryTable {
	/** False when the id is taken. */
	insert(row: WindowEntryRow): Promise<boolean>;
	/** Null when absent or not the actor's to see: both look the same. */
	get(id: string): Promise<WindowEntryRow | null>;
	/** Newest first. */
	ofStaff(accountId: string, limit: number): Promise<WindowEntryRow[]>;
	/** Of who has this key (`personKey`), the newest first. */
	ofPerson(key: string): Promise<WindowEntryRow[]>;
	/** By its person, to whom this account is bound; the first time counts. That they did stays when the entry goes. */
	begin(
		entry: Pick<WindowEntryRow, 'id' | 'schemeId' | 'enteredByAccountId'>,
		accountId: string,
		atMs: number,
	): Promise<void>;
	remove(id: string): Promise<void>;
}

export interface WindowTx {
	windowEntries: WindowEntryTable;
}
