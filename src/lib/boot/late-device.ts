import type { Device } from '#lib/device/device.ts';
import { RefusalError } from '#shared/errors/error-codes.ts';

type Method = (...input: unknown[]) => unknown;

/** A device that is being fetched: asked for when it is first needed, and again when it could not be had. */
function fetching(load: () => Promise<Device>) {
	let loading: Promise<Device> | null = null;
	let arrive: (device: Device) => void;
	const arrived = new Promise<Device>((resolve) => {
		arrive = resolve;
	});
	const state = {
		isHere: false,
		arrived,
		loaded(): Promise<Device> {
			loading ??= load().then(
				(made) => {
					state.isHere = true;
					arrive(made);
					return made;
				},
				(error: unknown) => {
					loading = null;
					throw error instanceof RefusalError ? error : new RefusalError({ code: 'network.offline' });
				},
			);
			return loading;
		},
	};
	return state;
}

/**
 * The phone's storage on a first visit, when there is nothing in it to read: its code comes after the first screen.
 * What asks for an answer waits for it; who watches hears from it once it is there. Nobody is signed in and no moment
 * is known until then. Where its code cannot be had, a command rejects with RefusalError `network.offline`, nothing
 * counts as kept, and the next command tries again.
 */
export function lateDevice(load: () => Promise<Device>): Device {
	const device = fetching(load);
	const { loaded, arrived } = device;
	const watch = (start: (device: Device) => () => void): (() => void) => {
		let stop: (() => void) | null = null;
		let isStopped = false;
		void arrived.then((made) => {
			if (!isStopped) stop = start(made);
		});
		return () => {
			isStopped = true;
			stop?.();
		};
	};
	/** One of the device's stores: its `watch…` members call back, all others answer with a promise. */
	const store = <Name extends 'enrollments' | 'notices' | 'present' | 'moment'>(name: Name): Device[Name] =>
		new Proxy({} as Device[Name], {
			get: (_, member: string): Method => {
				const run = (made: Device, input: unknown[]) => {
					const target = made[name] as unknown as Record<string, Method>;
					return target[member]!(...input);
				};
				if (member.startsWith('watch')) {
					return (...input) => watch((made) => run(made, input) as () => void);
				}
				return async (...input) => run(await loaded(), input);
			},
		});

	const present = store('present');
	const moment = store('moment');
	// Tried at once: what is asked first is on its way while the first screen is drawn.
	loaded().catch(() => undefined);
	return {
		enrollments: store('enrollments'),
		notices: store('notices'),
		present: new Proxy(present, {
			get: (target, member: keyof Device['present']) =>
				member === 'account' && !device.isHere ? () => Promise.resolve(null) : target[member],
		}),
		moment: {
			keep: (heard) => moment.keep(heard),
			watch: (onChange) => {
				if (!device.isHere) onChange(null);
				return moment.watch(onChange);
			},
		},
		unclaimed: async () => (await loaded()).unclaimed(),
		claim: async (owner, ids) => (await loaded()).claim(owner, ids),
		syncStore: async (owner) => (await loaded()).syncStore(owner),
		watchOutbox: (onChange) => watch((made) => made.watchOutbox(onChange)),
		onLost: (listener) => void arrived.then((made) => made.onLost(listener)),
		room: async () => (await loaded()).room(),
		open: async () => void (await loaded()),
		close: () => void arrived.then((made) => made.close()),
	};
}
