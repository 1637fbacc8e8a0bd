import { renderLetter } from '#shared/rules/index.ts';
import type { DraftForm } from './draft-form.svelte.ts';

export interface LetterPiece {
	text: string;
	/** Filled in from the person's data. */
	isFill: boolean;
}

/**
 * The letter as it would be signed on `date` (or as it was signed), paragraph by paragraph in pieces, so that a screen can
 * underline what was filled in. The pieces joined are exactly the rendered text.
 */
export function letterPieces(
	form: Pick<DraftForm, 'scheme' | 'fields' | 'schoolName' | 'letterSigned'>,
	date: string | null,
): { paragraphs: LetterPiece[][]; missing: string[] } {
	const { letter } = form.scheme;
	if (!letter) return { paragraphs: [], missing: [] };
	const fields = form.letterSigned || !date ? form.fields : { ...form.fields, letterDate: date };
	const input = { fields, schoolName: form.schoolName };
	// Each piece goes through the same function as the text that is hashed.
	const render = (text: string) =>
		renderLetter({ ...form.scheme, letter: { ...letter, paragraphs: [text] } }, input)?.paragraphs[0] ?? '';
	const paragraphs = letter.paragraphs.map((paragraph) =>
		paragraph
			.split(/(\{\w+\})/)
			.filter((piece) => piece !== '')
			.map((piece) => ({ text: render(piece), isFill: piece.startsWith('{') && piece !== '{idLabel}' })),
	);
	return { paragraphs, missing: renderLetter(form.scheme, input)?.missing ?? [] };
}
