import { isEditable } from '#shared/domain/enrollment/state.ts';
import { signatureHash } from '#shared/domain/signature/signature.ts';
import { RefusalError } from '#shared/errors/error-codes.ts';
import type { EditBody } from '#shared/protocol/mutation.ts';
import { readingOf } from '#shared/protocol/version.ts';
import type { Actor } from '../actor.ts';
import type { Services, Tx } from '../ports.ts';
import { differsUnder, mergeEdit, schoolMark, type Merged, type Sender } from './merge-edit.ts';
import { lockOwnEnrollment } from './own-enrollment.ts';
import type { EnrollmentRow } from './ports.ts';

interface Edit {
	tx: Tx;
	services: Services;
	actor: Extract<Actor, { kind: 'account' }>;
	sender: Sender;
	id: string;
	body: EditBody;
}

interface Edited {
	stored?: string[];
	lost?: string[];
	revision?: number;
	updatedAtMs?: number;
}

/**
 * Creates the draft when it is new; sets the fields given and leaves the others alone, also those that this
 * version does not know. A field that another device set first stands (merge-edit.ts). Answers with the hash of the
 * signature that came along, now stored, with the fields that were kept out, and with the revision where the sender
 * can tell the draft's new view from what it holds.
 * Throws RefusalError `request.not-found` (the id is another person's, or a new draft does not say its scheme and
 * school), `enrollment.wrong-state`, `request.too-large` (more fields than a draft may have).
 */
export async function editDraft(edit: Edit): Promise<Edited> {
	const { tx, services, actor, sender, id, body } = edit;
	const nowMs = services.clock.nowMs();
	const created = emptyDraft(edit, nowMs);
	const isNew = created !== null && (await tx.enrollments.insert(created));
	const row = isNew ? created : await lockOwnEnrollment(tx, actor.accountId, id);
	if (!isEditable(row.state)) throw new RefusalError({ code: 'enrollment.wrong-state' });

	const merged = mergeEdit(row, body, sender);
	const { signatureHash: hash, stored } = await keepSignature(edit, row, merged, nowMs);
	await tx.enrollments.update({
		...row,
		schemeId: body.schemeId ?? row.schemeId,
		schoolCode: merged.schoolCode,
		fields: merged.fields,
		revision: merged.revision,
		fieldMarks: merged.marks,
		consent: body.consent ?? row.consent,
		consentReceivedAtMs: body.consent ? nowMs : row.consentReceivedAtMs,
		signatureHash: hash,
		contentHash: null,
		updatedAtMs: nowMs,
	});
	const isAlike = isNew || (await keepConflicts(edit, row, merged, nowMs));
	const isQuiet = isAlike && (await canTellView(edit, row, isNew));
	const quiet = isQuiet ? { quietFor: sender.device } : {};
	await tx.changes.append(actor.accountId, { kind: 'enrollment', id, ...quiet });
	const lost = merged.lost.map(({ field }) => field);
	const detail = {
		fields: Object.keys(body.fields).length,
		created: isNew,
		...(lost.length > 0 ? { lost: lost.length } : {}),
	};
	await tx.audit.append({ atMs: nowMs, actor: actor.accountId, act: 'enrollment.edit', subject: id, detail });
	return {
		...(stored === null ? {} : { stored: [stored] }),
		...(lost.length > 0 ? { lost } : {}),
		...(isQuiet ? { revision: merged.revision, updatedAtMs: nowMs } : {}),
	};
}

const firstVersionThatTells = 4;

/** Whether the sender has heard all about the draft, and the edit did to it what it says and nothing else. */
async function canTellView(
	{ tx, actor, sender, id, body }: Edit,
	row: EnrollmentRow,
	isNew: boolean,
): Promise<boolean> {
	const { device, version, cursor } = sender;
	if (version < firstVersionThatTells || body.signature !== undefined) return false;
	if (!isNew && (row.state !== 'draft' || row.signatureHash !== null)) return false;
	const place = { after: cursor, reading: readingOf(version), device };
	return (await tx.changes.unheard(actor.accountId, place, [id])).length === 0;
}

/** Keeps what lost; true when there are the same conflicts as before. What the person has looked at, or set anew with both values before them, is no longer asked about. */
async function keepConflicts(
	edit: Edit,
	row: EnrollmentRow,
	merged: Merged,
	nowMs: number,
): Promise<boolean> {
	const { tx, id, body, sender } = edit;
	const set = new Set([...Object.keys(body.fields), ...(body.schoolCode === undefined ? [] : [schoolMark])]);
	const seen = sender.version < 4 ? row.revision : (body.base ?? 0);
	let isAlike = merged.lost.length === 0;
	if (row.revision > 1 && (set.size > 0 || body.settles)) {
		const open = await tx.fieldConflicts.open(id);
		const settled = open.filter(
			({ n, field, revision }) => body.settles?.includes(n) || (set.has(field) && revision <= seen),
		);
		const numbers = settled.map(({ n }) => n);
		await tx.fieldConflicts.settle(id, numbers, nowMs);
		isAlike &&= numbers.length === 0;
	}
	const { revision, lost } = merged;
	await tx.fieldConflicts.append(
		lost.map((each) => ({ enrollmentId: id, ...each, revision, deviceId: sender.device, atMs: nowMs })),
	);
	return isAlike;
}

/**
 * The signature that holds after this edit. One that came along is stored by its hash, and holds unless another
 * device has changed what it was made under; the one before falls when a field that its text was filled with
 * changes, as it does on the phone.
 */
async function keepSignature(
	edit: Edit,
	row: EnrollmentRow,
	merged: Merged,
	nowMs: number,
): Promise<{ signatureHash: string | null; stored: string | null }> {
	const { tx, id, body } = edit;
	let stored: string | null = null;
	if (body.signature) {
		stored = await signatureHash(body.signature);
		await tx.signatures.put(id, stored, body.signature, nowMs);
	}
	if (merged.takesSignature) return { signatureHash: stored, stored };
	if (row.signatureHash === null) return { signatureHash: null, stored };
	const before = await tx.signatures.get(id, row.signatureHash);
	const falls = before !== null && differsUnder(before.covers, row, merged);
	return { signatureHash: falls ? null : row.signatureHash, stored };
}

/** Null: the edit speaks of a draft that is there. */
function emptyDraft({ actor, sender, id, body }: Edit, nowMs: number): EnrollmentRow | null {
	const { schemeId, schoolCode } = body;
	if (schemeId === undefined || schoolCode === undefined) return null;
	return {
		id,
		ownerAccountId: actor.accountId,
		personId: null,
		schemeId,
		schoolCode,
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
		revision: 0,
		firstDeviceId: sender.device,
		fieldMarks: {},
		driveId: null,
		createdAtMs: nowMs,
		updatedAtMs: nowMs,
	};
}
