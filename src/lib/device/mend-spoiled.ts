/*
 * What becomes of rows whose bits were lost. A record's own row: made anew from what waits to be sent, where that is all of
 * it; else asked for anew from the server; else, on a phone that no server knows of, set aside. An entry of the outbox: set
 * aside, and its record is as one of which the server refused something: the draft holds what was typed, and owes it.
 */
import { canonicalJson } from '#shared/std/canonical-json.ts';
import { joinClaimEdits, wholeClaimEdit, type ClaimDraft } from './claim-draft.ts';
import type { Disk } from './disk.ts';
import { joinEdits, newDraft, wholeEdit, type DraftContent, type Edit } from './draft.ts';
import { changeRecords, type Changes, type OpenedRecord, type Target } from './record-change.ts';
import type { RecordRow } from './schema.ts';
import { untoldOf, type AsideValue } from './set-aside.ts';
import type { OwnerId } from './types.ts';

const spoiledRefusal = { code: 'device.entry-spoiled' as const };
const same = (a: unknown, b: unknown) => canonicalJson(a ?? null) === canonicalJson(b ?? null);

/**
 * What of a draft the server is not known to hold. Without the revision that was seen: nobody knows any more upon which
 * one it was typed, so where another device set the same field both values are kept.
 */
function unsentOf(content: DraftContent): Edit {
	const { server, held } = content;
	if (!server || !held) return wholeEdit(content);
	const keys = new Set([...Object.keys(content.fields), ...Object.keys(server.fields)]);
	const changed = [...keys].filter((key) => !same(content.fields[key], server.fields[key]));
	const edit: Edit = { fields: Object.fromEntries(changed.map((key) => [key, content.fields[key] ?? null])) };
	if (content.schoolCode !== server.schoolCode) edit.schoolCode = content.schoolCode;
	if (content.consent && !same(content.consent, server.consent)) edit.consent = content.consent;
	if (!same(content.signature, server.signature)) edit.signature = content.signature;
	return edit;
}

function owing(content: DraftContent): DraftContent {
	return {
		...content,
		submission: content.submissionTaken ? content.submission : null,
		withdrawal: null,
		refusal: spoiledRefusal,
		owedEdit: joinEdits(content.owedEdit, unsentOf(content)),
	};
}

function owingClaim(claim: ClaimDraft): ClaimDraft {
	return {
		...claim,
		submission: claim.submissionTaken ? claim.submission : null,
		refusal: spoiledRefusal,
		owedEdit: joinClaimEdits(claim.owedEdit, wholeClaimEdit(claim)),
	};
}

/** Entries that do not open leave the outbox; those made after them, and not sent yet, are judged with their ground only. */
function withoutSpoiledEntries({ owner, id, spoiled, entries, ...record }: OpenedRecord): Changes {
	if (!spoiled || spoiled.entries.length === 0) return {};
	const gone = spoiled.entries.map(({ n }) => n);
	// That a notice was read is nothing that anybody would miss.
	if (record.notice) return { outbox: { drop: gone } };
	const first = Math.min(...gone);
	const later = entries.filter(({ n, sequence }) => sequence === null && n > first).map(({ n }) => n);
	const { content, claim } = record;
	const isTold = content !== null || claim !== null;
	return {
		...(content ? { records: [{ owner, id, content: owing(content) }] } : {}),
		...(claim ? { claims: [{ owner, id, content: owingClaim(claim) }] } : {}),
		outbox: { drop: [...gone, ...later] },
		// What is in the draft need not be kept twice.
		aside: [{ owner, id, isWhole: false, entries: isTold ? gone : [...gone, ...later], isTold }],
	};
}

