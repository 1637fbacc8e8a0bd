import type { Answer } from '../app.ts';
import type { ReviewFilter, ReviewView } from '../views.ts';
import type { Refusal } from '#shared/errors/refusal.ts';
import type { ReviewListPort } from './ports.ts';

/** Filters kept under names, on the server. */
export class SavedViews {
	readonly #review: ReviewListPort;
	all = $state.raw<ReviewView[]>([]);
	refusal = $state.raw<Refusal | null>(null);
	isSaving = $state(false);

	constructor(review: ReviewListPort) {
		this.#review = review;
	}

	load(): Promise<boolean> {
		return this.#ask(this.#review.views());
	}

	/** Whether it was kept. */
	async save(name: string, filter: ReviewFilter): Promise<boolean> {
		this.isSaving = true;
		const isKept = await this.#ask(this.#review.saveView({ name, filter }));
		this.isSaving = false;
		return isKept;
	}

	remove(id: string): Promise<boolean> {
		return this.#ask(this.#review.removeView(id));
	}

	async #ask(asked: Answer<ReviewView[]>): Promise<boolean> {
		this.refusal = null;
		const answer = await asked;
		if (answer.ok) this.all = answer.value;
		else this.refusal = answer.error;
		return answer.ok;
	}
}
