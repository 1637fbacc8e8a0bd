/**
 * JSON with sorted keys and no blanks (as RFC 8785 for the values we allow): the same content gives the
 * same text, and so the same hash, on every device. Members that are undefined are left out.
 */
export function canonicalJson(value: unknown): string {
	if (typeof value === 'string') return quoted(value);
	if (value === null || typeof value !== 'object') return JSON.stringify(value ?? null);
	if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
	let members = '';
	for (const key of Object.keys(value).sort()) {
		const member = (value as Record<string, unknown>)[key];
		if (member === undefined) continue;
		members += `${members ? ',' : ''}${quoted(key)}:${canonicalJson(member)}`;
	}
	return `{${members}}`;
}

/** What JSON writes otherwise than it stands: quotes, backslashes, control signs, and half of a pair. */
const isEscaped = /["\\\u0000-\u001f\ud800-\udfff]/;

/** A batch has tens of thousands of short texts, and nearly none of them is written otherwise than it stands. */
const quoted = (text: string) => (isEscaped.test(text) ? JSON.stringify(text) : `"${text}"`);
