/*
 * Students of a school's roster whom it gave to a drive: on the phone under the vault's key, as long as the assignment stands. What
 * ends it (revoked, over, the lease run out, another list) takes them away, with the vault locked too.
 */
import { RefusalError } from '#shared/errors/refusal.ts';
import type { RosterStudent } from '#shared/protocol/drive-roster.ts';
import type { Disk } from '../disk.ts';
import { onDisk } from '../failures.ts';
import { pagesOf } from '../drive-rows.ts';
import type { RosterPageRow } from '../schema.ts';
import { seal, unlessSpoiled, unseal, type Place } from '../seal.ts';
import type { DeviceVault } from '../vault/vault-store.ts';
import { initialsOf } from './initials.ts';

export interface LocalRosterStudent extends RosterStudent {
	/** Of the name; of two readings both, with a space between. */
	initials: string;
}

const studentsAPage = 500;

const place = ({ owner, driveId, n, pages, version }: Omit<RosterPageRow, 'iv' | 'ciphertext'>): Place => [
	'rosterPage',
	`${driveId}/${version}/${n}/${pages}`,
	owner,
];

export class DriveRoster {
	readonly #disk: Disk;
	readonly #vault: DeviceVault;
	#opened: { driveId: string; version: string; students: LocalRosterStudent[] } | null = null;

	constructor(disk: Disk, vault: DeviceVault) {
		this.#disk = disk;
		this.#vault = vault;
		vault.onChange(() => (this.#opened = null));
	}

	/**
	 * All of a list in the place of what was here. RefusalError `device.vault-locked`, `device.lease-over`,
	 * `device.storage-full`, `request.not-found` where it is not the list that the drive has by now.
	 */
	keep(driveId: string, version: string, students: RosterStudent[]): Promise<void> {
		const { db, random } = this.#disk;
		return onDisk(db, async () => {
			const { owner, data } = await this.#vault.keys();
			const own = students.map((student): LocalRosterStudent => ({
				...student,
				initials: initialsOf(student.name),
			}));
			const pages = Math.max(1, Math.ceil(own.length / studentsAPage));
			const rows = await Promise.all(
				Array.from({ length: pages }, async (_, n): Promise<RosterPageRow> => {
					const at = { owner, driveId, n, pages, version };
					const page = own.slice(n * studentsAPage, (n + 1) * studentsAPage);
					return { ...at, ...(await seal(data, place(at), page, random)) };
				}),
			);
			await db.transaction('rw', db.driveKit, db.rosterPage, async () => {
				const kit = (await db.driveKit.get([owner, driveId]))?.kit;
				if (kit?.state !== 'active' || kit.roster?.version !== version) {
					throw new RefusalError({ code: 'request.not-found' });
				}
				await pagesOf(db.rosterPage, owner, driveId).delete();
				await db.rosterPage.bulkAdd(rows);
			});
		});
	}

	/** Null: no list, not the one that the drive has by now, or one that lost bits: it is to be taken anew. */
	students(driveId: string): Promise<LocalRosterStudent[] | null> {
		const { db } = this.#disk;
		return onDisk(db, async () => {
			const { owner, data } = await this.#vault.keys();
			const { version, rows } = await db.transaction('r', db.driveKit, db.rosterPage, async () => {
				const version = (await db.driveKit.get([owner, driveId]))?.kit.roster?.version;
				const isOpen = this.#opened?.driveId === driveId && this.#opened.version === version;
				const isToRead = version !== undefined && !isOpen;
				return { version, rows: isToRead ? await pagesOf(db.rosterPage, owner, driveId).toArray() : [] };
			});
			if (version === undefined) return null;
			if (this.#opened?.driveId === driveId && this.#opened.version === version) return this.#opened.students;
			const isWhole = rows.length > 0 && rows.length === rows[0]!.pages;
			if (!isWhole || rows.some((row) => row.version !== version)) return null;
			const opened = await Promise.all(
				rows.map((row) => unlessSpoiled(unseal<LocalRosterStudent[]>(data, place(row), row))),
			);
			if (opened.includes(null)) return null;
			const students = opened.flatMap((page) => page ?? []);
			this.#opened = { driveId, version, students };
			return students;
		});
	}
}
