/** What the uploader needs of the world. Everything that is not a pure computation comes through here. */
import type { ErrorCode } from '#shared/errors/error-codes.ts';
import type { Refusal } from '#shared/errors/refusal.ts';
import type { UploadState } from '#shared/protocol/document.ts';
import type { Result } from '#shared/std/result.ts';
import type { RunnerPorts } from './ports.ts';
import type { UploadLimits } from './upload-limits.ts';

export interface UploadFile {
	/** SHA-256. */
	hash: string;
	size: number;
	/** As far as the server has said; it may hold more by now, or less. */
	sentBytes: number;
}

/** Files of one owner. May reject with RefusalError `device.…`. */
interface UploadStorePort {
	/** The file that is wanted most, apart from those under way; null: nothing is left to send. */
	next(underWay: ReadonlySet<string>): Promise<UploadFile | null>;
	/** Bytes `from` … `to`. Rejects with RefusalError `device.document-missing` when they are gone. */
	read(hash: string, from: number, to: number): Promise<Uint8Array<ArrayBuffer>>;
	sent(hash: string, sentBytes: number): Promise<void>;
	stored(hash: string): Promise<void>;
	/** Not tried again until a person asks. */
	refused(hash: string, code: ErrorCode): Promise<void>;
	/** Sends off each record whose files have all arrived; how many. */
	release(): Promise<number>;
}

export interface UploadAnswer extends UploadState {
	/** The next body goes out on a connection of its own: see `lineHeader` of the protocol. */
	isFreshLine: boolean;
}

/** Never rejects: what fails is a refusal. Gives up by itself. */
export interface UploadWirePort {
	state(file: UploadFile): Promise<Result<UploadAnswer, Refusal>>;
	append(
		file: UploadFile,
		offset: number,
		bytes: Uint8Array<ArrayBuffer>,
	): Promise<Result<UploadAnswer, Refusal>>;
}

export interface UploadPorts extends RunnerPorts {
	store: UploadStorePort;
	wire: UploadWirePort;
	/** `uploadLimits`, where they are not given. */
	limits?: UploadLimits;
	/** Whether files may go out on the present network. */
	mayUse(): boolean;
	/** Bytes of a file that the server is known to hold. */
	onProgress(hash: string, sentBytes: number): void;
	/** Records went into the outbox: it is time to sync. */
	onReleased(): void;
}
