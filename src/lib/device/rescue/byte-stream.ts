type Bytes = Uint8Array<ArrayBuffer>;

/** `ReadableStream.from`, which Safari lacks. */
export function streamOf(content: AsyncIterable<Bytes>): ReadableStream<Bytes> {
	const iterator = content[Symbol.asyncIterator]();
	return new ReadableStream<Bytes>(
		{
			async pull(controller) {
				const { value, done } = await iterator.next();
				if (done) controller.close();
				else controller.enqueue(value);
			},
		},
		{ highWaterMark: 0 },
	);
}

/** Takes bytes off a stream by number. */
export class ByteReader {
	readonly #reader: ReadableStreamDefaultReader<Bytes>;
	#held: Bytes = new Uint8Array(0);

	constructor(stream: ReadableStream<Bytes>) {
		this.#reader = stream.getReader();
	}

	/** The next `length` bytes. Rejects with RangeError where the stream ends before. */
	async take(length: number): Promise<Bytes> {
		const bytes = new Uint8Array(length);
		let at = 0;
		while (at < length) {
			if (this.#held.length === 0) {
				const { value, done } = await this.#reader.read();
				if (done) throw new RangeError('the stream ended early');
				this.#held = value;
			}
			const part = this.#held.subarray(0, length - at);
			bytes.set(part, at);
			at += part.length;
			this.#held = this.#held.subarray(part.length);
		}
		return bytes;
	}
}
