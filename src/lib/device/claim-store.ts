import { claimContentHash, hashesOf } from '#shared/domain/claim/claim.ts';
import { RefusalError } from '#shared/errors/refusal.ts';
import type { ClaimEditBody, Mutation } from '#shared/protocol/mutation.ts';
import { newId } from '#shared/std/id.ts';
import {
	applyClaimEdit,
	canChangeClaim,
	joinClaimEdits,
	newClaim,
	wholeClaimEdit,
	type ClaimDraft,
} from './claim-draft.ts';
import type { ClaimEdit, ClaimStore, LocalClaim, NewClaim } from './claim-types.ts';
import type { Disk } from './disk.ts';
import { absentPage, arrivedHashes } from './document-rows.ts';
import { onDisk } from './failures.ts';
import { LocalClaims } from './local-claims.ts';
import { readOwnerRows } from './local-view.ts';
import type { PresentOwner } from './present-owner.ts';
import type { Changes, OpenedRecord } from './record-change.ts';
import { watchRows } from './watch.ts';
import { WriteLane } from './write-lane.ts';

type Known = OpenedRecord & { claim: ClaimDraft };

const isSubmit = ({ mutation }: { mutation: Mutation }) => mutation.kind === 'claim.submit';
const isFrozen = ({ sequence }: { sequence: number | null }) => sequence !== null;

/** Absent and not this owner's look the same. */
function known(record: OpenedRecord): Known {
	if (!record.claim || record.removed) throw new RefusalError({ code: 'request.not-found' });
	return record as Known;
}

function changeable(record: OpenedRecord): Known {
	const found = known(record);
	if (
		!canChangeClaim(
			found.claim,
			record.entries.some((entry) => isFrozen(entry) && isSubmit(entry)),
		)
	) {
		throw new RefusalError({ code: 'claim.wrong-state' });
	}
	return found;
}

/** An edit on its way out: joined to the last entry while that is an edit not yet frozen. */
function enqueue({ owner, id, entries }: OpenedRecord, edit: ClaimEditBody, atMs: number): Changes['outbox'] {
	const mutation = (body: ClaimEditBody): Mutation => ({ kind: 'claim.edit', record: id, atMs, body });
	// A submission that has not left the phone is withdrawn by an edit: what it hands in is no longer there.
	const drop = entries.filter((entry) => !isFrozen(entry) && isSubmit(entry));
	const last = entries.filter((entry) => !drop.includes(entry)).at(-1);
	const dropped = drop.map(({ n }) => n);
	if (last && !isFrozen(last) && last.mutation.kind === 'claim.edit') {
		const body = joinClaimEdits(last.mutation.body, edit);
		return { drop: dropped, replace: [{ n: last.n, owner, mutation: mutation(body) }] };
	}
	return { drop: dropped, add: [{ owner, mutation: mutation(edit) }] };
}

function edited(record: OpenedRecord, edit: ClaimEdit, atMs: number): Changes {
	const { claim, owner, id } = known(record);
	const { draft, sent } = applyClaimEdit(claim, edit, atMs);
	if (!sent) return { claims: [{ owner, id, content: draft }] };
	changeable(record);
	const content: ClaimDraft = { ...draft, submission: null, refusal: null, owedEdit: null };
	return {
		claims: [{ owner, id, content }],
		outbox: enqueue(record, joinClaimEdits(claim.owedEdit, sent), atMs),
	};
}

/** The outbox entry that hands a claim in; what the server was never told, or refused, goes before it. */
export function handIn(record: Known, submission: NonNullable<ClaimDraft['submission']>): Changes {
	const { owner, id, claim } = record;
	const { atMs, contentHash } = submission;
	const content: ClaimDraft = {
		...claim,
		submission: { ...submission, isQueued: true },
		refusal: null,
		owedEdit: null,
	};
	const submit: Mutation = { kind: 'claim.submit', record: id, atMs, body: { contentHash } };
	const owed = claim.owedEdit ? enqueue(record, wholeClaimEdit(claim), atMs) : {};
	return {
		claims: [{ owner, id, content }],
		outbox: { ...owed, add: [...(owed?.add ?? []), { owner, mutation: submit }] },
	};
}

function removed(record: OpenedRecord, atMs: number): Changes {
	const { owner, id, claim, entries } = changeable(record);
	// What was handed in once stays at the server, also when it came back.
	if (claim.server && claim.server.state !== 'draft') throw new RefusalError({ code: 'claim.wrong-state' });
	const waiting = entries.filter((entry) => !isFrozen(entry)).map(({ n }) => n);
	const isUnknownThere = !claim.held && !entries.some(isFrozen);
	if (owner === 'device' || isUnknownThere) {
		return { claims: [{ owner, id, content: null }], outbox: { drop: waiting } };
	}
	const remove: Mutation = { kind: 'claim.remove', record: id, atMs, body: {} };
	return {
		claims: [{ owner, id, content: { ...claim, submission: null }, removed: true }],
		outbox: { drop: waiting, add: [{ owner, mutation: remove }] },
	};
}

export class DeviceClaims implements ClaimStore {
	readonly #disk: Disk;
	readonly #present: PresentOwner;
	readonly #views: LocalClaims;
	readonly #lane: WriteLane;

	constructor(disk: Disk, present: PresentOwner) {
		this.#disk = disk;
		this.#present = present;
		this.#lane = new WriteLane(disk, present);
		this.#views = new LocalClaims(disk);
	}

	list(): Promise<LocalClaim[]> {
		return onDisk(this.#disk.db, async () => this.#views.of(await this.#rows()));
	}

	async get(id: string): Promise<LocalClaim | null> {
		return (await this.list()).find((claim) => claim.id === id) ?? null;
	}

	create(claim: NewClaim): Promise<LocalClaim> {
		const id = newId(this.#disk.clock, this.#disk.random);
		return this.#inTurn(id, (record, atMs) => {
			const { owner } = record;
			if (owner === 'device') throw new RefusalError({ code: 'auth.required' });
			const content = newClaim(claim, atMs);
			return { claims: [{ owner, id, content }], outbox: enqueue(record, wholeClaimEdit(content), atMs) };
		});
	}

	edit(id: string, edit: ClaimEdit): Promise<LocalClaim> {
		return this.#inTurn(id, (record, atMs) => edited(record, edit, atMs));
	}

	submit(id: string): Promise<LocalClaim> {
		return this.#inTurn(id, async (record, atMs) => {
			const found = changeable(record);
			const { owner, claim } = found;
			const absent = await absentPage(this.#disk, owner, claim);
			if (absent) throw new RefusalError({ code: 'device.document-missing', path: absent });
			const contentHash = await claimContentHash(claim);
			const submission = { atMs, contentHash, isQueued: false, tries: 0 };
			const arrived = await arrivedHashes(this.#disk, owner, claim);
			if (hashesOf(claim.documents).every((hash) => arrived.has(hash))) return handIn(found, submission);
			return { claims: [{ owner, id, content: { ...claim, submission, refusal: null } }] };
		});
	}

	async remove(id: string): Promise<void> {
		await this.#lane.write(id, removed);
	}

	watchList(onChange: (claims: LocalClaim[]) => void): () => void {
		return watchRows(
			() => this.#rows(),
			(rows) => this.#views.of(rows),
			onChange,
		);
	}

	async #rows() {
		return readOwnerRows(this.#disk, await this.#present.owner(), ['claim']);
	}

	#inTurn(
		id: string,
		decide: (record: OpenedRecord, atMs: number) => Changes | Promise<Changes>,
	): Promise<LocalClaim> {
		return this.#lane.written(id, decide, (own) => this.get(own));
	}
}
