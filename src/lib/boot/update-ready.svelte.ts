/** A new version of the app waits. */
class UpdateReady {
	#apply = $state.raw<(() => void) | null>(null);

	get isReady(): boolean {
		return this.#apply !== null;
	}

	offer(apply: () => void): void {
		this.#apply = apply;
	}

	/** Takes the new version and reloads: call it only when the person asked. */
	take(): void {
		this.#apply?.();
	}
}

export const updateReady = new UpdateReady();
