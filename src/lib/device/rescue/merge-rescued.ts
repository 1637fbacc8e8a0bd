/*
 * How an entry of a rescue file meets what the phone holds. Pure.
 *
 *   not here                                                   ──▶ added, with what the server must hear
 *   here, the same; or taken from this file before             ──▶ nothing
 *   here, as the file's phone had last heard of it, all sent   ──▶ the file's unsent edit on top
 *   here, and anything else                                    ──▶ both kept: the file's as a draft of its own
 *
 * The third row leaves the rest to the server, which merges by the revision that the edit names. A submission that waited
 * is not taken along: whoever opened the file looks at the draft and submits it.
 */
import { canonicalJson } from '#shared/std/canonical-json.ts';
import { applyClaimEdit, canChangeClaim, newClaim, wholeClaimEdit, type ClaimDraft } from '../claim-draft.ts';
import { applyEdit, canChange, newDraft, wholeEdit, type DraftContent, type Edit } from '../draft.ts';
import type { Changes, OpenedRecord } from '../record-change.ts';
import type { RescuedClaim, RescuedEnrollment } from './rescue-content.ts';

/** `here`: it was here already. `beside`: both are kept. */
type Fate = 'added' | 'here' | 'joined' | 'beside';

export interface Met {
	changes: Changes;
	fate: Fate;
}

interface Places {
	/** Where the entry belongs. */
	own: OpenedRecord;
	/** Where it goes when both are kept. */
	copy: OpenedRecord;
	/** The same record of the present account, for an entry from before sign-in; `own` otherwise. */
	present: OpenedRecord;
	wasTaken: boolean;
	nowMs: number;
}

const nothing: Met = { changes: {}, fate: 'here' };
const same = (a: unknown, b: unknown) => canonicalJson(a ?? null) === canonicalJson(b ?? null);
const isHere = ({ content, claim }: OpenedRecord) => content !== null || claim !== null;

function isSameDraft(draft: DraftContent, rescued: RescuedEnrollment): boolean {
	const of = ({ schemeId, schoolCode, fields, consent, signature }: DraftContent | RescuedEnrollment) => ({
		schemeId,
		schoolCode,
		fields,
		consent,
		signature,
	});
	return same(of(draft), of(rescued));
}

function draftOf(rescued: RescuedEnrollment): DraftContent {
	const { schemeId, schoolCode, fields, consent, signature, step, keptBeside, createdAtMs, updatedAtMs } =
		rescued;
	const draft = newDraft({ schemeId, schoolCode, fields }, createdAtMs);
	return { ...draft, consent, signature, step, keptBeside, updatedAtMs };
}

function addEnrollment({ owner, id }: OpenedRecord, draft: DraftContent, edit: Edit, nowMs: number): Changes {
	const records = [{ owner, id, content: draft }];
	if (owner === 'device') return { records };
	return {
		records,
		outbox: { add: [{ owner, mutation: { kind: 'enrollment.edit', record: id, atMs: nowMs, body: edit } }] },
	};
}

/** The file's edit on top of a draft that stands as it did when the edit was made; null: it does not. */
function joinEnrollment(record: OpenedRecord, rescued: RescuedEnrollment, nowMs: number): Changes | null {
	const { content, entries, removed } = record;
	const isAsSeen = rescued.upon !== null && content?.server?.revision === rescued.upon;
	if (!content || removed || !isAsSeen || entries.length > 0 || content.owedEdit) return null;
	if (!canChange(content, false)) return null;
	const { schemeId: _, base: __, settles: ___, ...edit } = rescued.unsent;
	const { draft, sent } = applyEdit(content, edit, nowMs);
	return sent
		? addEnrollment(record, { ...draft, refusal: null }, { ...sent, base: rescued.upon! }, nowMs)
		: {};
}

export function meetEnrollment(rescued: RescuedEnrollment, places: Places): Met {
	const { own, copy, present, wasTaken, nowMs } = places;
	const draft = draftOf(rescued);
	if (!isHere(own) && !isHere(present)) {
		return { changes: addEnrollment(own, draft, rescued.unsent, nowMs), fate: 'added' };
	}
	const holds = [own, present].some(
		({ content, removed }) => content && !removed && isSameDraft(content, rescued),
	);
	if (holds || wasTaken || isHere(copy)) return nothing;
	const joined = joinEnrollment(present, rescued, nowMs);
	if (joined) return joined.records ? { changes: joined, fate: 'joined' } : nothing;
	return { changes: addEnrollment(copy, draft, wholeEdit(draft), nowMs), fate: 'beside' };
}

function claimOf(rescued: RescuedClaim): ClaimDraft {
	const { schemeId, claimKind, fields, documents, createdAtMs, updatedAtMs } = rescued;
	return { ...newClaim({ schemeId, claimKind, fields }, createdAtMs), documents, updatedAtMs };
}

function isSameClaim(claim: ClaimDraft, rescued: RescuedClaim): boolean {
	return same(wholeClaimEdit(claim), wholeClaimEdit(claimOf(rescued)));
}

function addClaim(
	{ owner, id }: OpenedRecord,
	content: ClaimDraft,
	body: RescuedClaim['unsent'],
	nowMs: number,
): Changes {
	const mutation = { kind: 'claim.edit' as const, record: id, atMs: nowMs, body };
	return { claims: [{ owner, id, content }], outbox: { add: [{ owner, mutation }] } };
}

function joinClaim(record: OpenedRecord, rescued: RescuedClaim, nowMs: number): Changes | null {
	const { claim, entries, removed } = record;
	const isAsSeen = rescued.uponMs !== null && claim?.server?.updatedAtMs === rescued.uponMs;
	if (!claim || removed || !isAsSeen || entries.length > 0 || claim.owedEdit || claim.submission) return null;
	if (!canChangeClaim(claim, false)) return null;
	const { fields, documents } = rescued.unsent;
	const { draft, sent } = applyClaimEdit(claim, { fields, documents }, nowMs);
	return sent ? addClaim(record, { ...draft, refusal: null }, sent, nowMs) : {};
}

export function meetClaim(rescued: RescuedClaim, places: Omit<Places, 'present'>): Met {
	const { own, copy, wasTaken, nowMs } = places;
	const claim = claimOf(rescued);
	if (!isHere(own)) return { changes: addClaim(own, claim, rescued.unsent, nowMs), fate: 'added' };
	const holds = own.claim !== null && !own.removed && isSameClaim(own.claim, rescued);
	if (holds || wasTaken || isHere(copy)) return nothing;
	const joined = joinClaim(own, rescued, nowMs);
	if (joined) return joined.claims ? { changes: joined, fate: 'joined' } : nothing;
	return { changes: addClaim(copy, claim, wholeClaimEdit(claim), nowMs), fate: 'beside' };
}
