/**
 * Signs that no store keeps: NUL, and half of a surrogate pair (an emoji cut in two by a length limit). They
 * stand for nothing that a person wrote, PostgreSQL refuses them, and UTF-8 has no form for the second.
 */
const unstorable = /\p{Cs}/u;

/** Whether a text comes back from every store as it went in. */
export function isStorable(text: string): boolean {
	return !text.includes('\0') && !unstorable.test(text);
}

/**
 * Marks that nobody sees and that change how the text around them is read: control characters that are no
 * blank, zero-width blanks, and the overrides of the writing direction. The joiners that shape letters stay.
 */
const unseen =
	/[\0-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;

/** The text without marks that nobody sees. */
export function withoutUnseen(text: string): string {
	return text.replaceAll(unseen, '');
}

/** The text without what no store keeps. */
export function storable(text: string): string {
	return isStorable(text) ? text : text.replaceAll('\0', '').replaceAll(/\p{Cs}/gu, '');
}
