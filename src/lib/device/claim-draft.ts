/** A claim as it is kept, and what an edit, an answer or the server's word does to it. Pure. */
import { isClaimEditable } from '#shared/domain/claim/claim-state.ts';
import { withoutEmpty, type ClaimDocuments } from '#shared/domain/claim/claim.ts';
import type { DraftFields, FieldValue } from '#shared/domain/enrollment/fields.ts';
import type { ErrorCode } from '#shared/errors/error-codes.ts';
import type { ClaimEditBody } from '#shared/protocol/mutation.ts';
import type { ClaimView } from '#shared/protocol/view.ts';
import { canonicalJson } from '#shared/std/canonical-json.ts';
import { storable } from '#shared/std/text.ts';
import type { ClaimEdit, NewClaim } from './claim-types.ts';

/** What is sealed in a claim's row. */
export interface ClaimDraft {
	schemeId: string;
	claimKind: string;
	fields: DraftFields;
	/** SHA-256 of each page of each paper. */
	documents: Record<string, string[]>;
	/** Asked for by the person; `isQueued` once every file is at the server and the outbox holds it. */
	submission: { atMs: number; contentHash: string; isQueued: boolean; tries: number } | null;
	/** The server took the submission; its view is still on the way. */
	submissionTaken: boolean;
	/** Some mutation of this claim took effect on the server. */
	held: boolean;
	server: ClaimView | null;
	refusal: { code: ErrorCode; path?: string } | null;
	/** Edits that the server refused: no outbox entry carries them; the next one will. */
	owedEdit: ClaimEditBody | null;
	createdAtMs: number;
	updatedAtMs: number;
}

export function newClaim({ schemeId, claimKind, fields }: NewClaim, nowMs: number): ClaimDraft {
	return {
		schemeId,
		claimKind,
		fields: withoutNulls(fields ?? {}),
		documents: {},
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

/** A claim first heard of from the server. */
export function claimOfView(view: ClaimView): ClaimDraft {
	const { schemeId, claimKind, fields, updatedAtMs } = view;
	return { ...newClaim({ schemeId, claimKind, fields }, updatedAtMs), held: true, server: view };
}

function withoutNulls(fields: DraftFields): DraftFields {
	return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
}

const same = (a: unknown, b: unknown) => canonicalJson(a ?? null) === canonicalJson(b ?? null);

/** The claim after an edit, and what of it the server must hear: null when nothing changed for it. */
export function applyClaimEdit(
	draft: ClaimDraft,
	edit: ClaimEdit,
	nowMs: number,
): { draft: ClaimDraft; sent: ClaimEditBody | null } {
	const fields: DraftFields = {};
	for (const [key, given] of Object.entries(edit.fields ?? {})) {
		const value: FieldValue = typeof given === 'string' ? storable(given) : given;
		if (!same(draft.fields[key], value)) fields[key] = value;
	}
	const documents: ClaimDocuments = {};
	for (const [slot, pages] of Object.entries(edit.documents ?? {})) {
		const given = pages && pages.length > 0 ? pages : null;
		if (!same(draft.documents[slot], given)) documents[slot] = given;
	}
	const isSilent = Object.keys(fields).length === 0 && Object.keys(documents).length === 0;
	const after: ClaimDraft = {
		...draft,
		fields: withoutNulls({ ...draft.fields, ...fields }),
		documents: withoutEmpty({ ...draft.documents, ...documents }),
		refusal: edit.settlesRefusal ? null : draft.refusal,
		updatedAtMs: isSilent ? draft.updatedAtMs : nowMs,
	};
	const { schemeId, claimKind } = after;
	return { draft: after, sent: isSilent ? null : { schemeId, claimKind, fields, documents } };
}

/** Two edits as one: the later wins, field by field and paper by paper. */
export function joinClaimEdits(earlier: ClaimEditBody | null, later: ClaimEditBody): ClaimEditBody {
	if (!earlier) return later;
	return {
		...earlier,
		...later,
		fields: { ...earlier.fields, ...later.fields },
		documents: { ...earlier.documents, ...later.documents },
	};
}

export function wholeClaimEdit(draft: ClaimDraft): ClaimEditBody {
	const { schemeId, claimKind, fields, documents } = draft;
	return { schemeId, claimKind, fields, documents };
}

/** The server's view with the local edits that it does not hold yet on top, oldest first. */
export function mergeClaimView(draft: ClaimDraft, view: ClaimView, unsent: ClaimEditBody[]): ClaimDraft {
	const edits = [...(draft.owedEdit ? [draft.owedEdit] : []), ...unsent];
	const local = edits.reduce<ClaimEditBody | null>(joinClaimEdits, null);
	const merged: ClaimDraft = {
		...draft,
		schemeId: view.schemeId,
		claimKind: local?.claimKind ?? view.claimKind,
		fields: withoutNulls({ ...view.fields, ...local?.fields }),
		documents: withoutEmpty({ ...view.documents, ...local?.documents }),
		held: true,
		server: view,
		updatedAtMs: Math.max(draft.updatedAtMs, view.updatedAtMs),
	};
	if (draft.submissionTaken || !isClaimEditable(view.state)) {
		Object.assign(merged, { submission: null, submissionTaken: false });
	}
	// What could not be read here any more had arrived before.
	if (draft.refusal?.code === 'device.entry-spoiled' && !isClaimEditable(view.state)) {
		Object.assign(merged, { refusal: null, owedEdit: null, fields: view.fields, documents: view.documents });
	}
	return merged;
}

/** Whether the person may change it now: not while a submission is on its way, nor once it was taken. */
export function canChangeClaim(draft: ClaimDraft, isSubmissionFrozen: boolean): boolean {
	return !isSubmissionFrozen && !draft.submissionTaken && isClaimEditable(draft.server?.state ?? 'draft');
}
