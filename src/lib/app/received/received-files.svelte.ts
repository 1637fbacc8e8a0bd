import type { Received } from '#lib/app/app.ts';
import type { ReceivedStore } from '#lib/device/received-store.ts';
import { documentRefusal, sniffType } from '#shared/domain/document/document-type.ts';
import { maxDocumentBytes } from '#shared/domain/document/limits.ts';
import type { ErrorCode } from '#shared/errors/error-codes.ts';
import { RefusalError } from '#shared/errors/refusal.ts';
import type { SharedFilesPort } from './ports.ts';

/** Seals what waits with the worker, lists, shows and removes. */
export class ReceivedFiles implements Received {
	files = $state.raw<Received['files']>(undefined);
	notTaken = $state.raw<Received['notTaken']>([]);
	isTaking = $state(false);
	readonly #store: ReceivedStore;
	readonly #shared: SharedFilesPort;

	constructor(store: ReceivedStore, shared: SharedFilesPort) {
		this.#store = store;
		this.#shared = shared;
	}

	start(): () => void {
		void this.#take();
		return this.#store.watchList((files) => (this.files = files));
	}

	read(id: string): Promise<Uint8Array<ArrayBuffer>> {
		return this.#store.read(id);
	}

	remove(id: string): Promise<void> {
		return this.#store.remove(id);
	}

	async #take(): Promise<void> {
		this.isTaking = true;
		try {
			for (const file of await this.#shared.take()) {
				const code = await this.#keep(file);
				if (code) this.notTaken = [...this.notTaken, { name: file.name, code }];
			}
		} finally {
			this.isTaking = false;
		}
	}

	/** Why it is not taken; null: it is on the device. */
	async #keep(file: File): Promise<ErrorCode | null> {
		if (file.size > maxDocumentBytes) return 'document.too-large';
		const bytes = new Uint8Array(await file.arrayBuffer());
		const type = sniffType(bytes);
		const code = documentRefusal(bytes);
		if (code || !type) return code ?? 'document.type-unknown';
		try {
			await this.#store.add({ name: file.name, type, bytes });
			return null;
		} catch (error) {
			if (error instanceof RefusalError) return error.refusal.code;
			throw error;
		}
	}
}
