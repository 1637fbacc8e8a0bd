/** What people, browsers and the office do in a run. Each step draws from a stream of its own, so that one can be left out and the others stay as they were. */
import { Rng } from '../engine/rng.ts';
import type { FaultClass, RareClass } from './fault-classes.ts';

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
	apply: 2,
	approve: 2,
	claim: 3,
	'edit-claim': 3,
	'submit-claim': 3,
	'remove-claim': 1,
	'retry-files': 1,
	'judge-claim': 1,
	'read-file': 1,
	collect: 1,
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
	'lose-photo': 1,
	'forge-upload': 1,
	'forge-hand-in': 1,
} as const;
/** Steps of the rare classes, which come between the others and move none of them. */
const rareSteps = {
	decay: 'decay',
	stop: 'stop',
	upgrade: 'upgrade',
	rescue: 'rescue',
} as const satisfies Record<RareClass, string>;
type StepKind = keyof typeof stepKinds | (typeof rareSteps)[RareClass];

interface Scenario {
	/** The first steps, so that there is something to work on. */
	opening: StepKind[];
	/** Steps that are more or less likely than on other days. */
	weights: Partial<Record<StepKind, number>>;
}

/** What most of a run is about. Each of them may meet everything of the others. */
const scenarios: Record<'everyday' | 'claims' | 'money', Scenario> = {
	everyday: { opening: ['create', 'fill'], weights: {} },
	claims: {
		opening: ['claim', 'submit-claim'],
		weights: {
			...{ create: 3, edit: 5, 'all-edit': 2, fill: 3, submit: 3, review: 2, pay: 0, apply: 0, approve: 0 },
			...{ claim: 8, 'edit-claim': 10, 'submit-claim': 14, 'remove-claim': 2, 'retry-files': 3 },
			...{
				'judge-claim': 5,
				'read-file': 6,
				collect: 4,
				'lose-photo': 4,
				'forge-upload': 6,
				'forge-hand-in': 3,
			},
		},
	},
	money: {
		opening: ['apply', 'approve', 'pay'],
		weights: {
			...{ create: 2, edit: 6, 'all-edit': 2, fill: 3, submit: 4, review: 4, claim: 0, 'edit-claim': 0 },
			...{
				'submit-claim': 0,
				'remove-claim': 0,
				'retry-files': 0,
				'judge-claim': 0,
				'read-file': 0,
				collect: 0,
			},
			...{
				apply: 12,
				approve: 14,
				pay: 14,
				'pay-wrong': 6,
				'pay-twice': 6,
				'forge-callback': 4,
				'pay-unknown': 4,
			},
		},
	},
};
type ScenarioName = keyof typeof scenarios;
const scenarioNames: readonly ScenarioName[] = ['everyday', 'everyday', 'claims', 'money'];

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
	'lose-photo': 'storage',
	'forge-upload': 'adversary',
	'forge-hand-in': 'adversary',
};

export interface Step {
	n: number;
	kind: StepKind;
	/** After the step before, ms. */
	afterMs: number;
	rng: Rng;
}

const all = Object.keys(stepKinds) as (keyof typeof stepKinds)[];
/** Their numbers begin here, and with them their streams. */
const firstRare = 500;

function drawKind(rng: Rng, { weights }: Scenario): StepKind {
	const weightOf = (kind: keyof typeof stepKinds) => weights[kind] ?? stepKinds[kind];
	let at = rng.int(
		1,
		all.reduce((sum, kind) => sum + weightOf(kind), 0),
	);
	for (const kind of all) {
		at -= weightOf(kind);
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
	const scenario = scenarios[rng.pick(scenarioNames)];
	const steps = Array.from({ length: count }, (_, n): Step => {
		const kind = scenario.opening[n] ?? drawKind(rng, scenario);
		return { n, kind, afterMs: drawPause(rng), rng: new Rng(seed, 1_000 + n) };
	});
	const drawn = steps.filter(({ kind }) => {
		const needed = classOf[kind];
		return needed === undefined || on.has(needed);
	});
	const names = Object.keys(rareSteps) as RareClass[];
	for (const [i, name] of names.entries()) {
		if (!on.has(name)) continue;
		const rare = new Rng(seed, 20 + i);
		for (let times = rare.int(1, 2); times > 0; times--) {
			const n = firstRare + 10 * i + times;
			const step = { n, kind: rareSteps[name], afterMs: drawPause(rare), rng: new Rng(seed, 1_000 + n) };
			// Not before there is something to lose.
			drawn.splice(rare.int(Math.min(4, drawn.length), drawn.length), 0, step);
		}
	}
	return drawn;
}
