/** What the sync engine asks of storage, for one owner. Shaped as `lib/sync/ports.ts` wants it; boot joins the two. */
import type { Refusal } from '#shared/errors/refusal.ts';
import type { ExchangeReply, MutationResult, Unsent } from '#shared/protocol/exchange.ts';
import type { Mutation } from '#shared/protocol/mutation.ts';
import { newId } from '#shared/std/id.ts';
import { forgetOld, keepAcknowledged, offerAgain, takenOf } from './acknowledged.ts';
import { applyTo, joinChanges, partsOf } from './apply-to.ts';
import { contiguous, take, takeOut } from './batch.ts';
import type { Disk } from './disk.ts';
import { onDisk } from './failures.ts';
import { beginPull, endPull, type ScopeVerdict } from './full-pull.ts';
import { HeldOpen } from './held-open.ts';
import { mendEntries } from './mend-spoiled.ts';
import { numbersOf, withNumbers, type NumberedRow } from './numbering.ts';
import { changeRecords, openAhead, openEntry, type OpenedRecord, type Read } from './record-change.ts';
import { withoutNotices } from './records-of-kind.ts';
import type { SyncStateRow } from './schema.ts';
import { unlessSpoiled } from './seal.ts';
import type { OwnerId } from './types.ts';

export interface FrozenBatch {
	account: OwnerId;
	device: string;
	firstSequence: number;
	mutations: Mutation[];
	cursor: string | null;
	/** Entries that wait beyond this batch. */
	remaining: number;
	/** Everything is being asked for: the checksum says when it is there. */
	check: boolean;
	/** What stays unsent once this batch is through. */
	unsent: Unsent;
	/** This storage has heard nothing yet: whatever the phone held before is not in it. */
	isFresh: boolean;
}

export class SyncStore {
	readonly #disk: Disk & { heldOpen: HeldOpen };
	readonly owner: OwnerId;
	/** The batch as it was frozen last. What is held of it is a first guess: `changeRecords` compares it with the disk. */
	#batch: NumberedRow[] = [];
	#openedAhead: Promise<Read | null> = Promise.resolve(null);

	constructor(disk: Disk, owner: OwnerId) {
		this.#disk = { ...disk, heldOpen: new HeldOpen() };
		this.owner = owner;
	}

