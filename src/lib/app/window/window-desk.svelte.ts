import type { Refusal } from '#shared/errors/refusal.ts';
import type { WindowEntry, WindowEntryInput, WindowEntryList } from '#shared/protocol/window.ts';
import { systemClock, systemRandom } from '#shared/std/clock.ts';
import { newId } from '#shared/std/id.ts';
import { Question } from '../question.svelte.ts';
import type { WindowPort } from './ports.ts';

/** Special cases at the window: one is taken down, and its receipt shown. Every act is followed by a new look. */
export class WindowDesk {
	readonly #port: () => Promise<WindowPort>;
	/** Of what is being typed: sent again, it is the same one. */
	#id = newId(systemClock, systemRandom);
	readonly question = new Question<WindowEntryList>();
	isBusy = $state(false);
	refusal = $state.raw<Refusal | null>(null);
	/** The one whose receipt is shown. */
	made = $state.raw<WindowEntry | null>(null);

	constructor(port: () => Promise<WindowPort>) {
		this.#port = port;
	}

	look(): Promise<void> {
		return this.question.ask(async () => (await this.#port()).entries());
	}

	async takeDown(said: Omit<WindowEntryInput, 'id'>): Promise<void> {
		if (this.isBusy) return;
		this.isBusy = true;
		this.refusal = null;
		const answer = await (await this.#port()).takeDown({ ...said, id: this.#id });
		this.isBusy = false;
		if (!answer.ok) {
			this.refusal = answer.error;
			return;
		}
		this.made = answer.value;
		await this.look();
	}

	show(entry: WindowEntry): void {
		this.made = entry;
	}

	/** For the next person. */
	begin(): void {
		this.#id = newId(systemClock, systemRandom);
		this.made = null;
		this.refusal = null;
	}
}
