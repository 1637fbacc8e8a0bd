import type { DraftFields } from '../enrollment/fields.ts';

/** Full-width signs, blanks and a small x do not make another person. */
export function asRegistered(text: string): string {
	return text.normalize('NFKC').replaceAll(/\s/g, '').toUpperCase();
}

/**
 * What tells one person from another in a form: the kind of document and its number. Null while the form does not
 * name a person. Personal data, like the number that it is made of.
 */
export function personKey({ idType, idNumber }: DraftFields): string | null {
	const number = asRegistered(String(idNumber ?? ''));
	return number === '' || !idType ? null : `${String(idType)} ${number}`;
}
