import type { Answer } from './app.ts';
import type { Refusal } from '#shared/errors/refusal.ts';

/** One online question and its newest answer. A later question makes an earlier one's answer void. */
export class Question<T> {
	#number = 0;
	value = $state.raw<T | null>(null);
	refusal = $state.raw<Refusal | null>(null);
	isAsking = $state(false);

	async ask(call: () => Answer<T>): Promise<void> {
		const number = ++this.#number;
		this.isAsking = true;
		this.refusal = null;
		const answer = await call();
		if (number !== this.#number) return;
		this.isAsking = false;
		if (answer.ok) this.value = answer.value;
		else this.refusal = answer.error;
	}
}
