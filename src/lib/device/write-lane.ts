import { RefusalError } from '#shared/errors/refusal.ts';
import type { Disk } from './disk.ts';
import { onDisk } from './failures.ts';
import type { PresentOwner } from './present-owner.ts';
import { changeRecords, type Changes, type OpenedRecord } from './record-change.ts';

/** What becomes of a record of whoever is at the phone; `atMs` is the phone's time. May reject with a RefusalError. */
type Decide = (record: OpenedRecord, atMs: number) => Changes | Promise<Changes>;

/** One write after another within a tab; across tabs `changeRecords` compares and tries again. */
export class WriteLane {
	readonly #disk: Disk;
	readonly #present: PresentOwner;
	#tail: Promise<unknown> = Promise.resolve();

	constructor(disk: Disk, present: PresentOwner) {
		this.#disk = disk;
		this.#present = present;
	}

	/** Resolves when it is on the disk. Rejects as `decide` does, or with RefusalError `device.…`: then nothing was written. */
	write(id: string, decide: Decide): Promise<void> {
		const turn = this.#tail.then(() =>
			onDisk(this.#disk.db, async () => {
				const owner = await this.#present.owner();
				const atMs = this.#disk.clock.nowMs();
				await changeRecords(this.#disk, [{ owner, id }], ([record]) => decide(record!, atMs));
			}),
		);
		this.#tail = turn.catch(() => undefined);
		return turn;
	}

	/** As `write`, and reads what stands there then. */
	async written<View>(id: string, decide: Decide, read: (id: string) => Promise<View | null>): Promise<View> {
		await this.write(id, decide);
		const view = await read(id);
		if (!view) throw new RefusalError({ code: 'request.not-found' });
		return view;
	}
}
