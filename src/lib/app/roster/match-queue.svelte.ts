import type { Refusal } from '#shared/errors/refusal.ts';
import type { Candidate, Candidates, DecideMatchInput } from '#shared/protocol/roster.ts';
import { Question } from '../question.svelte.ts';
import type { RosterPort } from './ports.ts';

/** Enrollments that may be a student's: a person says, and may take it back. */
export class MatchQueue {
	readonly #port: RosterPort;
	readonly #onchange: () => void;
	readonly list = new Question<Candidates>();
	refusal = $state.raw<Refusal | null>(null);
	/** Nothing came of the last word: somebody was first, or the enrollment is another student's. */
	wasInVain = $state(false);
	isActing = $state(false);

	constructor(port: RosterPort, onchange: () => void) {
		this.#port = port;
		this.#onchange = onchange;
	}

	load(): Promise<void> {
		return this.list.ask(() => this.#port.candidates());
	}

	async decide({ studentId, enrollmentId }: Candidate, word: DecideMatchInput['word']): Promise<void> {
		if (this.isActing) return;
		this.isActing = true;
		this.refusal = null;
		this.wasInVain = false;
		const answer = await this.#port.decide({ studentId, enrollmentId, word });
		if (answer.ok) this.wasInVain = !answer.value.isDone;
		else this.refusal = answer.error;
		await this.load();
		this.isActing = false;
		this.#onchange();
	}
}
