import { maxFields, type DraftFields } from '#shared/domain/enrollment/fields.ts';
import { isEditable } from '#shared/domain/enrollment/state.ts';
import { signatureHash } from '#shared/domain/signature/signature.ts';
import { RefusalError } from '#shared/errors/error-codes.ts';
import type { EditBody } from '#shared/protocol/mutation.ts';
import type { Actor } from '../actor.ts';
import type { Services, Tx } from '../ports.ts';
import { lockOwnEnrollment } from './own-enrollment.ts';
import type { EnrollmentRow } from './ports.ts';

interface Edit {
	tx: Tx;
	services: Services;
	actor: Extract<Actor, { kind: 'account' }>;
	id: string;
	body: EditBody;
}

/**
 * Creates the draft when it is new; sets the fields given and leaves the others alone, also those that this
 * version does not know. Answers with the hash of the signature that came along, now stored.
 * Throws RefusalError `request.not-found` (the id is another person's), `enrollment.wrong-state`,
 * `request.too-large` (more fields than a draft may have).
 */
export async function editDraft(edit: Edit): Promise<string[]> {
	const { tx, services, actor, id, body } = edit;
	const nowMs = services.clock.nowMs();
	const created = emptyDraft(edit, nowMs);
	const isNew = await tx.enrollments.insert(created);
	const row = isNew ? created : await lockOwnEnrollment(tx, actor.accountId, id);
	if (!isEditable(row.state)) throw new RefusalError({ code: 'enrollment.wrong-state' });

	const fields = mergeFields(row.fields, body.fields);
	const hash = await keepSignature(edit, row, nowMs);
	await tx.enrollments.update({
		...row,
		schemeId: body.schemeId,
		schoolCode: body.schoolCode,
		fields,
		consent: body.consent ?? row.consent,
		consentReceivedAtMs: body.consent ? nowMs : row.consentReceivedAtMs,
		signatureHash: hash,
		contentHash: null,
		updatedAtMs: nowMs,
	});
	await tx.changes.append(actor.accountId, { kind: 'enrollment', id });
	const detail = { fields: Object.keys(body.fields).length, created: isNew };
	await tx.audit.append({ atMs: nowMs, actor: actor.accountId, act: 'enrollment.edit', subject: id, detail });
	return body.signature && hash ? [hash] : [];
}

/** A null clears a field, and is not kept as a value. */
function mergeFields(old: DraftFields, given: DraftFields): DraftFields {
	const merged = Object.entries({ ...old, ...given }).filter(([, value]) => value !== null);
	if (merged.length > maxFields) throw new RefusalError({ code: 'request.too-large', path: 'body.fields' });
	return Object.fromEntries(merged);
}

/**
 * The signature that holds after this edit. One that came along is stored by its hash; the one before falls
 * when a field that its text was filled with changes, as it does on the phone.
 */
async function keepSignature(edit: Edit, row: EnrollmentRow, nowMs: number): Promise<string | null> {
	const { tx, id, body } = edit;
	if (body.signature === null) return null;
	if (body.signature) {
		const hash = await signatureHash(body.signature);
		await tx.signatures.put(id, hash, body.signature, nowMs);
		return hash;
	}
	if (row.signatureHash === null) return null;
	const signature = await tx.signatures.get(id, row.signatureHash);
	const changed = new Set(
		Object.keys(body.fields).filter((key) => isOther(row.fields[key], body.fields[key])),
	);
	if (body.schoolCode !== row.schoolCode) changed.add('schoolCode');
	return signature?.covers.some((key) => changed.has(key)) ? null : row.signatureHash;
}

function isOther(a: unknown, b: unknown): boolean {
	return (a ?? null) !== (b ?? null);
}

function emptyDraft({ actor, id, body }: Edit, nowMs: number): EnrollmentRow {
	return {
		id,
		ownerAccountId: actor.accountId,
		personId: null,
		schemeId: body.schemeId,
		schoolCode: body.schoolCode,
		state: 'draft',
		fields: {},
		consent: null,
		consentReceivedAtMs: null,
		signatureHash: null,
		letterText: null,
		contentHash: null,
		schoolConfirmed: false,
		caseNumber: null,
		submittedAtMs: null,
		submittedOn: null,
		deviceSubmittedAtMs: null,
		decidedAtMs: null,
		decidedOn: null,
		createdAtMs: nowMs,
		updatedAtMs: nowMs,
	};
}
