import { liveQuery } from 'dexie';

/**
 * Watches rows in any tab and hands on what they open to. The query may only read the database: awaiting
 * crypto inside a live query loses its subscription, so opening follows outside. An answer that a newer one
 * has overtaken is dropped. Returns how to stop.
 */
export function watchRows<Rows, T>(
	query: () => Promise<Rows>,
	open: (rows: Rows) => Promise<T>,
	onChange: (value: T) => void,
): () => void {
	let round = 0;
	let isStopped = false;
	const subscription = liveQuery(query).subscribe({
		next: (rows) => {
			const own = ++round;
			open(rows).then(
				(value) => {
					if (!isStopped && own === round) onChange(value);
				},
				// The owner was closed while opening (another tab signed out): the next rows are the next owner's.
				() => undefined,
			);
		},
		error: () => undefined,
	});
	return () => {
		isStopped = true;
		subscription.unsubscribe();
	};
}

/** Calls once, as soon as the query finds any. Returns how to stop. */
export function watchFirst(query: () => Promise<number>, onSome: () => void): () => void {
	const subscription = liveQuery(query).subscribe({
		next: (count) => {
			if (count === 0) return;
			// After this call returns: the first answer may come before `subscription` is assigned.
			queueMicrotask(() => subscription.unsubscribe());
			onSome();
		},
		error: () => undefined,
	});
	return () => subscription.unsubscribe();
}
