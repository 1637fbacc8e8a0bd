import type { Answer } from '../app.ts';
import type { RevealedNumbers } from '../views.ts';
import type { Refusal } from '#shared/errors/refusal.ts';

/** What the record that is open shows masked, in full once that was asked for. */
export class Revealing {
	readonly #ask: (id: string) => Answer<RevealedNumbers>;
	#numbers = $state.raw<RevealedNumbers | null>(null);

	constructor(ask: (id: string) => Answer<RevealedNumbers>) {
		this.#ask = ask;
	}

	/** Of this record; null while they are masked. */
	of(id: string): RevealedNumbers | null {
		return this.#numbers?.id === id ? this.#numbers : null;
	}

	hide(): void {
		this.#numbers = null;
	}

	/** Shows them in full, or hides them again. Answers with what it was refused by. */
	async turn(id: string): Promise<Refusal | null> {
		if (this.of(id)) {
			this.hide();
			return null;
		}
		const answer = await this.#ask(id);
		if (!answer.ok) return answer.error;
		this.#numbers = answer.value;
		return null;
	}
}
