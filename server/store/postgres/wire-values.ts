/** Values as PostgreSQL reads them: text, or bytes as they are. */
export function toWire(value: unknown): string | Uint8Array | null {
	if (value === null || value === undefined) return null;
	switch (typeof value) {
		case 'string':
			return value;
		case 'number':
		case 'boolean':
		case 'bigint':
			return String(value);
		default:
			if (value instanceof Uint8Array) return Buffer.isBuffer(value) ? value : Buffer.from(value);
			if (Array.isArray(value)) return arrayText(value);
			// Dates, objects and functions: our columns have none, and JSON goes by `jsonb`.
			throw new TypeError(`a ${typeof value} is no value of a statement`);
	}
}

/** `{"a","b",NULL}`: an array of one dimension, its type given by the statement. */
function arrayText(items: readonly unknown[]): string {
	const texts = items.map((item) => {
		const text = toWire(item);
		if (text === null) return 'NULL';
		if (typeof text !== 'string') throw new TypeError('bytes are no part of a list');
		return `"${text.replaceAll(/["\\]/g, '\\$&')}"`;
	});
	return `{${texts.join(',')}}`;
}
