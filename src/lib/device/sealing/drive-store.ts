/*
 * What a volunteer enters at a drive. A form is under the vault's key while it is filled in, and nothing of it is sent. Handing
 * it over is one transaction:
 *
 *   the form's row goes  │  a stub comes, with what is sealed for the school  │  so does the outbox entry
 *
 * What is sealed stays beside its stub until the server has it, should the outbox lose it.
 */
import { RefusalError } from '#shared/errors/refusal.ts';
import type { DriveKit } from '#shared/protocol/drive.ts';
import type { Mutation } from '#shared/protocol/mutation.ts';
import type { DriveDraft, SealedDraft } from '#shared/protocol/sealed-draft.ts';
import { newId } from '#shared/std/id.ts';
import type { Disk } from '../disk.ts';
import { applyEdit, localView, newDraft } from '../draft.ts';
import { onDisk } from '../failures.ts';
import type { PresentOwner } from '../present-owner.ts';
import { sealOutbox } from '../record-change.ts';
import type { DriveDraftRow, StubRow } from '../schema.ts';
import { seal, unlessSpoiled, unseal, type Place } from '../seal.ts';
import type { OwnerId } from '../types.ts';
import type { DeviceVault, VaultKeys } from '../vault/vault-store.ts';
import { watchRows } from '../watch.ts';
import {
	finalDraft,
	markOf,
	stubOf,
	type DriveDraftContent,
	type DriveEdit,
	type LocalDriveDraft,
	type LocalStub,
	type StubContent,
} from './drive-draft.ts';
import { sealDraft } from './seal-draft.ts';

/** A drive as this phone holds it; stubs are the newest first. */
export interface LocalDrive {
	drafts: LocalDriveDraft[];
	stubs: LocalStub[];
}

type Confirmation = DriveDraft['confirmation'];
type Kept = { row: DriveDraftRow; content: DriveDraftContent };

const draftPlace = (row: { id: string; owner: OwnerId }): Place => ['driveDraft', row.id, row.owner];
const stubPlace = (row: { id: string; owner: OwnerId }): Place => ['stub', row.id, row.owner];

/**
 * Every command rejects with RefusalError `device.vault-locked` or `device.lease-over` while the vault is not open, and
 * writes all of what it says, or nothing.
 */
export class DeviceDrives {
	readonly #disk: Disk;
	readonly #present: PresentOwner;
	readonly #vault: DeviceVault;
	/** Stubs are small and many: each is opened once. */
	readonly #opened = new Map<string, StubContent>();
	#tail: Promise<unknown> = Promise.resolve();

