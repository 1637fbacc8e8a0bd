import { err } from '#shared/std/result.ts';
import type { Wires } from './wires.ts';

type Call = (...input: unknown[]) => Promise<unknown>;

export interface LazyWires extends Wires {
	/** Loads them now, so that they are there when they are wanted; whether they came. */
	load(): Promise<boolean>;
}

/**
 * The wires, loaded at the first call: nobody needs them before the first field. A wire that cannot be loaded
 * answers as one without a network does, and the next call tries again.
 */
export function lazyWires(load: () => Promise<Wires>): LazyWires {
	let loading: Promise<Wires> | null = null;
	const loaded = () => {
		loading ??= load().catch((error: unknown) => {
			loading = null;
			throw error;
		});
		return loading;
	};
	/** Every member of a port is a call that answers with a Result and never rejects. */
	const later = <Name extends keyof Wires>(name: Name): Wires[Name] =>
		new Proxy({} as Wires[Name], {
			get:
				(_, call): Call =>
				async (...input) => {
					const wires = await loaded().catch(() => null);
					if (!wires) return err({ code: 'network.offline' });
					return (wires[name] as Record<PropertyKey, Call>)[call]!(...input);
				},
		});
	return {
		account: later('account'),
		exchange: later('exchange'),
		moment: later('moment'),
		review: later('review'),
		office: later('office'),
		payment: later('payment'),
		stop: later('stop'),
		upload: later('upload'),
		load: () =>
			loaded().then(
				() => true,
				() => false,
			),
	};
}
