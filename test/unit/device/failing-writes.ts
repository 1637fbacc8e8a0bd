import { vi } from 'vitest';

/** Every write of IndexedDB from here on fails at the `n`th one, as a full disk or a killed app makes it. */
export function failingAt(n: number, error: () => Error) {
	let writes = 0;
	const spies = (['add', 'put', 'delete'] as const).map((method) => {
		const real = IDBObjectStore.prototype[method] as (...input: unknown[]) => IDBRequest;
		return vi.spyOn(IDBObjectStore.prototype, method).mockImplementation(function (
			this: IDBObjectStore,
			...input: unknown[]
		) {
			if (++writes === n) throw error();
			return real.apply(this, input) as never;
		});
	});
	return {
		restore: () => spies.forEach((spy) => spy.mockRestore()),
		count: () => writes,
	};
}