/** A draft of which the server has not heard lies whole in what waits for it. */
function draftFrom({ entries }: OpenedRecord, atMs: number): DraftContent | null {
	const mutations = entries.map(({ mutation }) => mutation);
	const edits = mutations.flatMap((mutation) => (mutation.kind === 'enrollment.edit' ? [mutation] : []));
	const joined = edits.map(({ body }) => body).reduce<Edit | null>(joinEdits, null);
	if (joined?.schemeId === undefined || joined.schoolCode === undefined) return null;
	const { schemeId, schoolCode, fields } = joined;
	const submit = mutations.findLast((mutation) => mutation.kind === 'enrollment.submit');
	return {
		...newDraft({ schemeId, schoolCode, fields }, edits[0]?.atMs ?? atMs),
		consent: joined.consent ?? null,
		signature: joined.signature ?? null,
		submission: submit ? { ...submit.body, atMs: submit.atMs } : null,
		updatedAtMs: edits.at(-1)?.atMs ?? atMs,
	};
}

function withoutSpoiledRow(
	record: OpenedRecord,
	isAskedFor: (owner: OwnerId) => void,
	atMs: number,
): Changes {
	const { owner, id, spoiled } = record;
	if (!spoiled?.kind) return {};
	const whole = { owner, id, isWhole: true, entries: [], isTold: false };
	if (owner === 'device') return { records: [{ owner, id, content: null }], aside: [whole] };
	const draft = spoiled.kind === 'enrollment' && spoiled.entries.length === 0 && draftFrom(record, atMs);
	if (draft) return { records: [{ owner, id, content: draft }], aside: spoiled.isRefused ? [whole] : [] };
	isAskedFor(owner);
	return {};
}

function joined(parts: Changes[], also: () => Promise<void>): Changes {
	return {
		records: parts.flatMap((part) => part.records ?? []),
		claims: parts.flatMap((part) => part.claims ?? []),
		outbox: { drop: parts.flatMap((part) => part.outbox?.drop ?? []) },
		aside: parts.flatMap((part) => part.aside ?? []),
		also,
	};
}

/** The next exchange asks for everything, unless it does so already. Call inside a transaction. */
async function askAnew({ db }: Disk, owner: OwnerId): Promise<void> {
	const state = await db.syncState.get(owner);
	if (state && state.cursor !== null && !state.pulled) await db.syncState.update(owner, { cursor: null });
}

/** Sets the entries aside that do not open. */
export async function mendEntries(disk: Disk, targets: Target[]): Promise<void> {
	await changeRecords(
		disk,
		targets,
		(records) => {
			// One that was numbered may have arrived: what became of it comes by no answer any more.
			const isSent = (record: OpenedRecord) => record.spoiled?.entries.some(({ isFrozen }) => isFrozen);
			const owners = new Set(records.filter(isSent).map(({ owner }) => owner));
			return joined(records.map(withoutSpoiledEntries), async () => {
				for (const owner of owners) await disk.db.syncState.update(owner, { cursor: null });
			});
		},
		{ mends: true },
	);
}

/** Looks after records whose row does not open; one that opens after all is left as it is. */
export async function mendRecords(disk: Disk, rows: RecordRow[]): Promise<void> {
	const atMs = disk.clock.nowMs();
	const orders = rows.filter(({ kind }) => kind === 'order');
	await changeRecords(
		disk,
		rows,
		(records) => {
			const owners = new Set<OwnerId>(orders.map(({ owner }) => owner));
			const parts = records.map((record) => withoutSpoiledRow(record, (owner) => owners.add(owner), atMs));
			return joined(parts, async () => {
				for (const owner of owners) await askAnew(disk, owner);
			});
		},
		{ mends: true },
	);
}

/** The person has read it. The rows stay. */
export async function settleUntold(disk: Disk, owners: OwnerId[]): Promise<void> {
	const { db } = disk;
	await db.transaction('rw', db.meta, async () => {
		const rows = (await Promise.all(owners.map((owner) => untoldOf(disk, owner)))).flat();
		await db.meta.bulkPut(
			rows.map(({ name, value }) => ({ name, value: { ...(value as AsideValue), isTold: true } })),
		);
	});
}
