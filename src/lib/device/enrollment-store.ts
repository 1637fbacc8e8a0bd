import { RefusalError } from '#shared/errors/refusal.ts';
import type { Mutation, SubmitBody } from '#shared/protocol/mutation.ts';
import { newId } from '#shared/std/id.ts';
import type { Disk } from './disk.ts';
import {
	applyEdit,
	canChange,
	canWithdraw,
	joinEdits,
	newDraft,
	uponSeen,
	wholeEdit,
	type DraftContent,
	type Edit,
} from './draft.ts';
import { onDisk } from './failures.ts';
import {
	LocalViews,
	readEnrollmentRows,
	readNewestRows,
	readOwnerRows,
	readSomeRows,
	readUnsentRows,
	type OwnerRows,
	type RowsAndTotal,
} from './local-view.ts';
import type { PresentOwner } from './present-owner.ts';
import type { Changes, OpenedRecord } from './record-change.ts';
import { recordsOfKind } from './records-of-kind.ts';
import type {
	EnrollmentEdit,
	EnrollmentStore,
	LocalEnrollment,
	NewEnrollment,
	NewestEnrollments,
	OwnerId,
} from './types.ts';
import { watchRows } from './watch.ts';
import { WriteLane } from './write-lane.ts';

type Known = OpenedRecord & { content: DraftContent };

const isFrozenSubmit = (record: OpenedRecord) =>
	record.entries.some((entry) => entry.sequence !== null && entry.mutation.kind === 'enrollment.submit');

const unfrozen = (record: OpenedRecord) => record.entries.filter((entry) => entry.sequence === null);

/** An edit on its way out: joined to the record's last entry while that is an edit not yet frozen, made upon the same view. */
function enqueueEdit(record: OpenedRecord, edit: Edit, atMs: number): NonNullable<Changes['outbox']> {
	const { owner, id } = record;
	const mutation = (body: Edit): Mutation => ({ kind: 'enrollment.edit', record: id, atMs, body });
	// A submission that has not left the phone is withdrawn by an edit: what is signed for is no longer there.
	const drop = unfrozen(record).filter((entry) => entry.mutation.kind === 'enrollment.submit');
	const last = record.entries.filter((entry) => !drop.includes(entry)).at(-1);
	const lastBody =
		last?.sequence === null && last.mutation.kind === 'enrollment.edit' ? last.mutation.body : null;
	// What was typed upon different views of the record stays apart, so that each is judged by what it had seen.
	if (last && lastBody && (lastBody.base ?? 0) === (edit.base ?? 0)) {
		const body = joinEdits(lastBody, edit);
		return { drop: drop.map(({ n }) => n), replace: [{ n: last.n, owner, mutation: mutation(body) }] };
	}
	return { drop: drop.map(({ n }) => n), add: [{ owner, mutation: mutation(edit) }] };
}

/** One write of a draft together with its outbox entries, as `changeRecords` wants it. */
function edited(record: Known, edit: EnrollmentEdit, atMs: number): Changes {
	const { draft, sent } = applyEdit(record.content, edit, atMs);
	const at = { owner: record.owner, id: record.id };
	if (!sent) return { records: [{ ...at, content: { ...draft, updatedAtMs: record.content.updatedAtMs } }] };
	if (!canChange(record.content, isFrozenSubmit(record))) {
		throw new RefusalError({ code: 'enrollment.wrong-state' });
	}
	const content: DraftContent = { ...draft, submission: null, refusal: null, owedEdit: null };
	if (record.owner === 'device') return { records: [{ ...at, content }] };
	const underWay = record.entries.flatMap((entry) =>
		entry.mutation.kind === 'enrollment.edit' ? [entry.mutation.body] : [],
	);
	const whole = joinEdits(record.content.owedEdit, uponSeen(sent, record.content, underWay));
	return { records: [{ ...at, content }], outbox: enqueueEdit(record, whole, atMs) };
}

function submitted(record: Known, body: SubmitBody, atMs: number): Changes {
	if (!canChange(record.content, isFrozenSubmit(record))) {
		throw new RefusalError({ code: 'enrollment.wrong-state' });
	}
	const at = { owner: record.owner, id: record.id };
	const content: DraftContent = {
		...record.content,
		submission: { ...body, atMs },
		refusal: null,
		owedEdit: null,
		updatedAtMs: atMs,
	};
	if (record.owner === 'device') return { records: [{ ...at, content }] };
	const earlier = unfrozen(record).filter((entry) => entry.mutation.kind === 'enrollment.submit');
	const owed = record.content.owedEdit;
	const edit = owed ? enqueueEdit(record, owed, atMs) : { drop: earlier.map(({ n }) => n) };
	const submit: Mutation = { kind: 'enrollment.submit', record: record.id, atMs, body };
	const outbox = { ...edit, add: [...(edit.add ?? []), { owner: record.owner, mutation: submit }] };
	return { records: [{ ...at, content }], outbox };
}

function withdrawn(record: Known, atMs: number): Changes {
	if (!canWithdraw(record.content) || record.entries.length > 0) {
		throw new RefusalError({ code: 'enrollment.wrong-state' });
	}
	const { owner, id } = record;
	const content = { ...record.content, withdrawal: { isTaken: false }, refusal: null, updatedAtMs: atMs };
	const mutation: Mutation = { kind: 'enrollment.withdraw', record: id, atMs, body: {} };
	return { records: [{ owner, id, content }], outbox: { add: [{ owner, mutation }] } };
}

