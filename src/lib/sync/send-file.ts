/** One file's way to the server: ask how far it is, send a piece from there, hear how far it is now. */
import type { ErrorCode } from '#shared/errors/error-codes.ts';
import { RefusalError, type Refusal } from '#shared/errors/refusal.ts';
import { uploadLimits, type UploadLimits } from './upload-limits.ts';
import type { UploadAnswer, UploadFile, UploadPorts } from './upload-ports.ts';

export type SendOutcome =
	| { kind: 'stored' }
	/** No repeat would help: the server does not take this file, or its bytes are gone here. */
	| { kind: 'refused'; code: ErrorCode }
	/** The network, the server, the session: later. */
	| { kind: 'wait'; refusal: Refusal }
	| { kind: 'paused' }
	| { kind: 'stopped' };

type SendPorts = Pick<UploadPorts, 'wire' | 'clock' | 'mayUse' | 'limits'> & {
	store: Pick<UploadPorts['store'], 'read' | 'sent'>;
};

interface Steps {
	mayGoOn(): boolean;
	onProgress(sentBytes: number): void;
}

const finalCodes: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
	'document.too-large',
	'document.type-unknown',
	'document.heic',
	'document.encrypted',
	'document.quota',
	'document.hash-differs',
	'request.malformed',
	'request.not-found',
	'request.too-large',
]);

/** A line that was cut, which may be taken up again at once. */
const cutCodes: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['network.offline', 'network.timeout']);

/** Rejects only for what storage rejects with, a file whose bytes are gone apart. */
export async function sendFile(ports: SendPorts, file: UploadFile, steps: Steps): Promise<SendOutcome> {
	try {
		return await new Sending(ports, file, steps).run();
	} catch (error) {
		if (error instanceof RefusalError && error.refusal.code === 'device.document-missing') {
			return { kind: 'refused', code: error.refusal.code };
		}
		throw error;
	}
}

class Sending {
	readonly #ports: SendPorts;
	readonly #file: UploadFile;
	readonly #steps: Steps;
	/** Where the server is; null: to be asked. */
	#at: number | null = null;
	/** The furthest that it was known to be when the line was last cut. */
	#cutAt = -1;
	#isFreshLine = false;
	readonly #limits: UploadLimits;
	#pieceBytes: number;
	#heals = 0;
	#restarts = 0;

	constructor(ports: SendPorts, file: UploadFile, steps: Steps) {
		this.#ports = ports;
		this.#file = file;
		this.#steps = steps;
		this.#limits = ports.limits ?? uploadLimits;
		this.#pieceBytes = this.#limits.firstBytes;
	}

	/** Each round brings the file further, or counts against a limit, or ends. */
	async run(): Promise<SendOutcome> {
		for (;;) {
			if (!this.#steps.mayGoOn()) return { kind: 'stopped' };
			if (!this.#ports.mayUse()) return { kind: 'paused' };
			const outcome = this.#at === null ? await this.#ask() : await this.#append(this.#at);
			if (outcome) return outcome;
		}
	}

	async #ask(): Promise<SendOutcome | null> {
		const answer = await this.#ports.wire.state(this.#file);
		if (!answer.ok) return this.#failed(answer.error);
		return this.#heard(answer.value);
	}

	async #append(at: number): Promise<SendOutcome | null> {
		const { store, wire, clock } = this.#ports;
		const most = this.#isFreshLine ? this.#pieceBytes : this.#limits.usedLineBytes;
		const bytes = await store.read(this.#file.hash, at, Math.min(this.#file.size, at + most));
		const fromMs = clock.nowMs();
		const answer = await wire.append(this.#file, at, bytes);
		if (!answer.ok) return this.#failed(answer.error);
		// Every byte was taken, or the file was stored: a server that says otherwise is not to be asked in a hot loop.
		if (!answer.value.isStored && answer.value.offset <= at) {
			return { kind: 'wait', refusal: { code: 'server.unavailable' } };
		}
		this.#adapt(bytes.byteLength, clock.nowMs() - fromMs);
		return this.#heard(answer.value);
	}

	async #heard({ offset, isStored, isFreshLine }: UploadAnswer): Promise<SendOutcome | null> {
		if (isStored) {
			this.#steps.onProgress(this.#file.size);
			return { kind: 'stored' };
		}
		const isFurther = offset > (this.#at ?? this.#file.sentBytes);
		this.#at = offset;
		this.#isFreshLine = isFreshLine;
		await this.#ports.store.sent(this.#file.hash, offset);
		if (isFurther) this.#steps.onProgress(offset);
		return null;
	}

	#failed(refusal: Refusal): SendOutcome | null {
		const { code, expected } = refusal;
		if (code === 'document.offset-differs' && expected !== undefined && this.#heals < this.#limits.heals) {
			this.#heals += 1;
			this.#at = Math.min(expected, this.#file.size);
			return null;
		}
		if (code === 'document.hash-differs' && this.#restarts < this.#limits.restarts) {
			this.#restarts += 1;
			this.#at = null;
			return null;
		}
		if (finalCodes.has(code)) return { kind: 'refused', code };
		// Cut while sending: what had come is there. Asked at once, and once for each time that it came further.
		if (cutCodes.has(code) && this.#at !== null && this.#at > this.#cutAt) {
			this.#cutAt = this.#at;
			this.#at = null;
			return null;
		}
		return { kind: 'wait', refusal };
	}

	/** The next piece as long as the network takes about `bodyMs` for. */
	#adapt(bytes: number, tookMs: number): void {
		const wished = (bytes / Math.max(1, tookMs)) * this.#limits.bodyMs;
		const most = Math.min(this.#limits.mostBytes, this.#pieceBytes * 4);
		this.#pieceBytes = Math.round(Math.min(most, Math.max(this.#limits.leastBytes, wished)));
	}
}
