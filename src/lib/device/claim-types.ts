/** What the rest of the app may ask of claims and their files on this phone. */
import type { ClaimDocuments } from '#shared/domain/claim/claim.ts';
import type { DocumentType } from '#shared/domain/document/document-type.ts';
import type { DraftFields } from '#shared/domain/enrollment/fields.ts';
import type { ErrorCode } from '#shared/errors/error-codes.ts';
import type { ClaimView } from '#shared/protocol/view.ts';
import type { OwnerId, RecordProgress } from './types.ts';

export interface NewClaim {
	schemeId: string;
	claimKind: string;
	fields?: DraftFields;
}

/** A change of a claim; what is absent stays. A field or a paper of null is cleared. */
export interface ClaimEdit {
	fields?: DraftFields;
	documents?: ClaimDocuments;
	/** The refusal was read and settled; never sent. */
	settlesRefusal?: boolean;
}

/** One claim as this phone knows it, decrypted. */
export interface LocalClaim {
	id: string;
	owner: OwnerId;
	revision: number;
	schemeId: string;
	claimKind: string;
	fields: DraftFields;
	documents: Record<string, string[]>;
	/** Asked for; goes out when every file has arrived. */
	submission: { atMs: number } | null;
	/** The server's newest word; null while it has none. */
	server: ClaimView | null;
	progress: RecordProgress;
	refusal: { code: ErrorCode; path?: string } | null;
	createdAtMs: number;
	updatedAtMs: number;
}

/** One file on this phone. */
export interface LocalDocument {
	hash: string;
	size: number;
	type: DocumentType;
	/** `waiting`: the server does not hold all of it yet; `refused`: it does not take it, or the bytes here are gone. */
	state: 'waiting' | 'stored' | 'refused';
	code: ErrorCode | null;
	/** As far as the server has said. */
	sentBytes: number;
}

/**
 * Claims of the present owner, as `EnrollmentStore`: each command is on disk, with what the server must hear,
 * when its promise resolves. Rejects with RefusalError `device.storage-full`, `device.storage-lost`,
 * `claim.wrong-state`, `request.not-found`.
 */
export interface ClaimStore {
	list(): Promise<LocalClaim[]>;
	get(id: string): Promise<LocalClaim | null>;
	create(claim: NewClaim): Promise<LocalClaim>;
	edit(id: string, edit: ClaimEdit): Promise<LocalClaim>;
	/**
	 * Hands in what the claim holds now, as soon as its files are at the server. Rejects with `device.document-missing`
	 * (path: the paper and page) when one is neither there nor here, and changes nothing then.
	 */
	submit(id: string): Promise<LocalClaim>;
	remove(id: string): Promise<void>;
	/** Calls at once and after every change, in any tab. Returns how to stop. */
	watchList(onChange: (claims: LocalClaim[]) => void): () => void;
}

/** Files of the present owner, sealed. */
export interface DocumentStore {
	/** On disk, whole, when this resolves; nothing of it when it rejects (`device.storage-full`). The same file twice is one. */
	add(bytes: Uint8Array<ArrayBuffer>, type: DocumentType): Promise<string>;
	/** Rejects with `device.document-missing` when the bytes are not here, or not all. */
	read(hash: string): Promise<{ bytes: Uint8Array<ArrayBuffer>; type: DocumentType }>;
	/** Tries again what was refused; all of it, or one file. */
	retry(hash?: string): Promise<void>;
	watchList(onChange: (documents: LocalDocument[]) => void): () => void;
}
