import type { NoticeView } from '#shared/protocol/view.ts';
import type { Disk } from './disk.ts';
import { onDisk } from './failures.ts';
import { OpenedRows } from './opened-rows.ts';
import type { PresentOwner } from './present-owner.ts';
import { changeRecords, type Changes, type OpenedRecord } from './record-change.ts';
import { recordsOfKind } from './records-of-kind.ts';
import type { RecordRow } from './schema.ts';
import type { NoticeStore, OwnerId } from './types.ts';
import { watchRows } from './watch.ts';

interface OwnerNotices {
	owner: OwnerId;
	rows: RecordRow[];
}

/** Marks on the phone and for the server at once; what is read already, or not here, is passed over. */
function read(records: OpenedRecord[], atMs: number): Changes {
	const unread = records.flatMap(({ owner, id, notice }) =>
		notice?.readAtMs === null ? [{ owner, id, notice }] : [],
	);
	return {
		views: unread.map(({ owner, id, notice }) => ({
			owner,
			id,
			kind: 'notice',
			view: { ...notice, readAtMs: atMs },
		})),
		outbox: {
			add: unread.map(({ owner, id }) => ({
				owner,
				mutation: { kind: 'notice.read', record: id, atMs, body: {} },
			})),
		},
	};
}

/** What whoever is at the phone was told. */
export class DeviceNotices implements NoticeStore {
	readonly #disk: Disk;
	readonly #present: PresentOwner;
	readonly #opened: OpenedRows;

	constructor(disk: Disk, present: PresentOwner) {
		this.#disk = disk;
		this.#present = present;
		this.#opened = new OpenedRows(disk);
	}

	list(): Promise<NoticeView[]> {
		return onDisk(this.#disk.db, async () => this.#open(await this.#read()));
	}

	async markRead(ids: string[]): Promise<void> {
		await onDisk(this.#disk.db, async () => {
			const owner = await this.#present.owner();
			const targets = ids.map((id) => ({ owner, id }));
			await changeRecords(this.#disk, targets, (records) => read(records, this.#disk.clock.nowMs()));
		});
	}

	watchList(onChange: (notices: NoticeView[]) => void): () => void {
		return watchRows(
			() => this.#read(),
			(found) => this.#open(found),
			onChange,
		);
	}

	async #read(): Promise<OwnerNotices> {
		const owner = await this.#present.owner();
		return { owner, rows: await recordsOfKind(this.#disk.db, owner, 'notice') };
	}

	async #open({ owner, rows }: OwnerNotices): Promise<NoticeView[]> {
		this.#opened.keepOnly(owner);
		const notices = (await this.#opened.openAll<NoticeView>(rows)).map(({ value }) => value);
		return notices.sort((a, b) => b.atMs - a.atMs || (a.id < b.id ? 1 : -1));
	}
}
