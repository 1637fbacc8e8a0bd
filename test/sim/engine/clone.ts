/** Deeper than anything that is stored: whoever is, may stand in a circle. */
const deepest = 24;

/** What the storage keeps, nearly all of it: plain objects, lists, bytes. Throws `elsewhere` at anything else. */
const elsewhere = new Error('not a plain value');

function copyOf(value: unknown, depth: number): unknown {
	if (typeof value !== 'object' || value === null) {
		if (typeof value === 'function' || typeof value === 'symbol') throw elsewhere;
		return value;
	}
	if (depth > deepest) throw elsewhere;
	if (Array.isArray(value)) {
		const list = value as unknown[];
		// One with holes or names of its own is none of these.
		if (Object.keys(list).length !== list.length) throw elsewhere;
		return list.map((one) => copyOf(one, depth + 1));
	}
	const prototype: unknown = Object.getPrototypeOf(value);
	if (prototype === Object.prototype) {
		const copy: Record<string, unknown> = {};
		for (const name of Object.keys(value)) {
			if (name === '__proto__') throw elsewhere;
			copy[name] = copyOf((value as Record<string, unknown>)[name], depth + 1);
		}
		return copy;
	}
	if (prototype === ArrayBuffer.prototype) return (value as ArrayBuffer).slice();
	if (prototype === Uint8Array.prototype) {
		const { buffer, byteOffset, length } = value as Uint8Array;
		if (Object.getPrototypeOf(buffer) !== ArrayBuffer.prototype) throw elsewhere;
		return new Uint8Array(buffer.slice(0), byteOffset, length);
	}
	throw elsewhere;
}

/**
 * `structuredClone` as the storage calls it with every row: plain values are copied here, at a fraction of what the platform's
 * own takes; for everything else that is asked.
 */
export function cloneOf<T>(real: (value: T) => T, value: T): T {
	try {
		return copyOf(value, 0) as T;
	} catch (error) {
		if (error !== elsewhere) throw error;
		return real(value);
	}
}
