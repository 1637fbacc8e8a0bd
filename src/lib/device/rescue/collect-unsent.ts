/** Reads what the server has not acknowledged, as it goes into a rescue file. Changes nothing. */
import { hashesOf } from '#shared/domain/claim/claim.ts';
import type { ClaimEditBody, Mutation } from '#shared/protocol/mutation.ts';
import { newId } from '#shared/std/id.ts';
import { joinClaimEdits, wholeClaimEdit, type ClaimDraft } from '../claim-draft.ts';
import type { Disk } from '../disk.ts';
import { sliceCount } from '../document-rows.ts';
import { joinEdits, wholeEdit, type DraftContent, type Edit } from '../draft.ts';
import { readOwnerRows } from '../local-view.ts';
import { openEntry, recordPlace } from '../record-change.ts';
import type { DocumentRow, RecordRow } from '../schema.ts';
import { unlessSpoiled, unseal } from '../seal.ts';
import type { OwnerId } from '../types.ts';
import { handOversOf } from './sealed-rescue.ts';
import type { Manifest, RescuedClaim, RescuedEnrollment, RescuedReceived } from './rescue-content.ts';

export interface Unsent {
	manifest: Manifest;
	/** The manifest's documents, in its order. */
	documents: DocumentRow[];
}

/** A record with what of it waits, oldest first. */
interface Held<T> {
	id: string;
	content: T;
	waiting: Mutation[];
}

/** What one owner's drafts or claims hold; what waits for its removal is none any more. */
async function heldOf<T>(disk: Disk, owner: OwnerId, kind: RecordRow['kind']): Promise<Held<T>[]> {
	const { records, outbox } = await readOwnerRows(disk, owner, [kind]);
	const rows = records.filter((row) => row.removed === 0);
	if (rows.length === 0) return [];
	const key = await disk.keys.keyOf(owner);
	const held = await Promise.all(
		rows.map(async (row) => {
			const entries = outbox.filter(({ recordId }) => recordId === row.id).sort((a, b) => a.n! - b.n!);
			const opened = await Promise.all(entries.map((entry) => unlessSpoiled(openEntry(disk, entry))));
			const content = await unlessSpoiled(unseal<T>(key, recordPlace(row), row));
			return { id: row.id, content, waiting: opened.flatMap((entry) => (entry ? [entry.mutation] : [])) };
		}),
	);
	// What does not open cannot be taken along.
	return held.flatMap(({ content, ...record }) => (content === null ? [] : [{ ...record, content }]));
}

function unsentOf({ content, waiting }: Held<DraftContent>): Edit | null {
	const edits = waiting.flatMap((mutation) => (mutation.kind === 'enrollment.edit' ? [mutation.body] : []));
	const isSubmitting =
		(content.submission !== null && !content.submissionTaken) ||
		waiting.some(({ kind }) => kind === 'enrollment.submit');
	if (!content.held) return wholeEdit(content);
	const joined = edits.reduce<Edit | null>(joinEdits, content.owedEdit);
	if (joined) return joined;
	const base = content.server?.revision;
	return isSubmitting ? { ...wholeEdit(content), ...(base ? { base } : {}) } : null;
}

function rescuedEnrollment(disk: Disk, owner: OwnerId, held: Held<DraftContent>): RescuedEnrollment[] {
	const unsent = unsentOf(held);
	if (!unsent) return [];
	const { schemeId, schoolCode, fields, consent, signature, step, keptBeside, createdAtMs, updatedAtMs } =
		held.content;
	return [
		{
			id: held.id,
			key: newId(disk.clock, disk.random),
			isUnclaimed: owner === 'device',
			schemeId,
			schoolCode,
			fields,
			consent,
			signature,
			step,
			keptBeside: keptBeside ?? [],
			createdAtMs,
			updatedAtMs,
			upon: held.content.held ? (held.content.server?.revision ?? null) : null,
			unsent,
		},
	];
}

function rescuedClaim(disk: Disk, held: Held<ClaimDraft>, waitingHashes: Set<string>): RescuedClaim[] {
	const { content, waiting } = held;
	const edits = waiting.flatMap((mutation) => (mutation.kind === 'claim.edit' ? [mutation.body] : []));
	const isSubmitting = content.submission !== null && !content.submissionTaken;
	const hasFiles = hashesOf(content.documents).some((hash) => waitingHashes.has(hash));
	const isAcknowledged =
		content.held && edits.length === 0 && !content.owedEdit && !isSubmitting && !hasFiles;
	if (isAcknowledged) return [];
	const { schemeId, claimKind, fields, documents, createdAtMs, updatedAtMs } = content;
	const joined = edits.reduce<ClaimEditBody | null>(joinClaimEdits, content.owedEdit);
	return [
		{
			id: held.id,
			key: newId(disk.clock, disk.random),
			schemeId,
			claimKind,
			fields,
			documents,
			createdAtMs,
			updatedAtMs,
			uponMs: content.held ? (content.server?.updatedAtMs ?? null) : null,
			unsent: (content.held && joined) || wholeClaimEdit(content),
		},
	];
}

/** The files of these claims whose bytes are here, whole; those that the server has too: another phone may need them before it hears so. */
async function documentsOf({ db }: Disk, owner: OwnerId, claims: RescuedClaim[]): Promise<DocumentRow[]> {
	const hashes = new Set(claims.flatMap(({ documents }) => hashesOf(documents)));
	const rows = await db.document.where('owner').equals(owner).toArray();
	const named = rows.filter(({ hash, size }) => hashes.has(hash) && size > 0);
	const whole = await Promise.all(
		named.map(async (row) => {
			const held = await db.slice.where('[owner+hash]').equals([owner, row.hash]).count();
			return held === sliceCount(row);
		}),
	);
	return named.filter((_, i) => whole[i]);
}

/** Of the present owner, and of the phone's own drafts. Call through `onDisk`. */
export async function collectUnsent(
	disk: Disk,
	owner: OwnerId,
	received: RescuedReceived[] = [],
): Promise<Unsent> {
	const unclaimed = await heldOf<DraftContent>(disk, 'device', 'enrollment');
	const enrollments = unclaimed.flatMap((held) => rescuedEnrollment(disk, 'device', held));
	const claims: RescuedClaim[] = [];
	if (owner !== 'device') {
		const own = await heldOf<DraftContent>(disk, owner, 'enrollment');
		enrollments.push(...own.flatMap((held) => rescuedEnrollment(disk, owner, held)));
		const files = await disk.db.document.where('owner').equals(owner).toArray();
		const waiting = new Set(files.flatMap(({ hash, state }) => (state === 'stored' ? [] : [hash])));
		const held = await heldOf<ClaimDraft>(disk, owner, 'claim');
		claims.push(...held.flatMap((claim) => rescuedClaim(disk, claim, waiting)));
	}
	const documents = await documentsOf(disk, owner, claims);
	const handOvers = owner === 'device' ? [] : await handOversOf(disk, owner);
	const isOwned =
		claims.length + handOvers.length > 0 ||
		[...enrollments, ...received].some(({ isUnclaimed }) => !isUnclaimed);
	const manifest: Manifest = {
		madeAtMs: disk.clock.nowMs(),
		account: isOwned ? owner : null,
		enrollments,
		claims,
		documents: documents.map(({ hash, type, size }) => ({ hash, type, size })),
		...(received.length > 0 ? { received } : {}),
		...(handOvers.length > 0 ? { handOvers } : {}),
	};
	return { manifest, documents };
}
