import { fieldText, renderLetter } from '#shared/rules/index.ts';
import type { Signature, Stroke } from '#shared/domain/signature/signature.ts';
import { sha256Hex } from '#shared/std/hash.ts';
import type { DraftForm } from './draft-form.svelte.ts';

/** What the person did under the letter: drew, or typed the full name and ticked. */
export type SigningAct =
	{ method: 'drawn'; strokes: Stroke[]; padHeight: number } | { method: 'typed'; typedName: string };

type SignableForm = Pick<DraftForm, 'scheme' | 'fields' | 'schoolName' | 'flush' | 'edit'>;

/** The pad of a typed name has no size of its own. */
const typedPadHeight = 500;

/**
 * Dates the letter with the business date and puts the signature under that exact text, in one change of the draft.
 * False when something in the letter is not filled in, or the device refused (then `form.saveState` says why).
 */
export async function signLetter(form: SignableForm, date: string, act: SigningAct): Promise<boolean> {
	if (!(await form.flush())) return false;
	const fields = { ...form.fields, letterDate: date };
	const letter = renderLetter(form.scheme, { fields, schoolName: form.schoolName });
	if (!letter || letter.missing.length > 0 || !form.scheme.letter) return false;
	const signature: Signature = {
		...(act.method === 'drawn'
			? { method: 'drawn', strokes: act.strokes, padHeight: act.padHeight }
			: { method: 'typed', typedName: act.typedName, strokes: [], padHeight: typedPadHeight }),
		textHash: await sha256Hex(letter.text),
		covers: [...form.scheme.letter.covers, 'school'],
		signedAtMs: Date.now(),
	};
	return form.edit({ fields: { letterDate: date }, signature });
}

/** Whether the typed name is the form's name: the non-drag way to sign. */
export function isOwnName(form: Pick<DraftForm, 'fields'>, typed: string): boolean {
	return typed.normalize('NFC').trim() === fieldText(form.fields, 'name').trim() && typed.trim() !== '';
}
