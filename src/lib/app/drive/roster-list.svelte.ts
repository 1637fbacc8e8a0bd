import { untrack } from 'svelte';
import type { LocalRosterStudent } from '#lib/device/sealing/roster-store.ts';
import { RefusalError } from '#shared/errors/refusal.ts';
import type { DriveKit } from '#shared/protocol/drive.ts';
import type { VolunteerPort } from './ports.ts';

/** `none`: the school gave this drive no list. `missing`: it gave one, which is not on this phone yet. */
type RosterState = 'none' | 'taking' | 'here' | 'missing';

/** The school's own list of a drive's students, as this phone has it; taken from the server where it has not. */
export class RosterList {
	state = $state<RosterState>('none');
	students = $state.raw<LocalRosterStudent[]>([]);
	readonly #port: VolunteerPort;

	constructor(port: VolunteerPort) {
		this.#port = port;
	}

	/**
	 * Call it with each kit that is heard of: another list is taken, one that was taken back is let go. An effect that calls it hears of no
	 * state of its own: one that could not be taken would be asked for without end.
	 */
	async load(kit: DriveKit): Promise<void> {
		if (!kit.roster) {
			[this.state, this.students] = ['none', []];
			return;
		}
		if (untrack(() => this.state) === 'taking' || (await this.#read(kit.drive.id))) return;
		await this.take(kit);
	}

	/** Anew from the server: who is settled by now is told with it. */
	async take({ drive: { id } }: DriveKit): Promise<void> {
		this.state = 'taking';
		const taken = await this.#port.takeRoster(id);
		this.state = 'missing';
		if (taken.ok) await this.#read(id);
		else if (this.students.length > 0) this.state = 'here';
	}

	async #read(driveId: string): Promise<boolean> {
		const students = await this.#port.drives.roster.students(driveId).catch((error: unknown) => {
			// Locked meanwhile: nothing of it is shown then.
			if (error instanceof RefusalError) return null;
			throw error;
		});
		if (students) [this.state, this.students] = ['here', students];
		return students !== null;
	}
}
