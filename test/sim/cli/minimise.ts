/** Leaves out fault classes and steps of a seed that fails, as long as it fails in the same invariant. */
import { faultClasses, rareClasses, type FaultClass } from '../run/fault-classes.ts';
import { runSeed, type SeedResult } from '../run/seed.ts';
import { sqlStoreOf } from '../run/sql-seeds.ts';

const mostTries = 120;

export async function minimise(told: { seed: number; findings: { invariant: number }[] }): Promise<{
	trace: string[];
	kept: { classes: FaultClass[]; steps: number };
}> {
	const { seed } = told;
	const invariants = new Set(told.findings.map(({ invariant }) => invariant));
	const steps = new Set<number>();
	const classes = new Set<FaultClass>();
	let tries = 0;
	const stillFails = async (): Promise<SeedResult | null> => {
		tries += 1;
		const result = await runSeed(seed, { leaveOut: { steps, classes }, sql: await sqlStoreOf(seed) });
		return result.findings.some(({ invariant }) => invariants.has(invariant)) ? result : null;
	};
	let best = await stillFails();
	if (!best) return { trace: ['it does not fail again'], kept: { classes: [], steps: 0 } };
	const tryWithout = async (leave: () => void, take: () => void) => {
		leave();
		const result = tries < mostTries ? await stillFails() : null;
		if (result) best = result;
		else take();
	};
	for (const name of [...faultClasses, ...rareClasses]) {
		if (!best.plan.on.has(name)) continue;
		await tryWithout(
			() => classes.add(name),
			() => classes.delete(name),
		);
	}
	// Halves first, then smaller parts, then one by one.
	for (let size = Math.ceil(best.steps.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
		for (const part of partsOf(
			best.steps.map(({ n }) => n),
			size,
		)) {
			await tryWithout(
				() => part.forEach((n) => steps.add(n)),
				() => part.forEach((n) => steps.delete(n)),
			);
		}
	}
	return { trace: best.trace, kept: { classes: [...best.plan.on], steps: best.steps.length } };
}

function partsOf(list: number[], size: number): number[][] {
	return Array.from({ length: Math.ceil(list.length / size) }, (_, i) =>
		list.slice(i * size, (i + 1) * size),
	);
}
