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
import type { DriveDraft } from '#shared/protocol/sealed-draft.ts';
import { newId } from '#shared/std/id.ts';
import type { Disk } from '../disk.ts';
import { applyEdit, localView, newDraft } from '../draft.ts';
import { onDisk } from '../failures.ts';
import type { PresentOwner } from '../present-owner.ts';
import { sealOutbox } from '../record-change.ts';
import type { DriveDraftRow, StubRow } from '../schema.ts';
import { seal, unlessSpoiled, unseal } from '../seal.ts';
import type { OwnerId } from '../types.ts';
import type { DeviceVault, VaultKeys } from '../vault/vault-store.ts';
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
import { formLine, isSameLine, sealedLineOf } from './drive-lines.ts';
import { DrivePages } from './drive-pages.ts';
import { draftPlace, stubPlace } from './drive-places.ts';
import { watchDrive, watchStandings, type LocalDrive, type StubStanding } from './drive-watch.ts';
import { handOverOf, sendLost } from './send-again.ts';
import { DriveRoster } from './roster-store.ts';
import { sealDraft } from './seal-draft.ts';

type Confirmation = DriveDraft['confirmation'];
type Kept = { row: DriveDraftRow; content: DriveDraftContent };

/**
 * Every command rejects with RefusalError `device.vault-locked` or `device.lease-over` while the vault is not open, and
 * writes all of what it says, or nothing.
 */
export class DeviceDrives {
	readonly #disk: Disk;
	readonly #present: PresentOwner;
	readonly #vault: DeviceVault;
	readonly #pages: DrivePages;
	/** Whom the school gave to drives. */
	readonly roster: DriveRoster;
	#tail: Promise<unknown> = Promise.resolve();

	constructor(disk: Disk, present: PresentOwner, vault: DeviceVault) {
		this.#disk = disk;
		this.#present = present;
		this.#vault = vault;
		this.#pages = new DrivePages(disk);
		this.roster = new DriveRoster(disk, vault);
		vault.onChange(() => this.#pages.forget());
	}

	/** RefusalError `enrollment.wrong-state` where the drive is over, or not this volunteer's any more. */
	begin(driveId: string, college: string, rosterId?: string): Promise<LocalDriveDraft> {
		const { clock, random, db } = this.#disk;
		return this.#inTurn(async (keys) => {
			const { drive } = await this.#activeKit(keys.owner, driveId);
			const { schemeId, schoolCode } = drive;
			const draft = newDraft({ schemeId, schoolCode }, clock.nowMs());
			const at = { owner: keys.owner, id: newId(clock, random), driveId };
			const roster = rosterId === undefined ? {} : { rosterId };
			const content: DriveDraftContent = { college, schoolConfirmed: false, ...roster, draft };
			const row = await this.#sealedDraft(keys, { ...at, revision: 1 }, content);
			const writeLine = await this.#pages.change(keys, driveId, at.id, formLine(at.id, content));
			await db.transaction('rw', db.driveDraft, db.drivePage, async () => {
				await db.driveDraft.add(row);
				await writeLine();
			});
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
	edit(id: string, { college, schoolConfirmed, rosterId, ...edit }: DriveEdit): Promise<LocalDriveDraft> {
		const { clock, db } = this.#disk;
		return this.#inTurn(async (keys) => {
			const { row, content } = await this.#read(keys, id);
			const changed: DriveDraftContent = {
				...content,
				...(rosterId === undefined ? {} : { rosterId }),
				college: college ?? content.college,
				schoolConfirmed: schoolConfirmed ?? content.schoolConfirmed,
				draft: applyEdit(content.draft, edit, clock.nowMs()).draft,
			};
			const next = await this.#sealedDraft(keys, { ...row, revision: row.revision + 1 }, changed);
			const line = formLine(id, changed);
			// Most fields stand in no list.
			const isListed = isSameLine(formLine(id, content), line);
			const writeLine = isListed ? null : await this.#pages.change(keys, row.driveId, id, line);
			await db.transaction('rw', db.driveDraft, db.drivePage, async () => {
				await this.#refuseIfChanged(row);
				await db.driveDraft.put(next);
				await writeLine?.();
			});
			return toLocal(next, changed);
		});
	}

	/** A form that was begun for nothing: the student went away. */
	remove(id: string): Promise<void> {
		const { db } = this.#disk;
		return this.#inTurn(async (keys) => {
			const row = await db.driveDraft.get([keys.owner, id]);
			if (!row) return;
			const writeLine = await this.#pages.change(keys, row.driveId, id, null);
			await db.transaction('rw', db.driveDraft, db.drivePage, async () => {
				await db.driveDraft.delete([keys.owner, id]);
				await writeLine();
			});
		});
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
			const line = sealedLineOf(id, content, atMs);
			const writeLine = await this.#pages.change(keys, driveId, id, line);
			const tables = [db.driveDraft, db.stub, db.sealedDraft, db.outbox, db.drivePage];
			await db.transaction('rw', tables, async () => {
				await this.#refuseIfChanged(row);
				await db.driveDraft.delete([owner, id]);
				await db.stub.add(stub);
				await db.sealedDraft.add({ owner, id, driveId, sealed });
				await db.outbox.add(entry);
				await writeLine();
			});
			return toStub(stub, stubOf(content));
		});
	}

	/**
	 * Puts on its way again what is sealed here and waits nowhere: the outbox lost it with bits of the disk, or, by
	 * `refusedId`, the server refused it and a person wants it tried again.
	 */
	sendAgain(refusedId?: string): Promise<void> {
		return this.#inTurn(({ owner }) => sendLost(this.#disk, owner, refusedId));
	}

	/** Calls at once and after every change, in any tab, while the vault is open. Returns how to stop. */
	watch(driveId: string, onChange: (drive: LocalDrive) => void): () => void {
		const at = async () => ({ owner: await this.#present.owner(), driveId });
		return watchDrive({ disk: this.#disk, pages: this.#pages, keys: () => this.#vault.keys() }, at, onChange);
	}

	/** How far these are that were sealed: a list asks for what it draws. */
	watchStandings(ids: string[], onChange: (byId: Map<string, StubStanding>) => void): () => void {
		return watchStandings(this.#disk, () => this.#present.owner(), ids, onChange);
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

	async #openStub(keys: VaultKeys, row: StubRow): Promise<StubContent> {
		const content = await unlessSpoiled(unseal<StubContent>(keys.data, stubPlace(row), row));
		return content ?? { initial: '', college: '' };
	}

	/** One after another within a tab, each with the vault's keys. */
	#inTurn<T>(work: (keys: VaultKeys) => Promise<T>): Promise<T> {
		const turn = this.#tail.then(() => onDisk(this.#disk.db, async () => work(await this.#vault.keys())));
		this.#tail = turn.catch(() => undefined);
		return turn;
	}
}

function toLocal(
	row: DriveDraftRow,
	{ college, schoolConfirmed, rosterId, draft }: DriveDraftContent,
): LocalDriveDraft {
	const local = localView(row, draft, { order: null, progress: 'local-only' });
	return { ...local, driveId: row.driveId, college, schoolConfirmed, rosterId: rosterId ?? null };
}

function toStub({ id, state, code, serverState, sealedAtMs }: StubRow, content: StubContent): LocalStub {
	return { ...content, id, state, code, serverState, sealedAtMs };
}
