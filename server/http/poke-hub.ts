import type { PokePort } from '#server/usecase/ports.ts';

interface Listener {
	accountId: string;
	deviceId: string;
	onPoke(): void;
	/** The hub lets go of the listener. */
	onDrop(): void;
}

/** A phone opens one stream; more are tabs, or somebody who wastes our sockets. */
const maxListenersPerAccount = 8;
/** A long transaction holds an account's changes back: its devices ask again, but never in a hot loop. */
const soonMs = 2_000;

export interface PokeHub extends PokePort {
	/** Calls `onPoke` whenever something waits for the device; returns how to stop. */
	subscribe(listener: Listener): () => void;
	/** How many listen now. */
	size(): number;
	/** Lets go of every listener: the server stops. */
	close(): void;
}

/** Who listens on this server. A poke says only "ask": what waits comes by the exchange, under its checks. */
export function createPokeHub(): PokeHub {
	const listenersByAccount = new Map<string, Set<Listener>>();
	const soon = new Map<string, NodeJS.Timeout>();

	function remove(listener: Listener): void {
		const listeners = listenersByAccount.get(listener.accountId);
		listeners?.delete(listener);
		if (listeners?.size === 0) listenersByAccount.delete(listener.accountId);
	}

	function drop(listener: Listener): void {
		remove(listener);
		listener.onDrop();
	}

	const everyone = () => [...listenersByAccount.values()].flatMap((listeners) => [...listeners]);

	return {
		subscribe(listener) {
			const listeners = listenersByAccount.get(listener.accountId) ?? new Set();
			listenersByAccount.set(listener.accountId, listeners);
			listeners.add(listener);
			const [oldest] = listeners;
			if (listeners.size > maxListenersPerAccount && oldest) drop(oldest);
			return () => remove(listener);
		},
		poke(accountId, exceptDeviceId = null) {
			for (const listener of listenersByAccount.get(accountId) ?? []) {
				if (listener.deviceId !== exceptDeviceId) listener.onPoke();
			}
		},
		pokeSoon(accountId) {
			if (soon.has(accountId) || !listenersByAccount.has(accountId)) return;
			const pokeNow = () => {
				soon.delete(accountId);
				for (const listener of listenersByAccount.get(accountId) ?? []) listener.onPoke();
			};
			soon.set(accountId, setTimeout(pokeNow, soonMs).unref());
		},
		endStreams: (accountId) => [...(listenersByAccount.get(accountId) ?? [])].forEach(drop),
		pokeAll: () => everyone().forEach((listener) => listener.onPoke()),
		size: () => everyone().length,
		close() {
			for (const timer of soon.values()) clearTimeout(timer);
			soon.clear();
			everyone().forEach(drop);
		},
	};
}
