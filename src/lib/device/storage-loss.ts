/*
 * The browser may clear its storage under a running app: by hand, by a cleaning tool, by a phone that is full.
 * What is opened afterwards is empty, and the keys still in memory would seal into it what nobody can open
 * again. So a mark is left in the database, and where it is gone after a connection was closed, every further
 * command is refused until the page is opened anew.
 */
import { RefusalError } from '#shared/errors/refusal.ts';
import type { Random } from '#shared/std/clock.ts';
import type { CampusCoverDb } from './schema.ts';

const markName = 'installation';

export class StorageLoss {
	readonly #db: CampusCoverDb;
	readonly #listeners: (() => void)[] = [];
	#mark: string | null = null;
	#random: Random | null = null;
	#isLost: Promise<boolean> = Promise.resolve(false);
	/** Looking closes and opens the database too: what it sets off itself is no reason to look again. */
	#isLooking = false;
	#isEnded = false;

	constructor(db: CampusCoverDb) {
		this.#db = db;
		db.on('close', () => this.#look());
		db.on('versionchange', () => this.#look());
	}

	/** Leaves the mark, or finds it. Where the disk is too full for it, each command tries again. */
	async begin(random: Random): Promise<void> {
		this.#random = random;
		const { meta } = this.#db;
		const fresh = [...random.bytes(16)].join('-');
		this.#mark = await this.#db
			.transaction('rw', meta, async () => {
				const held = await meta.get(markName);
				if (!held) await meta.add({ name: markName, value: fresh });
				return held ? String(held.value) : fresh;
			})
			.catch(() => null);
	}

	/** Rejects with RefusalError `device.storage-lost` once the storage was cleared. */
	async refuseWhenLost(): Promise<void> {
		if (await this.#isLost) throw new RefusalError({ code: 'device.storage-lost' });
		if (this.#mark === null && this.#random && !this.#isEnded) await this.begin(this.#random);
	}

	onLost(listener: () => void): void {
		this.#listeners.push(listener);
	}

	/** The database is let go of for good: nothing opens it to look. */
	end(): void {
		this.#isEnded = true;
	}

	#look(): void {
		if (this.#mark === null || this.#isLooking || this.#isEnded) return;
		this.#isLooking = true;
		// Twice: what is cleared during the first look says so by an event that is taken for the look's own.
		this.#isLost = this.#isLost.then(
			async (wasLost) => wasLost || !(await this.#isMarked()) || !(await this.#isMarked()),
		);
		void this.#isLost.then((isLost) => {
			this.#isLooking = false;
			if (isLost) for (const listener of this.#listeners.splice(0)) listener();
		});
	}

	async #isMarked(): Promise<boolean> {
		if (this.#isEnded) return true;
		try {
			// A deletion waits for this connection to close; what is opened then is what is left.
			this.#db.close({ disableAutoOpen: false });
			await this.#db.open();
			return (await this.#db.meta.get(markName))?.value === this.#mark;
		} catch {
			// Not to be opened is not cleared: the command that meets it says what it met.
			return true;
		}
	}
}
