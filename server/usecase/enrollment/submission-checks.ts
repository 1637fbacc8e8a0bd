import { hash } from 'node:crypto';
import { lockedContent } from '#shared/domain/enrollment/content.ts';
import type { ErrorCode } from '#shared/errors/error-codes.ts';
import { RefusalError } from '#shared/errors/refusal.ts';
import { schemeById } from '#shared/policy/registry.ts';
import type { Scheme } from '#shared/policy/scheme.ts';
import type { SubmitBody } from '#shared/protocol/mutation.ts';
import { formParts, isFormComplete, letterNeeded, renderLetter } from '#shared/rules/index.ts';
import { canonicalJson } from '#shared/std/canonical-json.ts';
import type { IsoDate } from '#shared/std/date.ts';
import type { Services, Tx } from '../ports.ts';
import type { EnrollmentRow } from './ports.ts';

function refuse(code: ErrorCode, path?: string): never {
	throw new RefusalError({ code, ...(path === undefined ? {} : { path }) });
}

/**
 * What must hold of any submission, by whomever: judged by the business date of the server's receipt. Throws RefusalError,
 * in this order: `enrollment.scheme-unknown`, `enrollment.scheme-not-in-force`, `enrollment.school-unknown`,
 * `enrollment.consent-missing`, `enrollment.content-changed`, `enrollment.incomplete`, `enrollment.signature-missing`,
 * `enrollment.signature-void`. `letterText`: as it was signed; null where no letter is wanted.
 */
export async function checkSubmission(call: {
	tx: Tx;
	services: Services;
	row: EnrollmentRow;
	body: Pick<SubmitBody, 'contentHash' | 'signatureHash' | 'schoolConfirmed'>;
}): Promise<{ scheme: Scheme; contentHash: string; letterText: string | null }> {
	const { tx, services, row, body } = call;
	const today = services.businessDate.today();
	const { scheme, schoolName } = findScheme(row, today);
	if (!row.consent) refuse('enrollment.consent-missing');
	// At once: Web Crypto's promise costs ten times as much as so small a hash.
	const contentHash = hash('sha256', canonicalJson(lockedContent(row)));
	if (contentHash !== body.contentHash) refuse('enrollment.content-changed');
	if (scheme.schoolConfirmation && !body.schoolConfirmed) refuse('enrollment.incomplete', 'schoolConfirmed');
	checkForm(scheme, row, today);
	const letterText = await checkSignature({ tx, scheme, schoolName, row, claimedHash: body.signatureHash });
	return { scheme, contentHash, letterText };
}

function findScheme(row: EnrollmentRow, today: string): { scheme: Scheme; schoolName: string } {
	const scheme = schemeById(row.schemeId);
	if (!scheme) refuse('enrollment.scheme-unknown');
	const { from, to } = scheme.inForce;
	if (today < from || to < today) refuse('enrollment.scheme-not-in-force');
	const school = scheme.schools.find(({ code }) => code === row.schoolCode);
	if (!school) refuse('enrollment.school-unknown');
	return { scheme, schoolName: school.name };
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
async function checkSignature(call: {
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
	if (!letter || signature.textHash !== hash('sha256', letter.text)) refuse('enrollment.signature-void');
	if (scheme.letter?.covers.some((key) => !signature.covers.includes(key)))
		refuse('enrollment.signature-void');
	const { method, strokes, typedName } = signature;
	const isSigned =
		method === 'drawn' ? strokes.length > 0 : typedName?.trim() === String(row.fields.name ?? '').trim();
	if (!isSigned) refuse('enrollment.signature-missing');
	return letter.text;
}