	constructor(disk: Disk, present: PresentOwner, vault: DeviceVault) {
		this.#disk = disk;
		this.#present = present;
		this.#vault = vault;
		vault.onChange(() => this.#opened.clear());
	}

	/** RefusalError `enrollment.wrong-state` where the drive is over, or not this volunteer's any more. */
	begin(driveId: string, college: string): Promise<LocalDriveDraft> {
		const { clock, random, db } = this.#disk;
		return this.#inTurn(async (keys) => {
			const { drive } = await this.#activeKit(keys.owner, driveId);
			const { schemeId, schoolCode } = drive;
			const draft = newDraft({ schemeId, schoolCode }, clock.nowMs());
			const at = { owner: keys.owner, id: newId(clock, random), driveId };
			const content = { college, schoolConfirmed: false, draft };
			const row = await this.#sealedDraft(keys, { ...at, revision: 1 }, content);
			await db.driveDraft.add(row);
			return toLocal(row, content);
		});
	}

	get(id: string): Promise<LocalDriveDraft> {
		return onDisk(this.#disk.db, async () => {
			const { row, content } = await this.#read(await this.#vault.keys(), id);
			return toLocal(row, content);
		});
	}

	/** RefusalError `request.not-found` where it was handed over meanwhile. */
	edit(id: string, { college, schoolConfirmed, ...edit }: DriveEdit): Promise<LocalDriveDraft> {
		const { clock, db } = this.#disk;
		return this.#inTurn(async (keys) => {
			const { row, content } = await this.#read(keys, id);
			const changed: DriveDraftContent = {
				college: college ?? content.college,
				schoolConfirmed: schoolConfirmed ?? content.schoolConfirmed,
				draft: applyEdit(content.draft, edit, clock.nowMs()).draft,
			};
			const next = await this.#sealedDraft(keys, { ...row, revision: row.revision + 1 }, changed);
			await db.transaction('rw', db.driveDraft, async () => {
				await this.#refuseIfChanged(row);
				await db.driveDraft.put(next);
			});
			return toLocal(next, changed);
		});
	}

	/** A form that was begun for nothing: the student went away. */
	remove(id: string): Promise<void> {
		return this.#inTurn((keys) => this.#disk.db.driveDraft.delete([keys.owner, id]));
	}

	/** Stubs of the same student on this phone, by the keyed hash alone. */
	sameStudent(id: string): Promise<LocalStub[]> {
		const { db } = this.#disk;
		return onDisk(db, async () => {
			const keys = await this.#vault.keys();
			const { row } = await this.#read(keys, id);
			if (row.mark === '') return [];
			const rows = await db.stub.where('[owner+mark]').equals([keys.owner, row.mark]).toArray();
			return this.#openStubs(keys, rows);
		});
	}

	/**
	 * Seals the form for the school and puts it on its way. RefusalError `enrollment.consent-missing`,
	 * `enrollment.wrong-state`, `request.client-too-old`, `device.storage-full`: then the form is as it was.
	 */
	handOver(id: string, confirmation: Confirmation): Promise<LocalStub> {
		const { db, clock, random } = this.#disk;
		return this.#inTurn(async (keys) => {
			const { row, content } = await this.#read(keys, id);
			const { owner, driveId, mark } = row;
			const kit = await this.#activeKit(owner, driveId);
			const atMs = clock.nowMs();
			const sealed = await sealDraft(await finalDraft(content, confirmation, atMs), id, kit.key);
			const stub: StubRow = {
				...{ owner, id, driveId, mark, sealedAtMs: atMs },
				...{ state: 'sealed', code: null, serverState: null },
				...(await seal(keys.data, stubPlace(row), stubOf(content), random)),
			};
			const entry = await sealOutbox(this.#disk, owner, handOverOf(stub, kit, sealed));
			const tables = [db.driveDraft, db.stub, db.sealedDraft, db.outbox];
			await db.transaction('rw', tables, async () => {
				await this.#refuseIfChanged(row);
				await db.driveDraft.delete([owner, id]);
				await db.stub.add(stub);
				await db.sealedDraft.add({ owner, id, driveId, sealed });
				await db.outbox.add(entry);
			});
			return toStub(stub, stubOf(content));
		});
	}

	/**
	 * Puts on its way again what is sealed here and waits nowhere: the outbox lost it with bits of the disk, or, by
	 * `refusedId`, the server refused it and a person wants it tried again.
	 */
	sendAgain(refusedId?: string): Promise<void> {
		const { db } = this.#disk;
		return this.#inTurn(async ({ owner }) => {
			// By their keys alone: there may be thousands, and none of them lost.
			const sealed = await db.stub.where('[owner+state]').equals([owner, 'sealed']).primaryKeys();
			const queue = db.outbox.where('[owner+recordId]').between([owner, ''], [owner, '\uffff']);
			const waiting = new Set((await queue.keys()).map((key) => (key as unknown as [OwnerId, string])[1]));
			const lost = sealed.map(([, id]) => id).filter((id) => !waiting.has(id));
			for (const id of refusedId === undefined ? lost : [...lost, refusedId]) await this.#resend(owner, id);
		});
	}

	/** Calls at once and after every change, in any tab, while the vault is open. Returns how to stop. */
	watch(driveId: string, onChange: (drive: LocalDrive) => void): () => void {
		const { db } = this.#disk;
		const query = async () => {
			const at = [await this.#present.owner(), driveId];
			const [drafts, stubs] = await Promise.all([
				db.driveDraft.where('[owner+driveId]').equals(at).toArray(),
				db.stub.where('[owner+driveId]').equals(at).toArray(),
			]);
			return { drafts, stubs };
		};
		const open = async ({ drafts, stubs }: Awaited<ReturnType<typeof query>>): Promise<LocalDrive> => {
			const keys = await this.#vault.keys();
			const opened = await Promise.all(
				drafts.map(async (row) => {
					const content = await unlessSpoiled(unseal<DriveDraftContent>(keys.data, draftPlace(row), row));
					return content ? [toLocal(row, content)] : [];
				}),
			);
			return { drafts: opened.flat(), stubs: await this.#openStubs(keys, stubs) };
		};
		return watchRows(query, open, onChange);
	}

	async #resend(owner: OwnerId, id: string): Promise<void> {
		const { db } = this.#disk;
		const [stub, kept] = await Promise.all([db.stub.get([owner, id]), db.sealedDraft.get([owner, id])]);
		const row = stub && (await db.driveKit.get([owner, stub.driveId]));
		if (!row || !kept) return;
		const entry = await sealOutbox(this.#disk, owner, handOverOf(stub, row.kit, kept.sealed));
		await db.transaction('rw', db.stub, db.outbox, async () => {
			const waiting = await db.outbox.where('[owner+recordId]').equals([owner, id]).count();
			if (waiting > 0 || (await db.stub.get([owner, id]))?.state !== stub.state) return;
			await db.outbox.add(entry);
			await db.stub.update([owner, id], { state: 'sealed', code: null });
		});
	}

	async #activeKit(owner: OwnerId, driveId: string): Promise<DriveKit> {
		const row = await this.#disk.db.driveKit.get([owner, driveId]);
		if (row?.kit.state !== 'active') throw new RefusalError({ code: 'enrollment.wrong-state' });
		return row.kit;
	}

	async #read(keys: VaultKeys, id: string): Promise<Kept> {
		const row = await this.#disk.db.driveDraft.get([keys.owner, id]);
		const content = row && (await unlessSpoiled(unseal<DriveDraftContent>(keys.data, draftPlace(row), row)));
		if (!row || !content) throw new RefusalError({ code: 'request.not-found' });
		return { row, content };
	}

	async #sealedDraft(
		keys: VaultKeys,
		{ owner, id, driveId, revision }: Pick<DriveDraftRow, 'owner' | 'id' | 'driveId' | 'revision'>,
		content: DriveDraftContent,
	): Promise<DriveDraftRow> {
		const at = { owner, id, driveId, revision, mark: await markOf(keys.mark, content.draft.fields) };
		return { ...at, ...(await seal(keys.data, draftPlace(at), content, this.#disk.random)) };
	}

	/** Call inside a transaction: another tab may have written since. */
	async #refuseIfChanged({ owner, id, revision }: DriveDraftRow): Promise<void> {
		const now = await this.#disk.db.driveDraft.get([owner, id]);
		if (now?.revision !== revision) throw new RefusalError({ code: 'request.not-found' });
	}

	async #openStubs(keys: VaultKeys, rows: StubRow[]): Promise<LocalStub[]> {
		const stubs = await Promise.all(rows.map(async (row) => toStub(row, await this.#openStub(keys, row))));
		return stubs.sort((a, b) => b.sealedAtMs - a.sealedAtMs);
	}

	/** A stub that lost bits still counts. */
	async #openStub(keys: VaultKeys, row: StubRow): Promise<StubContent> {
		const held = this.#opened.get(row.id);
		if (held) return held;
		const content = await unlessSpoiled(unseal<StubContent>(keys.data, stubPlace(row), row));
		if (content) this.#opened.set(row.id, content);
		return content ?? { initial: '', college: '' };
	}

	/** One after another within a tab, each with the vault's keys. */
	#inTurn<T>(work: (keys: VaultKeys) => Promise<T>): Promise<T> {
		const turn = this.#tail.then(() => onDisk(this.#disk.db, async () => work(await this.#vault.keys())));
		this.#tail = turn.catch(() => undefined);
		return turn;
	}
}

function handOverOf(
	{ id, driveId, sealedAtMs }: StubRow,
	{ assignmentId }: DriveKit,
	sealed: SealedDraft,
): Mutation {
	const body = { driveId, assignmentId, sealed };
	return { kind: 'drive.hand-over', record: id, atMs: sealedAtMs, body };
}

function toLocal(
	row: DriveDraftRow,
	{ college, schoolConfirmed, draft }: DriveDraftContent,
): LocalDriveDraft {
	const local = localView(row, draft, { order: null, progress: 'local-only' });
	return { ...local, driveId: row.driveId, college, schoolConfirmed };
}

function toStub({ id, state, code, serverState, sealedAtMs }: StubRow, content: StubContent): LocalStub {
	return { ...content, id, state, code, serverState, sealedAtMs };
}
