import type { Update } from '../app.ts';

/** A new version of the app that waits until the person takes it. */
export class AppUpdate implements Update {
	#keepers: (() => Promise<boolean>)[] = [];
	#apply = $state.raw<(() => void) | null>(null);

	get isReady(): boolean {
		return this.#apply !== null;
	}

	/** `apply` ends in a page of the new version. A later offer takes the place of an earlier one. */
	offer(apply: () => void): void {
		this.#apply = apply;
	}

	keepFirst(keep: () => Promise<boolean>): () => void {
		this.#keepers.push(keep);
		return () => {
			this.#keepers = this.#keepers.filter((other) => other !== keep);
		};
	}

	async take(): Promise<boolean> {
		const kept = await Promise.all(this.#keepers.map((keep) => keep()));
		if (kept.includes(false)) return false;
		this.#apply?.();
		return true;
	}
}
