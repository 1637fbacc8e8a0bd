/** What people, browsers and the office do in a run. Each step draws from a stream of its own, so that one can be left out and the others stay as they were. */
import { Rng } from '../engine/rng.ts';
import type { FaultClass } from './fault-classes.ts';

const stepKinds = {
	create: 10,
	edit: 18,
	'all-edit': 6,
	fill: 8,
	submit: 9,
	withdraw: 2,
	remove: 2,
	'read-notices': 2,
	review: 10,
	pay: 5,
	'sync-now': 4,
	reload: 2,
	// Only where their class is on.
	'kill-tab': 4,
	'open-tab': 3,
	'kill-office': 4,
	'network-down': 3,
	'network-up': 3,
	'lose-connection': 2,
	evict: 1,
	'move-clock': 4,
	'switch-account': 2,
	'end-session': 2,
	'other-version': 2,
	replay: 4,
	forge: 4,
	'pay-wrong': 3,
	'pay-twice': 2,
	'forge-callback': 2,
	'pay-unknown': 2,
} as const;
type StepKind = keyof typeof stepKinds;

const classOf: Partial<Record<StepKind, FaultClass>> = {
	'kill-tab': 'process',
	'open-tab': 'process',
	'kill-office': 'process',
	'network-down': 'network',
	'network-up': 'network',
	'lose-connection': 'storage',
	evict: 'storage',
	'move-clock': 'clock',
	'switch-account': 'access',
	'end-session': 'access',
	'other-version': 'schema',
	replay: 'adversary',
	forge: 'adversary',
	'pay-wrong': 'payment',
	'pay-twice': 'payment',
	'forge-callback': 'payment',
	'pay-unknown': 'payment',
};

export interface Step {
	n: number;
	kind: StepKind;
	/** After the step before, ms. */
	afterMs: number;
	rng: Rng;
}

const all = Object.keys(stepKinds) as StepKind[];

function drawKind(rng: Rng): StepKind {
	let at = rng.int(
		1,
		all.reduce((sum, kind) => sum + stepKinds[kind], 0),
	);
	for (const kind of all) {
		at -= stepKinds[kind];
		if (at <= 0) return kind;
	}
	return 'edit';
}

function drawPause(rng: Rng): number {
	const kind = rng.fraction();
	if (kind < 0.5) return rng.int(0, 3_000);
	if (kind < 0.9) return rng.int(0, 60_000);
	return rng.int(0, 3_600_000);
}

/** The steps of a seed; those of a class that is off are left out, the others stay where they were. */
export function drawSteps(seed: number, count: number, on: ReadonlySet<FaultClass>): Step[] {
	const rng = new Rng(seed, 9);
	const steps = Array.from({ length: count }, (_, n): Step => {
		// The first ones make that there is something to work on.
		const kind = n === 0 ? 'create' : n === 1 ? 'fill' : drawKind(rng);
		return { n, kind, afterMs: drawPause(rng), rng: new Rng(seed, 1_000 + n) };
	});
	return steps.filter(({ kind }) => {
		const needed = classOf[kind];
		return needed === undefined || on.has(needed);
	});
}