	/** This installation's id for this account, made at the first need. */
	async device(): Promise<string> {
		return onDisk(this.#disk.db, async () => (await this.#state()).device);
	}

	async lastSyncAtMs(): Promise<number | null> {
		return onDisk(this.#disk.db, async () => (await this.#state()).lastSyncAtMs);
	}

	/**
	 * The next batch to send: up to `limit.mutations` entries, in order and about `limit.bytes` together (at
	 * least one). What was frozen before comes again first and alone, byte for byte under its numbers, if need
	 * be in smaller parts; otherwise waiting entries get their numbers, on disk before this resolves.
	 */
	freeze(limit: { mutations: number; bytes: number }): Promise<FrozenBatch> {
		const { db } = this.#disk;
		return onDisk(db, async () => {
			await this.#state();
			const { rows, state, all, isNew } = await db.transaction('rw', db.outbox, db.syncState, async () => {
				const now = (await db.syncState.get(this.owner))!;
				const all = withNumbers(await db.outbox.where('owner').equals(this.owner).sortBy('n'), now);
				const frozen = take(contiguous(all), limit);
				if (frozen.length > 0) return { rows: frozen, state: now, all, isNew: false };
				const first = now.nextSequence;
				const fresh = take(all, limit).map((row, i) => ({ ...row, sequence: first + i }));
				if (fresh.length === 0) return { rows: [], state: now, all, isNew: true };
				const batch = { first, ns: fresh.map(({ n }) => n) };
				const next = { ...now, frozen: batch, nextSequence: first + fresh.length };
				await db.syncState.put(next);
				return { rows: fresh, state: next, all, isNew: true };
			});
			this.#batch = rows;
			const opened = await Promise.all(rows.map((row) => unlessSpoiled(openEntry(this.#disk, row))));
			const entries = opened.filter((entry) => entry !== null);
			if (entries.length < rows.length) {
				const spoiled = rows.filter((_, i) => opened[i] === null);
				await this.#leaveOut(spoiled, isNew ? rows[0]!.sequence : null);
				return this.freeze(limit);
			}
			return {
				account: this.owner,
				device: state.device,
				firstSequence: rows[0]?.sequence ?? state.nextSequence,
				mutations: entries.map((entry) => entry.mutation),
				cursor: state.cursor,
				remaining: all.length - rows.length,
				unsent: await this.#unsentBeyond(all, rows),
				isFresh: state.lastSyncAtMs === null,
				check: Boolean(state.pulled) || state.cursor === null,
			};
		});
	}

	/**
	 * Takes a reply in: results, changes and cursor in one transaction. Results of unknown numbers are passed
	 * over; entries without a result stay frozen. Returns how many entries were settled, and what the checksum
	 * said where one came. `waits`: there is something to send that the batch did not know of.
	 */
	async apply(reply: ExchangeReply): Promise<{ settled: number; scope?: ScopeVerdict; waits?: boolean }> {
		const { db, clock } = this.#disk;
		return onDisk(db, async () => {
			const state = await this.#state();
			// `onDisk` runs this again where the connection broke: what the first run took in stays told.
			const isBegun = Boolean(state.pulled) && state.cursor === reply.cursor;
			if (reply.full && !isBegun) await beginPull(this.#disk, state, reply.full);
			const targets = (await this.#touchedBy(reply)).map((id) => ({ owner: this.owner, id }));
			const ahead = await this.#openedAhead;
			// Nothing stays open in memory for longer than it is needed.
			this.#openedAhead = Promise.resolve(null);
			const partOf = partsOf(reply);
			const decide = (records: OpenedRecord[]) => {
				const parts = records.map((record) => applyTo(record, partOf(record), clock.nowMs()));
				const orders = reply.changes
					.filter((change) => change.kind === 'order')
					.map((change) => ({ owner: this.owner, ...change }));
				// What a result tells of is told, as what comes whole is. What cannot be told from what is held is asked for:
				// everything, once.
				const byResult = parts.flatMap((part) => (part.toldId ? [part.toldId] : []));
				const isGap = parts.some(({ isGap }) => isGap);
				const joined = joinChanges([...parts, { views: orders }], () =>
					this.#arrived(reply, { told: byResult, isGap, settled: joined.outbox.drop }),
				);
				const ns = takenOf(records, reply.results);
				const taken = { ns, device: state.device, atMs: reply.moment.serverTimeMs };
				const settle = async (rows: NumberedRow[]) => {
					await keepAcknowledged(this.#disk, taken, rows);
					await takeOut(this.#disk, joined.outbox.drop);
				};
				return { ...joined, outbox: { ...joined.outbox, settle } };
			};
			const changes = await changeRecords(this.#disk, targets, decide, { ahead });
			const scope = await endPull(this.#disk, this.owner, reply.checksum);
			// What is offered again was not there when the batch was frozen.
			const isLaid = reply.full !== undefined || scope !== null;
			const waits = isLaid && (await db.outbox.where('owner').equals(this.owner).count()) > 0;
			this.#batch = [];
			if (!reply.more) this.#disk.heldOpen.clear();
			return {
				settled: changes.outbox.drop.length,
				...(waits ? { waits } : {}),
				...(scope ? { scope } : {}),
			};
		});
	}

	/**
	 * What does not open holds nothing up. `unsentFrom`: from here on the numbers were given out just now and never sent;
	 * else the gap that is left is either known to the server already, or the server says which number it takes.
	 */
	async #leaveOut(spoiled: NumberedRow[], unsentFrom: number | null): Promise<void> {
		const { db } = this.#disk;
		if (unsentFrom !== null) {
			await db.transaction('rw', db.outbox, db.syncState, () => this.#unfreezeFrom(unsentFrom));
		}
		await mendEntries(
			this.#disk,
			spoiled.map(({ recordId }) => ({ owner: this.owner, id: recordId })),
		);
	}

	/** Refuses one frozen entry that no server will take; the numbers after it move up by one. */
	async refuse(sequence: number, refusal: Refusal): Promise<void> {
		const { db, clock } = this.#disk;
		await onDisk(db, async () => {
			const row = (await this.#frozen()).find((entry) => entry.sequence === sequence);
			if (!row) return;
			const result: MutationResult = { sequence, status: 'refused', code: refusal.code, path: refusal.path };
			const reply = { results: [result], changes: [] };
			await changeRecords(this.#disk, [{ owner: this.owner, id: row.recordId }], ([record]) => ({
				...applyTo(record!, reply, clock.nowMs()),
				also: () => this.#unfreezeFrom(sequence),
			}));
		});
	}

	/** Makes frozen entries waiting again; their numbers were never taken by the server. */
	async unfreeze(): Promise<void> {
		const { db } = this.#disk;
		await onDisk(db, async () => {
			const first = (await this.#frozen())[0]?.sequence ?? null;
			if (first === null) return;
			await db.transaction('rw', db.outbox, db.syncState, () => this.#unfreezeFrom(first));
		});
	}

	/**
	 * The server takes `expected` next: what was frozen is numbered from there. What it had acknowledged under that
	 * number or a later one it has forgotten: that goes again, first and in its order.
	 */
	async renumberFrom(expected: number): Promise<void> {
		await onDisk(this.#disk.db, async () => offerAgain(this.#disk, await this.#state(), expected));
	}

	/** A new device id, numbered from 1, asking for everything: after storage was copied back from an older state. */
	async renew(): Promise<void> {
		const { db } = this.#disk;
		const device = this.#newDevice();
		await onDisk(db, () =>
			db.transaction('rw', db.outbox, db.syncState, async () => {
				await this.#unfreezeFrom(1);
				await db.syncState.update(this.owner, { device, cursor: null });
			}),
		);
	}

	/** A lease on the word "sending": null ends it. */
	async setSending(untilMs: number | null): Promise<void> {
		await onDisk(this.#disk.db, () =>
			this.#disk.db.syncState.update(this.owner, { sendingUntilMs: untilMs ?? 0 }),
		);
		// While the batch is on its way, the records that its answer will change are opened; `apply` opens what is missing.
		if (untilMs === null) return;
		const ids = new Set(this.#batch.map(({ recordId }) => recordId));
		const targets = [...ids].map((id) => ({ owner: this.owner, id }));
		this.#openedAhead = openAhead(this.#disk, targets).catch(() => null);
	}

	async #unsentBeyond(all: NumberedRow[], batch: NumberedRow[]): Promise<Unsent> {
		const { db } = this.#disk;
		const sent = new Set(batch.map(({ n }) => n));
		const ids = [...new Set(all.flatMap(({ n, recordId }) => (sent.has(n) ? [] : [recordId])))];
		const files = db.document.where('owner').equals(this.owner);
		return {
			records: (await withoutNotices(db, this.owner, ids)).length,
			files: await files.filter(({ state }) => state !== 'stored').count(),
		};
	}

	async #touchedBy(reply: ExchangeReply): Promise<string[]> {
		const numbers = new Set(reply.results.map((result) => result.sequence));
		const batch = new Set(this.#batch.map((row) => row.sequence));
		const isOfBatch = reply.results.every(({ sequence }) => batch.has(sequence));
		const frozen = isOfBatch ? this.#batch : await this.#frozen();
		const settled = frozen.filter((row) => numbers.has(row.sequence!));
		const viewed = reply.changes.filter((change) => change.kind !== 'order');
		return [...new Set([...settled.map((row) => row.recordId), ...viewed.map((change) => change.id)])];
	}

	async #frozen(): Promise<NumberedRow[]> {
		const { db } = this.#disk;
		return db.transaction('r', db.outbox, db.syncState, async () =>
			contiguous(
				await numbersOf(db, this.owner, await db.outbox.where('owner').equals(this.owner).toArray()),
			),
		);
	}

	async #unfreezeFrom(next: number): Promise<void> {
		await this.#disk.db.syncState.update(this.owner, { nextSequence: next, frozen: null });
	}

	async #arrived(
		{ cursor, changes, moment }: ExchangeReply,
		{ told, isGap, settled }: { told: string[]; isGap: boolean; settled: number[] },
	): Promise<void> {
		const { db, clock } = this.#disk;
		const { pulled, frozen } = (await db.syncState.get(this.owner)) ?? {};
		const ids = [...changes.map(({ id }) => id), ...told];
		const gone = new Set(settled);
		await db.syncState.update(this.owner, {
			cursor: isGap ? null : cursor,
			lastSyncAtMs: clock.nowMs(),
			sendingUntilMs: 0,
			...(pulled ? { pulled: { ...pulled, ids: [...pulled.ids, ...ids] } } : {}),
			...(frozen?.ns.every((n) => gone.has(n)) ? { frozen: null } : {}),
		});
		await forgetOld(this.#disk, moment.serverTimeMs);
	}

	#newDevice(): string {
		return newId(this.#disk.clock, this.#disk.random);
	}

	async #state(): Promise<SyncStateRow> {
		const { db } = this.#disk;
		const fresh: SyncStateRow = {
			owner: this.owner,
			device: this.#newDevice(),
			nextSequence: 1,
			cursor: null,
			lastSyncAtMs: null,
			sendingUntilMs: 0,
		};
		return db.transaction('rw', db.syncState, async () => {
			const held = await db.syncState.get(this.owner);
			if (!held) await db.syncState.add(fresh);
			return held ?? fresh;
		});
	}
}
