/**
 * Signs that no store keeps: NUL, and half of a surrogate pair (an emoji cut in two by a length limit). They
 * stand for nothing that a person wrote, PostgreSQL refuses them, and UTF-8 has no form for the second.
 */
const unstorable = /\p{Cs}/u;

/** Whether a text comes back from every store as it went in. */
export function isStorable(text: string): boolean {
	return !text.includes('\0') && !unstorable.test(text);
}

/** The text without what no store keeps. */
export function storable(text: string): string {
	return isStorable(text) ? text : text.replaceAll('\0', '').replaceAll(/\p{Cs}/gu, '');
}
