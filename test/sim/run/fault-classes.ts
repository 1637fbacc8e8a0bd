/** Per seed each class is on with p = 0.5, its intensity drawn from its range. */
import type { Rng } from '../engine/rng.ts';
import type { CallbackFaults } from '../house/gateway.ts';
import type { NetworkFaults } from '../phone/network.ts';
import type { StorageFaults } from '../phone/storage.ts';

export const faultClasses = [
	'network',
	'storage',
	'database',
	'clock',
	'process',
	'schema',
	'access',
	'adversary',
	'payment',
] as const;
/** Each on in one seed of eight, with a step or two of its own: what they are is soon known. */
export const rareClasses = ['decay', 'stop', 'upgrade', 'rescue'] as const;
export type RareClass = (typeof rareClasses)[number];
export type FaultClass = (typeof faultClasses)[number] | RareClass;

export interface DatabaseChances {
	/** A turn before a call: how much transactions interleave. */
	turn: number;
	/** A call that takes up to this long, ms, one in ten: transactions then overlap. */
	slowMs: number;
	conflict: number;
	/** A commit whose answer is lost; half of them were written. */
	unknownCommit: number;
	/** A call of the disk for files that fails, before or after what it does. */
	diskFails: number;
}

export interface FaultPlan {
	on: ReadonlySet<FaultClass>;
	network: NetworkFaults;
	storage: StorageFaults;
	database: DatabaseChances;
	callbacks: CallbackFaults;
	registersSilent: number;
}

const hourMs = 3_600_000;

/** `rare`: a stream of its own, so that what is drawn otherwise stays as it is. */
export function drawFaults(rng: Rng, rare: Rng): FaultPlan {
	const on = new Set<FaultClass>(faultClasses.filter(() => rng.chance(0.5)));
	for (const name of rareClasses) if (rare.chance(0.125)) on.add(name);
	const upTo = (most: number) => rng.fraction() * most;
	return {
		on,
		network: {
			lost: upTo(0.3),
			replyLost: upTo(0.3),
			duplicated: upTo(0.5),
			garbage: upTo(0.3),
			longestMs: rng.int(50, 60_000),
		},
		storage: { quota: upTo(0.03), abort: upTo(0.02), connectionLost: upTo(0.02) },
		database: {
			turn: upTo(0.6),
			slowMs: rng.int(0, 400),
			conflict: upTo(0.02),
			unknownCommit: upTo(0.1),
			diskFails: upTo(0.1),
		},
		callbacks: {
			silent: upTo(0.5),
			lost: upTo(0.5),
			doubled: upTo(0.7),
			lateMs: rng.int(1_000, hourMs),
		},
		registersSilent: upTo(0.6),
	};
}

/** The plan without one class. */
export function without(plan: FaultPlan, dropped: ReadonlySet<FaultClass>): FaultPlan {
	return { ...plan, on: new Set([...plan.on].filter((name) => !dropped.has(name))) };
}
