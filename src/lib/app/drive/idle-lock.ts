/** Nobody has touched the page for so long: somebody else may. */
const idleMs = 5 * 60_000;
/** The camera and the file picker take the screen, and give it back. */
const awayMs = 2 * 60_000;

type Timer = ReturnType<typeof setTimeout>;

/** Says when a vault that is open has to be locked: after five minutes without a touch, and on switching away. */
export class IdleLock {
	readonly #lock: () => void;
	#idle: Timer | undefined;
	#away: Timer | undefined;
	#isAwayExpected = false;

	constructor(lock: () => void) {
		this.#lock = lock;
	}

	touched(): void {
		clearTimeout(this.#idle);
		this.#idle = setTimeout(this.#lock, idleMs);
	}

	/** Call before a camera or a picker opens: the next switching away is it. */
	expectAway(): void {
		this.#isAwayExpected = true;
	}

	hidden(): void {
		if (this.#isAwayExpected) this.#away = setTimeout(this.#lock, awayMs);
		else this.#lock();
		this.#isAwayExpected = false;
	}

	shown(): void {
		clearTimeout(this.#away);
		this.touched();
	}

	stop(): void {
		clearTimeout(this.#idle);
		clearTimeout(this.#away);
	}

	/** Hears of touches and of switching away by itself. Returns how to stop. */
	watch(page: Document): () => void {
		const touched = () => this.touched();
		const clicked = ({ target }: Event) => {
			if (target instanceof HTMLInputElement && target.type === 'file') this.expectAway();
		};
		const changed = () => (page.visibilityState === 'hidden' ? this.hidden() : this.shown());
		const hearing = [
			['pointerdown', touched],
			['keydown', touched],
			['click', clicked],
			['visibilitychange', changed],
		] as const;
		for (const [name, listener] of hearing) page.addEventListener(name, listener, true);
		this.touched();
		return () => {
			this.stop();
			for (const [name, listener] of hearing) page.removeEventListener(name, listener, true);
		};
	}
}
