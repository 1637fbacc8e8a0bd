import type { Trx } from './database.ts';

/** How each part of what a use case sees of a transaction is made. */
export type Parts<T> = { readonly [K in keyof T]: (trx: Trx) => T[K] };

/**
 * Makes of a transaction's parts those alone that are asked for, each once: a transaction uses three or four of the sixty. To whoever
 * copies it, it is an object with all of them.
 */
export function madeWhenAskedFor<T extends object>(parts: Parts<T>): (trx: Trx) => T {
	const names = Object.keys(parts);
	const isPart = (name: string | symbol): name is keyof T & string => Object.hasOwn(parts, name);
	return (trx) => {
		const made: Partial<T> = {};
		const get = (_: object, name: string | symbol) =>
			isPart(name) ? (made[name] ??= parts[name](trx)) : undefined;
		return new Proxy<T>({} as T, {
			get,
			has: (_, name) => isPart(name),
			ownKeys: () => names,
			getOwnPropertyDescriptor: (target, name): PropertyDescriptor | undefined =>
				isPart(name) ? { value: get(target, name), enumerable: true, configurable: true } : undefined,
		});
	};
}
