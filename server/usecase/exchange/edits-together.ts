/*
 * Many draft edits of one batch in a handful of statements. The use case of one edit runs as it is, mutation after
 * mutation, over what was read for all of them at once; what it writes is gathered and written at the end.
 *
 *   lock all named drafts, their open conflicts ─▶ edit ─▶ edit ─▶ … in memory ─▶ insert, update, feed, audit
 *
 * A refused edit undoes its own part in memory, as a savepoint does in the database. What cannot be known before
 * writing (an id that somebody else has taken) shows at the end: then nothing of it counts, and the caller does the
 * same edits one by one. Signatures hang on rows that must be there: an edit that brings one is not for here.
 */
import { assert } from '#shared/std/assert.ts';
import type { AuditEntry } from '../audit/ports.ts';
import type { EnrollmentRow, FieldConflictRow } from '../enrollment/ports.ts';
import type { Tx } from '../ports.ts';
import type { FeedPlace, NewChange } from './ports.ts';

/** Somebody else has an id, or a row is gone, that the gathered edits counted on. */
export class NotAsRead extends Error {
	override name = 'NotAsRead';
}

export class GatheredEdits {
	/** As the transaction's own, but for drafts, their conflicts, the feed and the audit. */
	readonly tx: Tx;
	readonly #base: Tx;
	readonly #rows: Map<string, EnrollmentRow>;
	readonly #stored: ReadonlySet<string>;
	readonly #conflicts: Map<string, FieldConflictRow[]>;
	readonly #unheard: ReadonlySet<string>;
	readonly #touched = new Set<string>();
	readonly #told: { accountId: string; key: NewChange }[] = [];
	readonly #entries: AuditEntry[] = [];
	/** What undoes the mutation under way, newest last. */
	#undo: (() => void)[] = [];

	private constructor(base: Tx, rows: EnrollmentRow[], conflicts: FieldConflictRow[], unheard: string[]) {
		this.#base = base;
		this.#unheard = new Set(unheard);
		this.#rows = new Map(rows.map((row) => [row.id, row]));
		this.#stored = new Set(this.#rows.keys());
		this.#conflicts = Map.groupBy(conflicts, ({ enrollmentId }) => enrollmentId);
		this.tx = {
			...base,
			enrollments: this.#enrollments(),
			fieldConflicts: this.#fieldConflicts(),
			changes: this.#changes(),
			audit: { ...base.audit, append: (entry) => this.#gather(this.#entries, entry) },
			savepoint: (part) => this.#savepoint(part),
		};
	}

	/** Reads and holds the drafts of these ids. `reader`: who edits them, and what they have heard. */
	static async of(
		tx: Tx,
		given: string[],
		reader: { accountId: string; place: FeedPlace },
	): Promise<GatheredEdits> {
		const ids = [...new Set(given)];
		const [rows, conflicts, unheard] = await Promise.all([
			tx.enrollments.lockMany(ids),
			tx.fieldConflicts.openOf(ids),
			// Asked after the rows are held: what somebody else commits before that is among it.
			tx.changes.unheard(reader.accountId, reader.place, ids),
		]);
		return new GatheredEdits(tx, rows, conflicts, unheard);
	}

	/** Throws NotAsRead. */
	async write(): Promise<void> {
		const { enrollments, changes, audit } = this.#base;
		const rows = [...this.#touched].map((id) => this.#rows.get(id)!);
		const fresh = rows.filter(({ id }) => !this.#stored.has(id));
		const edited = rows.filter(({ id }) => this.#stored.has(id));
		const [inserted, written] = await Promise.all([
			enrollments.insertMany(fresh),
			enrollments.editMany(edited),
		]);
		if (inserted !== fresh.length || written !== edited.length) throw new NotAsRead();
		const accountId = this.#told[0]?.accountId;
		assert(
			this.#told.every((one) => one.accountId === accountId),
			'the edits of one batch are one account’s',
		);
		if (accountId) await changes.appendAll(accountId, lastOfEach(this.#told.map(({ key }) => key)));
		await audit.appendAll(this.#entries);
	}

	#enrollments(): Tx['enrollments'] {
		return {
			...this.#base.enrollments,
			insert: async (row) => {
				if (this.#rows.has(row.id)) return false;
				this.#put(row);
				return true;
			},
			lock: async (id) => this.#rows.get(id) ?? null,
			update: async (row) => {
				this.#put(row);
				return 'written';
			},
		};
	}

	#changes(): Tx['changes'] {
		const isTold = (id: string) => this.#told.some(({ key }) => key.id === id && !key.quietFor);
		return {
			...this.#base.changes,
			append: (accountId, key) => this.#gather(this.#told, { accountId, key }),
			unheard: async (_accountId, _place, ids) => ids.filter((id) => this.#unheard.has(id) || isTold(id)),
		};
	}

	/** What is lost or settled is rare, and of drafts that are stored: it is written at once. */
	#fieldConflicts(): Tx['fieldConflicts'] {
		const own = this.#base.fieldConflicts;
		return {
			...own,
			open: async (id) => this.#conflicts.get(id) ?? [],
			append: async (conflicts) => {
				await own.append(conflicts);
				for (const id of new Set(conflicts.map(({ enrollmentId }) => enrollmentId))) {
					this.#conflicts.set(id, await own.open(id));
				}
			},
			settle: async (id, numbers, atMs) => {
				await own.settle(id, numbers, atMs);
				const open = this.#conflicts.get(id) ?? [];
				this.#conflicts.set(
					id,
					open.filter(({ n }) => !numbers.includes(n)),
				);
			},
		};
	}

	#put(row: EnrollmentRow): void {
		const before = this.#rows.get(row.id);
		const wasTouched = this.#touched.has(row.id);
		this.#undo.push(() => {
			if (before) this.#rows.set(row.id, before);
			else this.#rows.delete(row.id);
			if (!wasTouched) this.#touched.delete(row.id);
		});
		this.#rows.set(row.id, row);
		this.#touched.add(row.id);
	}

	async #gather<T>(list: T[], item: T): Promise<void> {
		list.push(item);
		this.#undo.push(() => list.pop());
	}

	async #savepoint<T>(part: () => Promise<T>): Promise<T> {
		this.#undo = [];
		try {
			return await part();
		} catch (error) {
			for (const step of this.#undo.reverse()) step();
			throw error;
		}
	}
}

/** A record told of twice stands where it was told of last, as one by one its earlier row makes room. */
function lastOfEach(keys: NewChange[]): NewChange[] {
	const byRecord = new Map<string, NewChange>();
	for (const key of keys) {
		byRecord.delete(key.id);
		byRecord.set(key.id, key);
	}
	return [...byRecord.values()];
}
