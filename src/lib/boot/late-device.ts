import type { Device } from '#lib/device/device.ts';
import type { EarlyDrafts } from '#lib/device/early-drafts.ts';
import type { EnrollmentEdit, LocalEnrollment, NewEnrollment, NewestEnrollments } from '#lib/device/types.ts';
import { RefusalError } from '#shared/errors/refusal.ts';

type Method = (...input: unknown[]) => unknown;
type Stop = () => void;
type Change<T> = (value: T) => void;

/** A device that is fetched when it is first needed, and again when it could not be had. */
class Fetched {
	isHere = false;
	readonly arrived: Promise<Device>;
	readonly #load: () => Promise<Device>;
	#arrive!: (device: Device) => void;
	#loading: Promise<Device> | null = null;

	constructor(load: () => Promise<Device>) {
		this.#load = load;
		this.arrived = new Promise((resolve) => {
			this.#arrive = resolve;
		});
	}

	loaded(): Promise<Device> {
		this.#loading ??= this.#load().then(
			(made) => {
				this.isHere = true;
				this.#arrive(made);
				return made;
			},
			(error: unknown) => {
				this.#loading = null;
				throw error instanceof RefusalError ? error : new RefusalError({ code: 'network.offline' });
			},
		);
		return this.#loading;
	}

	/** Watches `before` until the device is here, then the device. */
	watch(start: (device: Device) => Stop, before: () => Stop = () => () => undefined): Stop {
		if (this.isHere) before = () => () => undefined;
		let stop: Stop | null = before();
		void this.arrived.then((made) => {
			if (!stop) return;
			stop();
			stop = start(made);
		});
		return () => {
			stop?.();
			stop = null;
		};
	}
}

/**
 * The device or a part of it: its `watch…` members call back, all others but `own` fetch the device and answer with a
 * promise.
 */
function lateOf<Part extends object>(
	device: Fetched,
	partOf: (made: Device) => Part,
	own: Partial<Part> = {},
): Part {
	const run = (made: Device, member: string, input: unknown[]) =>
		(partOf(made) as Record<string, Method>)[member]!(...input);
	const get = (_: object, member: string): unknown => {
		if (Object.hasOwn(own, member)) return own[member as keyof Part];
		// A promise that resolves with this asks whether it is one, too.
		if (member === 'then') return undefined;
		if (member.startsWith('watch')) {
			return (...input: unknown[]) => device.watch((made) => run(made, member, input) as Stop);
		}
		return async (...input: unknown[]) => run(await device.loaded(), member, input);
	};
	return new Proxy({}, { get }) as Part;
}

/** Drafts are made and edited early; signing, submitting and all else is the device's. */
function enrollmentsOf(device: Fetched, early: EarlyDrafts): Device['enrollments'] {
	const whole = async () => (await device.loaded()).enrollments;
	const found = (id: string) => early.list().find((draft) => draft.id === id) ?? null;
	const watchList = (onChange: Change<LocalEnrollment[]>) =>
		device.watch(
			(made) => made.enrollments.watchList(onChange),
			() => early.watchList(onChange),
		);
	const newest = (most: number, onChange: Change<NewestEnrollments>) =>
		early.watchList((all) => onChange({ enrollments: all.slice(0, most), total: all.length }));
	return lateOf(device, (made) => made.enrollments, {
		watchList,
		watchNewest: (most: number, onChange: Change<NewestEnrollments>, also?: { alsoRefused?: boolean }) =>
			device.watch(
				(made) => made.enrollments.watchNewest(most, onChange, also),
				() => newest(most, onChange),
			),
		watchUnsent: (most: number, onChange: Change<NewestEnrollments>) =>
			device.watch(
				(made) => made.enrollments.watchUnsent(most, onChange),
				() => newest(most, onChange),
			),
		watchSome: (ids: string[], onChange: Change<LocalEnrollment[]>) =>
			device.watch(
				(made) => made.enrollments.watchSome(ids, onChange),
				() => early.watchList((all) => onChange(all.filter(({ id }) => ids.includes(id)))),
			),
		watchOrdered: (onChange: Change<LocalEnrollment[]>) =>
			device.watch(
				(made) => made.enrollments.watchOrdered(onChange),
				() => early.watchList((all) => onChange(all.filter(({ order }) => order !== null))),
			),
		list: async () => (early.isOpen ? early.list() : (await whole()).list()),
		get: async (id: string) => (early.isOpen ? found(id) : (await whole()).get(id)),
		watch: (id: string, onChange: Change<LocalEnrollment | null>) =>
			device.watch(
				(made) => made.enrollments.watch(id, onChange),
				() => early.watchList(() => onChange(found(id))),
			),
		create: async (draft: NewEnrollment) =>
			early.isOpen ? early.create(draft) : (await whole()).create(draft),
		edit: async (id: string, edit: EnrollmentEdit) =>
			early.isOpen && early.has(id) && edit.signature === undefined
				? early.edit(id, edit)
				: (await whole()).edit(id, edit),
	});
}

/**
 * The phone's storage on a first visit, when there is nothing in it to read: its code comes after the first field, and
 * `early` keeps the drafts until then. `load` gives them to the device before it resolves. What needs the device
 * fetches it; who watches hears from it once it is there. Nobody is signed in and no moment is known until then. Where
 * its code cannot be had, what needs it rejects with RefusalError `network.offline`, and the next call tries again.
 */
export function lateDevice(load: () => Promise<Device>, early: EarlyDrafts): Device {
	const device = new Fetched(load);
	const loaded = () => device.loaded();
	const whenHere = (run: (device: Device) => unknown) => void device.arrived.then(run).catch(() => undefined);
	const present = async () => (await loaded()).present;
	return lateOf<Device>(device, (made) => made, {
		enrollments: enrollmentsOf(device, early),
		notices: lateOf(device, (made) => made.notices),
		present: lateOf(device, (made) => made.present, {
			account: async () => (device.isHere ? (await present()).account() : null),
			isSignOutPending: async () => device.isHere && (await present()).isSignOutPending(),
		}),
		moment: {
			keep: async (heard) => {
				if (device.isHere) await (await loaded()).moment.keep(heard);
				else await early.keepMoment(heard);
			},
			watch: (onChange) =>
				device.watch(
					(made) => made.moment.watch(onChange),
					() => {
						onChange(early.moment);
						return () => undefined;
					},
				),
		},
		unclaimed: async () => (early.isOpen ? early.list() : (await loaded()).unclaimed()),
		onLost: (listener) => whenHere((made) => made.onLost(listener)),
		open: async () => void (await loaded()),
		close: () => {
			early.close();
			whenHere((made) => made.close());
		},
	});
}
