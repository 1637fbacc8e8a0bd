/** A draft as it is kept, and what an edit or the server's word does to it. Pure: no storage, no crypto, no clock. */
import { isEditable } from '#shared/domain/enrollment/state.ts';
import type { Consent } from '#shared/domain/enrollment/consent.ts';
import type { DraftFields, FieldValue } from '#shared/domain/enrollment/fields.ts';
import type { Signature } from '#shared/domain/signature/signature.ts';
import { canonicalJson } from '#shared/std/canonical-json.ts';
import { storable } from '#shared/std/text.ts';
import type { EditBody, SubmitBody } from '#shared/protocol/mutation.ts';
import type { EnrollmentView } from '#shared/protocol/view.ts';
import type { EnrollmentEdit, LocalEnrollment, NewEnrollment, RecordProgress } from './types.ts';

export type Edit = EditBody;
type Submission = SubmitBody & { atMs: number };

/** What is sealed in a record row. */
export interface DraftContent {
	schemeId: string;
	schoolCode: string;
	fields: DraftFields;
	consent: Consent | null;
	signature: Signature | null;
	step: string | null;
	submission: Submission | null;
	/** The server took the submission; its view is still on the way. */
	submissionTaken: boolean;
	/** Taking back is on its way; `isTaken` when the server took it and its view is still to come. Absent in records kept from before. */
	withdrawal?: { isTaken: boolean } | null;
	/** Some mutation of this record took effect on the server. */
	held: boolean;
	server: EnrollmentView | null;
	refusal: LocalEnrollment['refusal'];
	/** Edits that the server refused or has yet to be told: no outbox entry carries them; the next one will. */
	owedEdit: Edit | null;
	/** Absent in records kept from before. */
	keptBeside?: string[];
	/** Conflicts that the person has chosen about, until the server's view no longer tells them. */
	settled?: number[];
	createdAtMs: number;
	updatedAtMs: number;
}

export function newDraft(draft: NewEnrollment, nowMs: number): DraftContent {
	return {
		schemeId: draft.schemeId,
		schoolCode: draft.schoolCode,
		fields: withoutNulls(storableFields(draft.fields ?? {})),
		consent: null,
		signature: null,
		step: null,
		submission: null,
		submissionTaken: false,
		held: false,
		server: null,
		refusal: null,
		owedEdit: null,
		createdAtMs: nowMs,
		updatedAtMs: nowMs,
	};
}

/** A record first heard of from the server. */
export function draftOfView(view: EnrollmentView): DraftContent {
	const draft = newDraft(view, view.updatedAtMs);
	return { ...draft, consent: view.consent, signature: view.signature, held: true, server: view };
}

function withoutNulls(fields: DraftFields): DraftFields {
	return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
}

/** A paste may bring half an emoji, or a NUL: no server would take the edit, and nobody sees why. */
function storableFields(fields: DraftFields): DraftFields {
	const entries = Object.entries(fields).map(([key, value]): [string, FieldValue] => [
		key,
		typeof value === 'string' ? storable(value) : value,
	]);
	return Object.fromEntries(entries);
}

const same = (a: unknown, b: unknown) => canonicalJson(a) === canonicalJson(b);

/** Whether a signature, made under a text filled with `before`, still stands over `after`. */
function stillStands(
	signature: Signature,
	before: Pick<DraftContent, 'fields' | 'schoolCode'>,
	after: Pick<DraftContent, 'fields' | 'schoolCode'>,
): boolean {
	const value = (from: typeof before, key: string): FieldValue =>
		key === 'schoolCode' || key === 'school' ? from.schoolCode : (from.fields[key] ?? null);
	return signature.covers.every((key) => value(before, key) === value(after, key));
}

/**
 * The draft after an edit, and what of it the server must hear: null when nothing but the step changed. A
 * covered field that changes takes the signature with it, in the same edit, unless the edit brings a new one.
 */
