/** What a waiting transaction is told when it waits in a circle: as PostgreSQL says it. */
export class ConflictError extends Error {
	readonly code: string;
	constructor(code: '40P01' | '40001' | '08006') {
		super(`conflict ${code}`);
		this.code = code;
	}
}

interface Waiter<Owner> {
	owner: Owner;
	resolve: () => void;
	reject: (error: Error) => void;
}

interface Lock<Owner> {
	holder: Owner;
	waiting: Waiter<Owner>[];
}

/** Row locks of transactions, held until they end; whoever waits in a circle is given up. */
export class Locks<Owner extends object> {
	readonly #lockByKey = new Map<string, Lock<Owner>>();
	readonly #keysByOwner = new Map<Owner, Set<string>>();

	/** Null: it is the owner's now. */
	take(owner: Owner, key: string): Promise<void> | null {
		const lock = this.#lockByKey.get(key);
		if (!lock) {
			this.#give(owner, key, []);
			return null;
		}
		if (lock.holder === owner) return null;
		if (this.#waitsFor(lock.holder, owner)) throw new ConflictError('40P01');
		return new Promise<void>((resolve, reject) => lock.waiting.push({ owner, resolve, reject }));
	}

	/** Gives all locks of one that has ended to whoever waits longest. */
	release(owner: Owner): void {
		for (const lock of this.#lockByKey.values()) {
			lock.waiting = lock.waiting.filter((waiter) => waiter.owner !== owner);
		}
		for (const key of this.#keysByOwner.get(owner) ?? []) {
			const lock = this.#lockByKey.get(key)!;
			this.#lockByKey.delete(key);
			const [next, ...rest] = lock.waiting;
			if (!next) continue;
			this.#give(next.owner, key, rest);
			next.resolve();
		}
		this.#keysByOwner.delete(owner);
	}

	#give(owner: Owner, key: string, waiting: Waiter<Owner>[]): void {
		this.#lockByKey.set(key, { holder: owner, waiting });
		const keys = this.#keysByOwner.get(owner) ?? new Set();
		this.#keysByOwner.set(owner, keys.add(key));
	}

	#waitsFor(from: Owner, target: Owner): boolean {
		const seen = new Set<Owner>();
		const toLook = [from];
		for (let at = toLook.pop(); at; at = toLook.pop()) {
			if (at === target) return true;
			if (seen.has(at)) continue;
			seen.add(at);
			for (const lock of this.#lockByKey.values()) {
				if (lock.waiting.some(({ owner }) => owner === at)) toLook.push(lock.holder);
			}
		}
		return false;
	}
}
