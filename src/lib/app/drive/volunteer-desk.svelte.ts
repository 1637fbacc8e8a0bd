import { createContext } from 'svelte';
import type { LocalRosterStudent } from '#lib/device/sealing/roster-store.ts';
import type { VaultStatus } from '#lib/device/vault/vault-look.ts';
import { RefusalError, type Refusal } from '#shared/errors/refusal.ts';
import type { DriveKit } from '#shared/protocol/drive.ts';
import { IdleLock } from './idle-lock.ts';
import type { VolunteerPort } from './ports.ts';

/** How often the vault looks at the clocks while it is open. */
const lookMs = 30_000;
/** A write that hangs keeps no vault open. */
const keepFirstMs = 2_000;

const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** What the screens of a volunteer share: whether the vault is open, and which drives there are. */
export class VolunteerDesk {
	readonly port: VolunteerPort;
	/** Undefined until the device has answered. */
	status = $state.raw<VaultStatus | undefined>(undefined);
	kits = $state.raw<DriveKit[]>([]);
	/** Why the last command about the vault was refused. */
	refusal = $state.raw<Refusal | null>(null);
	isBusy = $state(false);
	/** Offered for the next student. */
	lastCollege = '';
	lastWitness = '';
	#isOpening = false;
	#keeping: (() => Promise<unknown>)[] = [];
	readonly #idle = new IdleLock(() => void this.lock());

	constructor(port: VolunteerPort) {
		this.port = port;
	}

	/** Looks, asks the server, and locks when the page is left. Returns how to stop, which locks. */
	start(): () => void {
		const changed = () => {
			// Who opens it looks when that is done.
			if (!this.#isOpening) void this.look();
		};
		const stops = [this.port.vault.onChange(changed), this.#idle.watch(document)];
		const looking = setInterval(() => void this.look(), lookMs);
		void this.look();
		void this.port.contact();
		return () => {
			clearInterval(looking);
			for (const stop of stops) stop();
			void this.lock();
		};
	}

	/** Writes what must be on the device before the keys are gone. Returns how to stop. */
	keepFirst(keep: () => Promise<unknown>): () => void {
		this.#keeping = [...this.#keeping, keep];
		return () => {
			this.#keeping = this.#keeping.filter((other) => other !== keep);
		};
	}

	async look(): Promise<void> {
		await this.#trying(async () => {
			const { status, kits } = await this.port.vault.look();
			// A page is drawn anew only by what is new.
			if (!isSame(this.status, status)) this.status = status;
			if (!isSame(this.kits, kits)) this.kits = kits;
		});
	}

	/** What is typed is written first. */
	async lock(): Promise<void> {
		const kept = Promise.allSettled(this.#keeping.map((keep) => keep()));
		await Promise.race([kept, new Promise((resolve) => setTimeout(resolve, keepFirstMs))]);
		this.port.vault.lock();
		await this.look();
	}

	/** True when the vault is open; else `refusal` says why not. */
	open(passphrase: string): Promise<boolean> {
		const { vault } = this.port;
		return this.#opening(() =>
			this.status?.state === 'none' ? vault.setUp(passphrase) : vault.unlock(passphrase),
		);
	}

	/** As `open`, by what the phone's own lock guards. */
	openByPasskey(): Promise<boolean> {
		this.#idle.expectAway();
		return this.#opening(() => this.port.vault.unlockByPasskey());
	}

	async #opening(unlock: () => Promise<void>): Promise<boolean> {
		this.#isOpening = true;
		const isOpen = await this.#busyWith(() => this.#trying(unlock)).finally(() => (this.#isOpening = false));
		const { refusal } = this;
		await this.look();
		this.refusal = refusal;
		// What the outbox lost with bits of the disk is found at the first occasion; the list need not wait for it.
		if (isOpen) await this.#trying(() => this.port.drives.sendAgain());
		return isOpen;
	}

	changePassphrase(present: string, next: string): Promise<boolean> {
		return this.#changing(() => this.port.vault.changePassphrase(present, next));
	}

	addPasskey(passphrase: string): Promise<boolean> {
		return this.#changing(() => this.port.vault.addPasskey(passphrase));
	}

	removePasskey(): Promise<boolean> {
		return this.#changing(() => this.port.vault.removePasskey());
	}

	/** The phone's own question about a passkey may take the screen, and gives it back. */
	async #changing(work: () => Promise<void>): Promise<boolean> {
		this.#idle.expectAway();
		const isDone = await this.#busyWith(() => this.#trying(work));
		const { refusal } = this;
		await this.look();
		this.refusal = refusal;
		return isDone;
	}

	/** The server is asked for another lease; false: it was not reached. */
	async contact(): Promise<boolean> {
		const answer = await this.#busyWith(() => this.port.contact());
		this.refusal = answer.ok ? null : answer.error;
		return answer.ok;
	}

	/** The id of a form for the next student; null: `refusal` says why not. */
	async begin(driveId: string, student?: LocalRosterStudent): Promise<string | null> {
		let id: string | null = null;
		await this.#trying(async () => {
			const college = student?.college ?? this.lastCollege;
			id = (await this.port.drives.begin(driveId, college, student?.id)).id;
		});
		return id;
	}

	sendAgain(id: string): Promise<boolean> {
		return this.#trying(() => this.port.drives.sendAgain(id));
	}

	async #busyWith<T>(work: () => Promise<T>): Promise<T> {
		this.isBusy = true;
		try {
			return await work();
		} finally {
			this.isBusy = false;
		}
	}

	async #trying(work: () => Promise<unknown>): Promise<boolean> {
		try {
			this.refusal = null;
			await work();
			return true;
		} catch (error) {
			if (!(error instanceof RefusalError)) throw error;
			this.refusal = error.refusal;
			return false;
		}
	}
}

export const [getVolunteerDesk, setVolunteerDesk] = createContext<VolunteerDesk>();
