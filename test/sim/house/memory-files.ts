/**
 * The office's disk for files: as `server/store/documents` keeps them, in memory, held equal to it by the contract
 * suite. What was put or appended is there after the process that did it; who holds which half-uploaded file is not.
 */
import { RefusalError } from '#shared/errors/refusal.ts';
import type {
	DocumentFilesPort,
	PartFilesPort,
	PartKey,
	PartWriter,
} from '#server/usecase/document/ports.ts';

interface Kept {
	bytes: Uint8Array<ArrayBuffer>;
	atMs: number;
}

/** What the run decides about the disk. */
export interface FileFaults {
	/** A turn of the queue, as long as the disk takes. */
	step(): Promise<void>;
	/** Whether this call fails, before or after what it does. */
	fails(): boolean;
}

const never: FileFaults = { step: async () => {}, fails: () => false };
const silent = () => new RefusalError({ code: 'server.unavailable' });
const keyOf = ({ ownerAccountId, hash, length }: PartKey) => `${ownerAccountId} ${hash} ${length}`;

export class MemoryFiles {
	readonly stored = new Map<string, Kept>();
	readonly parts = new Map<string, Kept>();
	readonly #nowMs: () => number;
	readonly #faults: FileFaults;

	constructor(nowMs: () => number, faults: FileFaults = never) {
		this.#nowMs = nowMs;
		this.#faults = faults;
	}

	documents(): DocumentFilesPort {
		const { stored } = this;
		return {
			put: async (place, bytes) => {
				await this.#turn();
				stored.set(place, { bytes: bytes.slice(), atMs: this.#nowMs() });
				await this.#turn();
			},
			read: async (place) => {
				await this.#turn();
				const kept = stored.get(place);
				return kept ? streamOf(kept.bytes) : null;
			},
			remove: async (place) => {
				await this.#turn();
				stored.delete(place);
			},
			list: () => this.#list(),
		};
	}

	/** One for each process of the server: whoever held a file before it holds it no more. */
	partFiles(): PartFilesPort {
		const turns = new Map<string, { stop: AbortController; done: Promise<void> }>();
		const { parts } = this;
		return {
			size: async (key) => {
				await this.#faults.step();
				return parts.get(keyOf(key))?.bytes.byteLength ?? 0;
			},
			take: async (key) => {
				const name = keyOf(key);
				const before = turns.get(name);
				const { promise: done, resolve: end } = Promise.withResolvers<void>();
				const turn = { stop: new AbortController(), done };
				turns.set(name, turn);
				before?.stop.abort();
				await before?.done;
				await this.#faults.step();
				return this.#writer(name, turn.stop.signal, () => {
					if (turns.get(name) === turn) turns.delete(name);
					end();
				});
			},
			bytesOf: async (ownerAccountId) => {
				await this.#faults.step();
				const own = [...parts.keys()].filter((name) => name.startsWith(`${ownerAccountId} `));
				return own.reduce((sum, name) => sum + Number(name.split(' ')[2]), 0);
			},
			removeOld: async (touchedBeforeMs) => {
				await this.#faults.step();
				const old = [...parts].filter(([name, { atMs }]) => atMs < touchedBeforeMs && !turns.has(name));
				for (const [name] of old) parts.delete(name);
				return old.length;
			},
		};
	}

	#writer(name: string, stop: AbortSignal, end: () => void): PartWriter {
		const { parts } = this;
		const held = () => parts.get(name)?.bytes ?? new Uint8Array();
		return {
			stop,
			size: async () => held().byteLength,
			append: async (bytes) => {
				// Whole or not at all: a chunk that a full disk took half of is cut off again.
				await this.#turn();
				const whole = new Uint8Array(Buffer.concat([held(), bytes]));
				parts.set(name, { bytes: whole, atMs: this.#nowMs() });
			},
			readAll: async () => {
				await this.#turn();
				return held().slice();
			},
			remove: async () => {
				await this.#turn();
				parts.delete(name);
			},
			release: async () => end(),
		};
	}

	async *#list() {
		await this.#turn();
		yield [...this.stored].map(([place, { atMs }]) => ({ place, atMs }));
	}

	async #turn(): Promise<void> {
		await this.#faults.step();
		if (this.#faults.fails()) throw silent();
	}
}

function streamOf(bytes: Uint8Array<ArrayBuffer>): ReadableStream<Uint8Array> {
	return new ReadableStream({
		start(controller) {
			controller.enqueue(bytes.slice());
			controller.close();
		},
	});
}