function removed(record: Known, atMs: number): Changes {
	const at = { owner: record.owner, id: record.id };
	if (!canChange(record.content, isFrozenSubmit(record))) {
		throw new RefusalError({ code: 'enrollment.wrong-state' });
	}
	const drop = unfrozen(record).map(({ n }) => n);
	const isKnownToServer = record.content.held || record.entries.length > drop.length;
	if (record.owner === 'device' || !isKnownToServer) {
		return { records: [{ ...at, content: null }], outbox: { drop } };
	}
	const mutation: Mutation = { kind: 'enrollment.remove', record: record.id, atMs, body: {} };
	const content = { ...record.content, submission: null, refusal: null, updatedAtMs: atMs };
	return {
		records: [{ ...at, content, removed: true }],
		outbox: { drop, add: [{ owner: record.owner, mutation }] },
	};
}

/** The drafts of whoever is at the phone. */
export class DeviceEnrollments implements EnrollmentStore {
	readonly #disk: Disk;
	readonly #present: PresentOwner;
	readonly #views: LocalViews;
	readonly #lane: WriteLane;

	constructor(disk: Disk, present: PresentOwner) {
		this.#disk = disk;
		this.#present = present;
		this.#lane = new WriteLane(disk, present);
		this.#views = new LocalViews(disk);
	}

	list(): Promise<LocalEnrollment[]> {
		return onDisk(this.#disk.db, async () => this.listOf(await this.#present.owner()));
	}

	/** Another owner's list, where its key is open on this phone: the unclaimed drafts of 'device'. */
	async listOf(owner: OwnerId): Promise<LocalEnrollment[]> {
		return this.#views.of(await readOwnerRows(this.#disk, owner));
	}

	async get(id: string): Promise<LocalEnrollment | null> {
		return onDisk(this.#disk.db, async () => {
			const owner = await this.#present.owner();
			return this.#views.one(await readEnrollmentRows(this.#disk, owner, id), id);
		});
	}

	create(draft: NewEnrollment): Promise<LocalEnrollment> {
		const id = newId(this.#disk.clock, this.#disk.random);
		return this.#inTurn(id, (record, atMs) => {
			if (record.content) return {};
			const at = { owner: record.owner, id };
			const content = newDraft(draft, atMs);
			if (record.owner === 'device') return { records: [{ ...at, content }] };
			return { records: [{ ...at, content }], outbox: enqueueEdit(record, wholeEdit(content), atMs) };
		});
	}

	edit(id: string, edit: EnrollmentEdit): Promise<LocalEnrollment> {
		return this.#inTurn(id, (record, atMs) => edited(known(record), edit, atMs));
	}

	submit(id: string, submission: SubmitBody): Promise<LocalEnrollment> {
		return this.#inTurn(id, (record, atMs) => submitted(known(record), submission, atMs));
	}

	withdraw(id: string): Promise<LocalEnrollment> {
		return this.#inTurn(id, (record, atMs) => withdrawn(known(record), atMs));
	}

	async remove(id: string): Promise<void> {
		await this.#lane.write(id, (record, atMs) => removed(known(record), atMs));
	}

	watchList(onChange: (enrollments: LocalEnrollment[]) => void): () => void {
		const query = async () => readOwnerRows(this.#disk, await this.#present.owner());
		return watchRows(query, (rows) => this.#views.of(rows), onChange);
	}

	watchNewest(
		most: number,
		onChange: (newest: NewestEnrollments) => void,
		also?: { alsoRefused?: boolean },
	): () => void {
		const query = async () => readNewestRows(this.#disk, await this.#present.owner(), most, also);
		return watchRows(query, (found) => this.#newest(found), onChange);
	}

	watchUnsent(most: number, onChange: (unsent: NewestEnrollments) => void): () => void {
		const query = async () => readUnsentRows(this.#disk, await this.#present.owner(), most);
		return watchRows(query, (found) => this.#newest(found), onChange);
	}

	async #newest({ rows, total }: RowsAndTotal): Promise<NewestEnrollments> {
		const enrollments = await this.#views.of(rows);
		return { enrollments: enrollments.sort((a, b) => b.updatedAtMs - a.updatedAtMs), total };
	}

	watchSome(ids: string[], onChange: (enrollments: LocalEnrollment[]) => void): () => void {
		const query = async () => readSomeRows(this.#disk, await this.#present.owner(), ids);
		return watchRows(query, (rows) => this.#views.of(rows), onChange);
	}

	/** Two watches: whose the orders are is sealed in them, and a query that is watched opens nothing. */
	watchOrdered(onChange: (enrollments: LocalEnrollment[]) => void): () => void {
		let watched: string | null = null;
		let stopInner = () => {};
		const query = async () => {
			const owner = await this.#present.owner();
			return { owner, rows: await recordsOfKind(this.#disk.db, owner, 'order') };
		};
		const stop = watchRows(
			query,
			(found) => this.#views.ordered(found),
			(ids) => {
				if (ids.join() === watched) return;
				watched = ids.join();
				stopInner();
				stopInner = this.watchSome(ids, onChange);
			},
		);
		return () => {
			stop();
			stopInner();
		};
	}

	watch(id: string, onChange: (enrollment: LocalEnrollment | null) => void): () => void {
		let last: string | null = null;
		const query = async () => readEnrollmentRows(this.#disk, await this.#present.owner(), id);
		const open = (rows: OwnerRows) => this.#views.one(rows, id);
		return watchRows(query, open, (found) => {
			// The orders of others lie beside it: tell only what this one's reader can see.
			const print = JSON.stringify(found);
			if (print === last) return;
			last = print;
			onChange(found);
		});
	}

	#inTurn(id: string, decide: (record: OpenedRecord, atMs: number) => Changes): Promise<LocalEnrollment> {
		return this.#lane.written(id, decide, (own) => this.get(own));
	}
}

/** Absent and not this owner's look the same. */
function known(record: OpenedRecord): Known {
	if (!record.content || record.removed) throw new RefusalError({ code: 'request.not-found' });
	return record as Known;
}