export function applyEdit(
	draft: DraftContent,
	edit: EnrollmentEdit,
	nowMs: number,
): { draft: DraftContent; sent: Edit | null } {
	const changed = Object.fromEntries(
		Object.entries(storableFields(edit.fields ?? {})).filter(
			([key, value]) => (draft.fields[key] ?? null) !== value,
		),
	);
	const after: DraftContent = {
		...draft,
		schoolCode: edit.schoolCode ?? draft.schoolCode,
		fields: withoutNulls({ ...draft.fields, ...changed }),
		consent: edit.consent ?? draft.consent,
		step: edit.step ?? draft.step,
		refusal: edit.settlesRefusal ? null : draft.refusal,
		updatedAtMs: nowMs,
	};
	if (edit.keepBeside) after.keptBeside = [...(draft.keptBeside ?? []), edit.keepBeside];
	if (edit.signature !== undefined) after.signature = edit.signature;
	else if (draft.signature && !stillStands(draft.signature, draft, after)) after.signature = null;

	const sent: Edit = { fields: changed };
	if (after.schoolCode !== draft.schoolCode) sent.schoolCode = after.schoolCode;
	if (!same(after.consent, draft.consent) && after.consent) sent.consent = after.consent;
	if (!same(after.signature, draft.signature)) sent.signature = after.signature;
	if (edit.settles) {
		after.settled = [...(draft.settled ?? []), ...edit.settles];
		sent.settles = edit.settles;
	}
	const isSilent = Object.keys(changed).length === 0 && Object.keys(sent).length === 1;
	return { draft: after, sent: isSilent ? null : sent };
}

/** Two edits as one: the later wins, member by member and field by field; made upon what both had seen. */
export function joinEdits(earlier: Edit | null, later: Edit): Edit {
	if (!earlier) return later;
	const joined: Edit = { ...earlier, ...later, fields: { ...earlier.fields, ...later.fields } };
	const settles = [...(earlier.settles ?? []), ...(later.settles ?? [])];
	if (settles.length > 0) joined.settles = settles;
	const base = Math.min(earlier.base ?? 0, later.base ?? 0);
	if (base > 0) joined.base = base;
	else delete joined.base;
	return joined;
}

/**
 * The edit with the revision that was seen when it was typed. Where an earlier edit of the same field is still under
 * way, the screen showed that one and not the server's: then as far as that one had seen.
 */
export function uponSeen(edit: Edit, draft: DraftContent, underWay: Edit[]): Edit {
	const touches = (other: Edit) =>
		Object.keys(edit.fields).some((key) => key in other.fields) ||
		(edit.schoolCode !== undefined && other.schoolCode !== undefined) ||
		(edit.signature !== undefined && other.signature !== undefined);
	const seen = underWay.filter(touches).map(({ base }) => base ?? 0);
	const base = Math.min(draft.server?.revision ?? 0, ...seen);
	return base > 0 ? { ...edit, base } : edit;
}

/** The whole draft as one edit: how a draft of the phone comes to an account. */
export function wholeEdit(draft: DraftContent): Edit {
	const edit: Edit = { schemeId: draft.schemeId, schoolCode: draft.schoolCode, fields: draft.fields };
	if (draft.consent) edit.consent = draft.consent;
	if (draft.signature) edit.signature = draft.signature;
	return edit;
}

/**
 * The server's view with the local edits that it does not hold yet on top, oldest first. A signature made
 * here falls when a field under it arrives changed from elsewhere: that is also kept as an edit to send.
 */
export function mergeView(draft: DraftContent, view: EnrollmentView, unsent: Edit[]): DraftContent {
	const local = [...(draft.owedEdit ? [draft.owedEdit] : []), ...unsent].reduce<Edit | null>(joinEdits, null);
	const merged: DraftContent = {
		...draft,
		schoolCode: local?.schoolCode ?? view.schoolCode,
		fields: withoutNulls({ ...view.fields, ...local?.fields }),
		consent: local?.consent ?? view.consent,
		signature: local?.signature === undefined ? view.signature : local.signature,
		held: true,
		server: view,
		updatedAtMs: Math.max(draft.updatedAtMs, view.updatedAtMs),
	};
	if (draft.submissionTaken) Object.assign(merged, { submission: null, submissionTaken: false });
	if (draft.withdrawal?.isTaken) merged.withdrawal = null;
	// What could not be read here any more had arrived before.
	if (draft.refusal?.code === 'device.entry-spoiled' && !isEditable(view.state)) {
		Object.assign(merged, { refusal: null, owedEdit: null, fields: view.fields, signature: view.signature });
	}
	const open = new Set(view.conflicts?.map(({ n }) => n));
	if (draft.settled) merged.settled = draft.settled.filter((n) => open.has(n));
	if (local?.signature && !stillStands(local.signature, draft, merged)) {
		merged.signature = null;
		const fallen: Edit = { fields: {}, signature: null };
		merged.owedEdit = joinEdits(merged.owedEdit, view.revision ? { ...fallen, base: view.revision } : fallen);
	}
	return merged;
}

