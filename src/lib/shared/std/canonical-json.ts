/**
 * JSON with sorted keys and no blanks (as RFC 8785 for the values we allow): the same content gives the
 * same text, and so the same hash, on every device. Members that are undefined are left out.
 */
export function canonicalJson(value: unknown): string {
	const met = { oddKey: false };
	// A copy that is written at once: to write each of a batch's thousands of short texts by itself takes twice as long.
	const copy = sortedCopy(value ?? null, met);
	return met.oddKey ? pieceByPiece(value) : JSON.stringify(copy);
}

/** JavaScript puts such keys elsewhere than where they were put. */
const isOdd = (key: string) => (key >= '0' && key < ':') || key === '__proto__';

function sortedCopy(value: unknown, met: { oddKey: boolean }): unknown {
	if (value === null || typeof value !== 'object') return value;
	if (Array.isArray(value)) return value.map((member) => sortedCopy(member, met));
	const copy: Record<string, unknown> = {};
	for (const key of Object.keys(value).sort()) {
		met.oddKey ||= isOdd(key);
		copy[key] = sortedCopy((value as Record<string, unknown>)[key], met);
	}
	return copy;
}

function pieceByPiece(value: unknown): string {
	if (value === null || typeof value !== 'object') return JSON.stringify(value ?? null);
	if (Array.isArray(value)) return `[${value.map(pieceByPiece).join(',')}]`;
	const members = Object.entries(value)
		.filter(([, member]) => member !== undefined)
		.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
		.map(([key, member]) => `${JSON.stringify(key)}:${pieceByPiece(member)}`);
	return `{${members.join(',')}}`;
}
