import type { RosterOverview } from '#shared/protocol/roster.ts';
import { Question } from '../question.svelte.ts';
import type { RosterPort } from './ports.ts';

const againMs = 1_500;

/** What there is of a roster; followed while the server still matches students. */
export class RosterDesk {
	readonly #port: RosterPort;
	readonly overview = new Question<RosterOverview>();
	#timer: ReturnType<typeof setTimeout> | undefined;

	constructor(port: RosterPort) {
		this.#port = port;
	}

	async load(): Promise<void> {
		clearTimeout(this.#timer);
		await this.overview.ask(() => this.#port.overview());
		if ((this.overview.value?.waiting ?? 0) > 0) this.#timer = setTimeout(() => void this.load(), againMs);
	}

	stop(): void {
		clearTimeout(this.#timer);
	}
}
