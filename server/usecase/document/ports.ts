/** What the use cases of documents ask: rows, the places where bytes lie, and one upload's body. */
import type { DocumentType } from '#shared/domain/document/document-type.ts';
import type { ErrorCode } from '#shared/errors/error-codes.ts';

/** One stored file of one account. The row stands only while its bytes lie at `place`, with this SHA-256. */
export interface DocumentRow {
	ownerAccountId: string;
	hash: string;
	size: number;
	type: DocumentType;
	/** Where the bytes lie: a name that was never used before. */
	place: string;
	storedAtMs: number;
	/** When a record last began to need it: one that nothing needs is collected some time after. */
	neededAtMs: number;
}

export interface DocumentTable {
	get(ownerAccountId: string, hash: string): Promise<DocumentRow | null>;
	/** Of these hashes, those that the account has stored; keeps each from being collected for as long as a new file. */
	need(ownerAccountId: string, hashes: readonly string[], nowMs: number): Promise<DocumentRow[]>;
	/** False when the account has the file already. */
	insert(row: DocumentRow): Promise<boolean>;
	bytesOf(ownerAccountId: string): Promise<number>;
	/** Removes rows that no record names, none has needed since, and whose owner nobody holds; answers with the places that they named. */
	removeOrphans(neededBeforeMs: number, limit: number): Promise<string[]>;
	/** Of these places, those that no row names. */
	unnamed(places: readonly string[]): Promise<string[]>;
}

export interface DocumentTx {
	documents: DocumentTable;
}

/** Looks into a whole file, whatever a stranger made of it. */
export interface DocumentCheckPort {
	/** Why it is not taken; null: it is. Never rejects for what a file holds. */
	refusalOf(bytes: Uint8Array): Promise<ErrorCode | null>;
}

/** Stored files: on this machine's disk, or in an S3 bucket. A place is `[0-9a-f-.]+`. */
export interface DocumentFilesPort {
	/** Resolves when the bytes would be there after a power cut. */
	put(place: string, bytes: Uint8Array<ArrayBuffer>): Promise<void>;
	/** Null where nothing lies. */
	read(place: string): Promise<ReadableStream<Uint8Array> | null>;
	/** Removing what is not there is no error. */
	remove(place: string): Promise<void>;
	/** Every place with the time of its making, some at a time. */
	list(): AsyncIterable<{ place: string; atMs: number }[]>;
}

/** Which half-uploaded file: whose, its SHA-256 and its whole length as the uploader says. */
export interface PartKey {
	ownerAccountId: string;
	hash: string;
	length: number;
}

/** Half-uploaded files. What arrived stays, across restarts. */
export interface PartFilesPort {
	/** Bytes held; 0 for one that nobody began. */
	size(key: PartKey): Promise<number>;
	/**
	 * Opens the file for one writer. Whoever holds it is asked to stop, and waited for: a phone that comes again by
	 * another network must not wait for its own dead connection.
	 */
	take(key: PartKey): Promise<PartWriter>;
	/** Whole lengths, as they were said, of everything that the account has begun. */
	bytesOf(ownerAccountId: string): Promise<number>;
	/** Removes what nobody went on with since; how many. */
	removeOld(touchedBeforeMs: number): Promise<number>;
}

export interface PartWriter {
	/** Somebody else wants the file: stop. */
	readonly stop: AbortSignal;
	size(): Promise<number>;
	append(bytes: Uint8Array): Promise<void>;
	readAll(): Promise<Uint8Array<ArrayBuffer>>;
	remove(): Promise<void>;
	/** Lets the next one in. */
	release(): Promise<void>;
}

/** A body as it arrives; ends early, without an error, when its line was cut or has fallen silent. */
export interface UploadBody {
	chunks(stop: AbortSignal): AsyncIterable<Uint8Array>;
}
