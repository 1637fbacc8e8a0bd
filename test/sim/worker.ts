/*
 * A process that runs one seed after the other: their numbers come in by lines, each is answered by a line of JSON.
 *
 *   seq 8 60 | node test/sim/worker.ts [PLANT]
 */
import { readSync } from 'node:fs';
import { patchModules } from './planted/patch-modules.ts';
import { plants } from './planted/plants.ts';

const plant = plants.find(({ name }) => name === process.argv[2]) ?? null;

// Dexie says on the console what the storage did to it: here that is on purpose.
for (const level of ['warn', 'error', 'log'] as const) console[level] = () => undefined;
process.removeAllListeners('warning');
// Thousands of errors are made in a run, each as an answer: what they cost is their stacks. A replay shows them.
Error.stackTraceLimit = 1;
if (plant?.patches) patchModules(plant.patches);
const { runSeed } = await import('./run/seed.ts');
const { sqlStoreOf } = await import('./run/sql-seeds.ts');

const say = (line: unknown) => process.stdout.write(`${JSON.stringify(line)}\n`);

/** Each 50th runs twice: what happens must hang on the seed alone. */
const twiceEvery = 50;

/** Waits for each line without the event loop: nothing comes in while a seed runs. */
function* seedsAsked(): Generator<number> {
	const bytes = Buffer.alloc(1_024);
	let text = '';
	for (;;) {
		const count = readSync(0, bytes);
		if (count === 0) return;
		const lines = (text + bytes.toString('latin1', 0, count)).split('\n');
		text = lines.pop()!;
		yield* lines.map(Number);
	}
}

for (const seed of seedsAsked()) {
	const { findings, trace, hash, plan, steps } = await runSeed(seed, {
		plant,
		sql: plant ? null : await sqlStoreOf(seed),
	});
	const told = findings.map(({ invariant, words }) => ({ invariant, words }));
	if (seed % twiceEvery === 0 && !plant && (await runSeed(seed)).hash !== hash) {
		told.push({ invariant: 0, words: 'the same seed went two ways' });
	}
	const isBroken = told.length > 0;
	// By what it breaks: one that shows elsewhere first is looked for further.
	const isFound = plant !== null && told.some(({ invariant }) => plant.breaks.includes(invariant));
	say({
		seed,
		hash,
		steps: steps.length,
		findings: told,
		isFound,
		classes: [...plan.on],
		trace: isBroken ? trace.slice(-60) : [],
	});
	if (isFound) break;
	// Most of what a run made is gone with it. Collected now, little of the next one is alive to be carried along.
	globalThis.gc?.({ type: 'minor' });
}
// What waits in the queues of ended runs waits for ever.
process.exit(0);
