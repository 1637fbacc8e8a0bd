/** How far a person has come in the channel's steps. Remembered on the device under the order's id; holds no personal data. */
interface Saved {
	done: string[];
	ticked: string[];
}

const prefix = 'campuscover.payment-guide.';

function read(key: string): Saved {
	try {
		const saved: unknown = JSON.parse(localStorage.getItem(key) ?? 'null');
		if (saved === null || typeof saved !== 'object') return { done: [], ticked: [] };
		const { done, ticked } = saved as Partial<Record<keyof Saved, unknown>>;
		return { done: textsOf(done), ticked: textsOf(ticked) };
	} catch {
		// Storage closed or spoilt: the guide then begins at its first step, which costs nothing.
		return { done: [], ticked: [] };
	}
}

function textsOf(value: unknown): string[] {
	return Array.isArray(value) ? value.filter((text): text is string => typeof text === 'string') : [];
}

export class GuideProgress {
	readonly #key: string;
	#saved = $state<Saved>({ done: [], ticked: [] });

	constructor(orderId: string) {
		this.#key = prefix + orderId;
		this.#saved = read(this.#key);
	}

	isDone(stage: string): boolean {
		return this.#saved.done.includes(stage);
	}

	isTicked(check: string): boolean {
		return this.#saved.ticked.includes(check);
	}

	finish(stage: string): void {
		if (!this.isDone(stage)) this.#write({ ...this.#saved, done: [...this.#saved.done, stage] });
	}

	tick(check: string, isSame: boolean): void {
		const others = this.#saved.ticked.filter((key) => key !== check);
		this.#write({ ...this.#saved, ticked: isSame ? [...others, check] : others });
	}

	restart(): void {
		this.#write({ done: [], ticked: [] });
	}

	#write(saved: Saved): void {
		this.#saved = saved;
		try {
			localStorage.setItem(this.#key, JSON.stringify(saved));
		} catch {
			// Without storage the progress lasts as long as the page.
		}
	}
}
