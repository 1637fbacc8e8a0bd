import type { Refusal } from '#shared/errors/refusal.ts';
import type { NameStaffInput, SchoolConsole } from '#shared/protocol/outcome.ts';
import { systemClock, systemRandom } from '#shared/std/clock.ts';
import { newId } from '#shared/std/id.ts';
import type { Answer } from '../app.ts';
import { Question } from '../question.svelte.ts';
import type { OutcomePort } from './outcome-ports.ts';

/** The sums of a school's roster, and whom the school has named. Every act is followed by a new look. */
export class SchoolDesk {
	readonly #port: () => Promise<OutcomePort>;
	readonly question = new Question<SchoolConsole>();
	#schemeId: string | undefined;
	isActing = $state(false);
	refusal = $state.raw<Refusal | null>(null);

	constructor(port: () => Promise<OutcomePort>) {
		this.#port = port;
	}

	look(): Promise<void> {
		return this.question.ask(async () => (await this.#port()).overview(this.#schemeId));
	}

	/** Another of the schemes of which there is a roster. */
	show(schemeId: string): Promise<void> {
		this.#schemeId = schemeId;
		return this.look();
	}

	nameStaff(named: Omit<NameStaffInput, 'id'>): Promise<boolean> {
		const input = { ...named, id: newId(systemClock, systemRandom) };
		return this.#act((port) => port.nameStaff(input));
	}

	endStaff(id: string): Promise<boolean> {
		return this.#act((port) => port.endStaff(id));
	}

	async #act(call: (port: OutcomePort) => Answer<null>): Promise<boolean> {
		if (this.isActing) return false;
		this.isActing = true;
		this.refusal = null;
		const answer = await call(await this.#port());
		if (!answer.ok) this.refusal = answer.error;
		await this.look();
		this.isActing = false;
		return answer.ok;
	}
}
