import type { Place } from './seal.ts';
import type { Sealed } from './schema.ts';

/** Beyond so many nothing more is held: a phone's memory is small. */
const mostHeld = 4_000;

/**
 * What one run of the sync has opened or sealed, so that a batch is opened once and not at every step and every try.
 * Held by place and iv: a row that was written anew, or lies in another place, is opened as if it had never been seen.
 * Values are shared with whoever asks, and nobody may change one.
 */
export class HeldOpen {
	readonly #values = new Map<string, unknown>();

	get<T>(place: Place, sealed: Sealed): T | undefined {
		return this.#values.get(nameOf(place, sealed)) as T | undefined;
	}

	keep(place: Place, sealed: Sealed, value: unknown): void {
		if (this.#values.size < mostHeld) this.#values.set(nameOf(place, sealed), value);
	}

	clear(): void {
		this.#values.clear();
	}
}

const nameOf = (place: Place, { iv }: Sealed) => `${place.join(' ')} ${new Uint32Array(iv).join()}`;
