/** A Blob whose bytes are there at once: the platform's own reads them elsewhere, and answers outside of the queue. */
export class MemoryBlob {
	readonly #bytes: Uint8Array<ArrayBuffer>;

	constructor(parts: (Uint8Array | MemoryBlob)[]) {
		const all = parts.map((part) => (part instanceof MemoryBlob ? part.#bytes : part));
		this.#bytes = new Uint8Array(Buffer.concat(all));
	}

	get size(): number {
		return this.#bytes.length;
	}

	slice(from: number, to: number): MemoryBlob {
		return new MemoryBlob([this.#bytes.slice(from, to)]);
	}

	arrayBuffer(): Promise<ArrayBuffer> {
		return Promise.resolve(this.#bytes.slice().buffer);
	}
}
