import { withoutUnseen } from '../../std/text.ts';

/** The many dots that keyboards give for the one of minority names. */
const dots = /\s*[\u2022\u2027\u2219\u22c5\u30fb\uff65\u00b7\u0387\u25cf\u2024\uff0e]\s*/g;

/** Joiners shape letters of some scripts; beside a Han character, a blank or nothing they shape none. */
const idleJoiners = /(?<=^|\p{Script=Han}|\s)[\u200c\u200d]+|[\u200c\u200d]+(?=$|\p{Script=Han}|\s)/gu;

/**
 * A name as registers compare it: without marks that nobody sees (they would make two people of one), NFC,
 * trimmed, inner blanks folded to one, every dot as U+00B7. Rare characters (also beyond the Basic Multilingual
 * Plane) are kept: NFKC would change compatibility ideographs. Idempotent.
 */
export function normalizeName(typed: string): string {
	return withoutUnseen(typed)
		.replaceAll(idleJoiners, '')
		.normalize('NFC')
		.replace(dots, '\u00b7')
		.replace(/\s+/g, ' ')
		.trim();
}

/** `张**`: the first character and as many stars as characters follow. */
export function maskName(name: string): string {
	const characters = Array.from(name);
	return characters.length === 0 ? '' : characters[0] + '*'.repeat(characters.length - 1);
}
