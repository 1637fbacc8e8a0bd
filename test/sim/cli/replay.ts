import { runSeed } from '../run/seed.ts';
import { sqlStoreOf } from '../run/sql-seeds.ts';

/** One seed with its whole trace. */
export async function replay(seed: number): Promise<boolean> {
	const { findings, trace, hash, plan } = await runSeed(seed, { sql: await sqlStoreOf(seed) });
	console.log(`seed ${seed}: ${[...plan.on].join(', ') || 'no fault class'}`);
	for (const line of trace) console.log(line);
	console.log(`trace ${hash}`);
	for (const { invariant, words } of findings) console.log(`✗ invariant ${invariant}: ${words}`);
	return findings.length === 0;
}