/**
 * The server's view after an edit of ours that did to it what it says and nothing else; null where `view` is not the
 * one before, so that it cannot be told.
 */
export function viewAfter(
	id: string,
	view: EnrollmentView | null,
	edit: Edit,
	{ revision, updatedAtMs }: { revision: number; updatedAtMs: number },
): EnrollmentView | null {
	const { schemeId, schoolCode } = { ...view, ...edit };
	if ((view?.revision ?? 0) !== revision - 1 || schemeId === undefined || schoolCode === undefined)
		return null;
	const before = view ?? { ...emptyView, id, schemeId, schoolCode };
	return {
		...before,
		schemeId,
		schoolCode,
		fields: withoutNulls({ ...before.fields, ...edit.fields }),
		consent: edit.consent ?? before.consent,
		contentHash: null,
		revision,
		updatedAtMs,
	};
}

/** Of a draft that was just made. */
const emptyView = {
	state: 'draft',
	fields: {},
	consent: null,
	signature: null,
	signatureHash: null,
	contentHash: null,
	caseNumber: null,
	submittedAtMs: null,
	submittedOn: null,
	decidedAtMs: null,
	decidedOn: null,
	evaluation: null,
	review: null,
	setAside: [],
	corrections: [],
} as const satisfies Partial<EnrollmentView>;

/** What the outbox says of one record. */
export interface OutboxFacts {
	waiting: number;
	frozen: number;
	isSending: boolean;
}

/** Computed from facts alone, so that it never says more than is true. */
export function progressOf(owner: string, draft: DraftContent, outbox: OutboxFacts): RecordProgress {
	if (owner === 'device') return 'local-only';
	if (outbox.frozen > 0 && outbox.isSending) return 'sending';
	if (outbox.frozen > 0 || outbox.waiting > 0) return 'waiting';
	if (draft.refusal) return 'refused';
	if (draft.server && draft.server.state !== 'draft' && draft.server.state !== 'notified') return 'accepted';
	return 'uploaded';
}

/** Whether the person may change the draft now: not while a submission is on its way or being judged. */
export function canChange(draft: DraftContent, isSubmissionFrozen: boolean): boolean {
	if (isSubmissionFrozen || draft.submissionTaken) return false;
	return !draft.server || isEditable(draft.server.state);
}

/** Whether the submission can be taken back: the server holds it, nothing of it is still under way. */
export function canWithdraw(draft: DraftContent): boolean {
	return draft.server?.state === 'declared' && !draft.submission && !draft.withdrawal;
}

/** A draft as the screens see it. */
export function localView(
	at: Pick<LocalEnrollment, 'id' | 'owner' | 'revision'>,
	draft: DraftContent,
	beside: Pick<LocalEnrollment, 'order' | 'progress'>,
): LocalEnrollment {
	return {
		id: at.id,
		owner: at.owner,
		revision: at.revision,
		schemeId: draft.schemeId,
		schoolCode: draft.schoolCode,
		fields: draft.fields,
		consent: draft.consent,
		signature: draft.signature,
		step: draft.step,
		submission: draft.submission,
		isWithdrawing: Boolean(draft.withdrawal),
		server: draft.server,
		...beside,
		refusal: draft.refusal,
		keptBeside: draft.keptBeside ?? [],
		conflicts: (draft.server?.conflicts ?? []).filter(({ n }) => !draft.settled?.includes(n)),
		createdAtMs: draft.createdAtMs,
		updatedAtMs: draft.updatedAtMs,
	};
}
