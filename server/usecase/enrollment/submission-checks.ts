import type { ErrorCode } from '#shared/errors/error-codes.ts';
import { RefusalError } from '#shared/errors/refusal.ts';
import type { Scheme } from '#shared/policy/scheme.ts';
import { formParts, isFormComplete, letterNeeded, renderLetter } from '#shared/rules/index.ts';
import type { IsoDate } from '#shared/std/date.ts';
import { sha256Hex } from '#shared/std/hash.ts';
import type { Tx } from '../ports.ts';
import type { EnrollmentRow } from './ports.ts';

function refuse(code: ErrorCode, path?: string): never {
	throw new RefusalError({ code, ...(path === undefined ? {} : { path }) });
}

/** Throws `enrollment.incomplete` with the first field that is missing or wrong. The signature is judged apart. */
export function checkForm(scheme: Scheme, row: EnrollmentRow, date: IsoDate): void {
	const parts = formParts(scheme, row.fields, { date, letterSigned: true });
	if (isFormComplete(parts)) return;
	const problem = parts.flatMap((part) => part.problems)[0];
	refuse('enrollment.incomplete', problem && `fields.${problem.key}`);
}

/**
 * Where the scheme wants a letter of this person: the text is rendered here again, and the signature must be
 * the stored one, made under exactly this text. Answers with the text; null where no letter is wanted.
 * Throws `enrollment.signature-missing`, `enrollment.signature-void`.
 */
export async function checkSignature(call: {
	tx: Tx;
	scheme: Scheme;
	schoolName: string;
	row: EnrollmentRow;
	claimedHash: string | null;
}): Promise<string | null> {
	const { tx, scheme, schoolName, row, claimedHash } = call;
	if (!letterNeeded(scheme, row.fields)) return null;
	if (claimedHash === null || row.signatureHash === null) refuse('enrollment.signature-missing');
	if (claimedHash !== row.signatureHash) refuse('enrollment.signature-void');
	const signature = await tx.signatures.get(row.id, row.signatureHash);
	if (!signature) refuse('enrollment.signature-missing');
	const letter = renderLetter(scheme, { fields: row.fields, schoolName });
	if (!letter || signature.textHash !== (await sha256Hex(letter.text))) refuse('enrollment.signature-void');
	if (scheme.letter?.covers.some((key) => !signature.covers.includes(key)))
		refuse('enrollment.signature-void');
	const { method, strokes, typedName } = signature;
	const isSigned =
		method === 'drawn' ? strokes.length > 0 : typedName?.trim() === String(row.fields.name ?? '').trim();
	if (!isSigned) refuse('enrollment.signature-missing');
	return letter.text;
}
