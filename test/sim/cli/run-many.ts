import { addToLedger } from './ledger.ts';
import { minimise } from './minimise.ts';
import { runSeeds, type Told } from './workers.ts';

const mostShown = 3;

/** Runs the seeds, prints each failure with its seed and a trace as short as it gets. The last line counts. */
export async function runMany(call: { from: number; count: number; isForLedger: boolean }): Promise<boolean> {
	const { from, count, isForLedger } = call;
	const all = await runSeeds({ from, count });
	const failed = all.filter(({ findings }) => findings.length > 0);
	for (const told of failed.slice(0, mostShown)) await show(told);
	for (const { seed, findings } of failed.slice(mostShown)) {
		console.log(`seed ${seed}: invariant ${findings[0]!.invariant}: ${findings[0]!.words}`);
	}
	if (isForLedger) addToLedger({ from, count: all.length, failed: failed.map(({ seed }) => seed) });
	console.log(`sim: ${all.length - failed.length} passed, ${failed.length} failed`);
	return failed.length === 0 && all.length === count;
}

async function show(told: Told): Promise<void> {
	console.log(`\nseed ${told.seed} fails; again with: npm run sim -- --seed ${told.seed}`);
	for (const { invariant, words } of told.findings.slice(0, 5))
		console.log(`  invariant ${invariant}: ${words}`);
	const { trace, kept } = await minimise(told);
	console.log(`  with ${kept.classes.join(', ') || 'no fault class'} and ${kept.steps} steps:`);
	for (const line of trace) console.log(`    ${line}`);
}
