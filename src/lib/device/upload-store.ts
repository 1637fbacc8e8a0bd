/** What the uploader asks of storage, for one owner. Shaped as `lib/sync/upload-ports.ts` wants it; boot joins the two. */
import { liveQuery } from 'dexie';
import { hashesOf } from '#shared/domain/claim/claim.ts';
import type { ErrorCode } from '#shared/errors/error-codes.ts';
import { RefusalError } from '#shared/errors/refusal.ts';
import type { ClaimDraft } from './claim-draft.ts';
import { handIn } from './claim-store.ts';
import type { Disk } from './disk.ts';
import { arrivedHashes } from './document-rows.ts';
import { readBytes } from './document-store.ts';
import { onDisk } from './failures.ts';
import { OpenedRows } from './opened-rows.ts';
import { changeRecords, type Changes, type OpenedRecord } from './record-change.ts';
import { recordsOfKind } from './records-of-kind.ts';
import type { DocumentRow } from './schema.ts';
import type { OwnerId } from './types.ts';

type Known = OpenedRecord & { claim: ClaimDraft };

export class UploadStore {
	readonly #disk: Disk;
	readonly #owner: OwnerId;
	readonly #opened: OpenedRows;

	constructor(disk: Disk, owner: OwnerId) {
		this.#disk = disk;
		this.#owner = owner;
		this.#opened = new OpenedRows(disk);
	}

	/**
	 * The file to send next, apart from those under way: what a submission waits for, the longest waiting one
	 * first, in the order of its papers; then the rest, oldest first. Null when nothing is left to send.
	 */
	next(underWay: ReadonlySet<string>): Promise<{ hash: string; size: number; sentBytes: number } | null> {
		return onDisk(this.#disk.db, async () => {
			const { db } = this.#disk;
			const rows = await db.document.where('owner').equals(this.#owner).toArray();
			const waiting = new Map(
				rows
					.filter((row) => row.state === 'waiting' && !underWay.has(row.hash))
					.map((row) => [row.hash, row]),
			);
			if (waiting.size === 0) return null;
			const claims = (await this.#claims()).map(({ draft }) => draft);
			const submitted = claims
				.filter(({ submission }) => submission !== null)
				.sort((a, b) => a.submission!.atMs - b.submission!.atMs);
			const named = new Set(claims.flatMap(({ documents }) => hashesOf(documents)));
			const rest = [...waiting.values()].sort((a, b) => a.addedAtMs - b.addedAtMs).map(({ hash }) => hash);
			const order = [...submitted.flatMap(({ documents }) => hashesOf(documents)), ...rest];
			const hash = order.find((one) => waiting.has(one) && named.has(one));
			const row = hash === undefined ? undefined : waiting.get(hash);
			return row ? { hash: row.hash, size: row.size, sentBytes: row.sentBytes } : null;
		});
	}

	/** One file, and how far it is as the server said last. Rejects with RefusalError `device.document-missing`. */
	file(hash: string): Promise<{ hash: string; size: number; sentBytes: number }> {
		return onDisk(this.#disk.db, async () => {
			const row = await this.#disk.db.document.get([this.#owner, hash]);
			if (!row) throw new RefusalError({ code: 'device.document-missing' });
			return { hash, size: row.size, sentBytes: row.sentBytes };
		});
	}

	/** Rejects with RefusalError `device.document-missing`. */
	read(hash: string, from: number, to: number): Promise<Uint8Array<ArrayBuffer>> {
		return onDisk(this.#disk.db, async () => {
			const row = await this.#disk.db.document.get([this.#owner, hash]);
			if (!row) throw new RefusalError({ code: 'device.document-missing' });
			return readBytes(this.#disk, row, from, to);
		});
	}

	sent(hash: string, sentBytes: number): Promise<void> {
		return this.#update(hash, { sentBytes });
	}

	async stored(hash: string): Promise<void> {
		const row = await this.#disk.db.document.get([this.#owner, hash]);
		await this.#update(hash, { state: 'stored', code: null, sentBytes: row?.size ?? 0 });
	}

	refused(hash: string, code: ErrorCode): Promise<void> {
		return this.#update(hash, { state: 'refused', code });
	}

	/** Puts into the outbox each submission whose files have all arrived. How many; a repeat finds none. */
	release(): Promise<number> {
		return onDisk(this.#disk.db, async () => {
			let count = 0;
			for (const { id, draft } of await this.#claims()) {
				if (!draft.submission || draft.submission.isQueued) continue;
				const target = { owner: this.#owner, id };
				const changed = await changeRecords(this.#disk, [target], ([record]) => this.#released(record!));
				if (changed.outbox) count += 1;
			}
			return count;
		});
	}

	/** Calls at once and whenever there may be something to send. Returns how to stop. */
	watch(onWork: () => void): () => void {
		const { db } = this.#disk;
		let last = '';
		const subscription = liveQuery(async () => {
			const rows = await db.document.where('owner').equals(this.#owner).toArray();
			const records = await recordsOfKind(db, this.#owner, 'claim');
			const claims = records.map((row) => `${row.id}:${row.revision}`);
			const waiting = rows.filter(({ state }) => state === 'waiting').map(({ hash }) => hash);
			return waiting.length === 0 && claims.length === 0 ? '' : [...waiting, ...claims].join();
		}).subscribe({
			next: (print) => {
				if (print === last) return;
				last = print;
				onWork();
			},
			error: () => undefined,
		});
		return () => subscription.unsubscribe();
	}

	async #released(record: OpenedRecord): Promise<Changes> {
		const { claim } = record;
		if (!claim?.submission || claim.submission.isQueued || record.removed) return {};
		const arrived = await arrivedHashes(this.#disk, this.#owner, claim);
		const isComplete = hashesOf(claim.documents).every((hash) => arrived.has(hash));
		return isComplete ? handIn(record as Known, claim.submission) : {};
	}

	async #claims(): Promise<{ id: string; draft: ClaimDraft }[]> {
		const rows = await recordsOfKind(this.#disk.db, this.#owner, 'claim');
		const claims = rows.filter(({ removed }) => removed === 0);
		const opened = await this.#opened.openAll<ClaimDraft>(claims);
		return opened.map(({ row, value }) => ({ id: row.id, draft: value }));
	}

	async #update(hash: string, change: Partial<DocumentRow>): Promise<void> {
		await onDisk(this.#disk.db, () => this.#disk.db.document.update([this.#owner, hash], change));
	}
}
