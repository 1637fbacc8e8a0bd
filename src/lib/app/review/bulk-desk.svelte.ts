import type { BulkApproval } from '../views.ts';
import type { Refusal } from '#shared/errors/refusal.ts';
import type { ReviewListPort } from './ports.ts';

/** An approval of many: drawn first, then run some at a time until none waits. */
export class BulkDesk {
	readonly #review: ReviewListPort;
	bulk = $state.raw<BulkApproval | null>(null);
	refusal = $state.raw<Refusal | null>(null);
	isAsking = $state(false);

	constructor(review: ReviewListPort) {
		this.#review = review;
	}

	of(result: BulkApproval['items'][number]['result']): BulkApproval['items'] {
		return this.bulk?.items.filter((item) => item.result === result) ?? [];
	}

	/** How many are done of those that were not set aside. */
	get done(): number {
		return this.of('approved').length + this.of('passed-over').length;
	}

	get isDone(): boolean {
		return this.bulk !== null && this.of('waiting').length === 0;
	}

	async plan(ids: string[]): Promise<void> {
		this.bulk = null;
		await this.#ask(() => this.#review.planApprovals(ids));
	}

	/** Goes on until none waits, or until the server is not to be reached: then it can be gone on with. */
	async run(): Promise<void> {
		const id = this.bulk?.id;
		while (id !== undefined && !this.isDone) {
			const before = this.done;
			await this.#ask(() => this.#review.runApprovals(id));
			if (this.refusal || this.done === before) return;
		}
	}

	async #ask(call: () => ReturnType<ReviewListPort['runApprovals']>): Promise<void> {
		this.isAsking = true;
		this.refusal = null;
		const answer = await call();
		this.isAsking = false;
		if (answer.ok) this.bulk = answer.value;
		else this.refusal = answer.error;
	}
}
