import type { Random } from '#shared/std/clock.ts';

/** The one source of chance of a run: sfc32, the same seed gives the same run on every machine. */
export class Rng implements Random {
	#a: number;
	#b: number;
	#c: number;
	#d = 1;

	constructor(seed: number, stream = 0) {
		this.#a = seed | 0;
		this.#b = (seed / 4_294_967_296) | 0;
		this.#c = stream | 0;
		for (let i = 0; i < 12; i++) this.next();
	}

	/** 32 random bits. */
	next(): number {
		const t = (((this.#a + this.#b) | 0) + this.#d) | 0;
		this.#d = (this.#d + 1) | 0;
		this.#a = this.#b ^ (this.#b >>> 9);
		this.#b = (this.#c + (this.#c << 3)) | 0;
		this.#c = ((this.#c << 21) | (this.#c >>> 11)) + t;
		return t >>> 0;
	}

	/** In [0, 1). */
	fraction(): number {
		return this.next() / 4_294_967_296;
	}

	/** A whole number from `from` to `to`, both included. */
	int(from: number, to: number): number {
		return from + Math.floor(this.fraction() * (to - from + 1));
	}

	chance(probability: number): boolean {
		return this.fraction() < probability;
	}

	pick<T>(list: readonly T[]): T {
		return list[this.int(0, list.length - 1)]!;
	}

	bytes(length: number): Uint8Array<ArrayBuffer> {
		const bytes = new Uint8Array(length);
		for (let i = 0; i < length; i++) bytes[i] = this.next();
		return bytes;
	}
}
