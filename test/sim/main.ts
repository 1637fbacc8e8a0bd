/*
 * npm run sim -- --seeds 2000        runs so many seeds over the cores, from 1 or from --from S
 * npm run sim -- --seed N            replays one, and prints its trace
 * npm run sim -- --planted NAME      with a planted fault, which must be found: with --seed, or from --from on
 * npm run sim -- --check-planted     each planted fault with the seed that is known to find it
 * npm run sim -- --measure-planted   how many seeds each takes; writes the table into docs/simulation.md
 * npm run sim -- --list              names the planted faults
 * npm run sim -- --ledger            with --seeds: adds the run to test/sim/ledger.json
 */
import { parseArgs } from 'node:util';
import { listPlants, checkPlants, measurePlants, runPlanted } from './cli/planted-runs.ts';
import { replay } from './cli/replay.ts';
import { runMany } from './cli/run-many.ts';

const { values } = parseArgs({
	options: {
		seeds: { type: 'string' },
		from: { type: 'string', default: '1' },
		seed: { type: 'string' },
		planted: { type: 'string' },
		'check-planted': { type: 'boolean', default: false },
		'measure-planted': { type: 'boolean', default: false },
		list: { type: 'boolean', default: false },
		ledger: { type: 'boolean', default: false },
	},
});

const from = Number(values.from);
const count = Number(values.seeds ?? 2_000);
let isWell = true;
if (values.list) listPlants();
else if (values['measure-planted']) isWell = await measurePlants(Number(values.seeds ?? 500));
else if (values['check-planted']) isWell = await checkPlants();
else if (values.planted !== undefined) {
	isWell = await runPlanted(
		values.planted,
		values.seed === undefined ? { from, count } : { from: Number(values.seed), count: 1 },
	);
} else if (values.seed !== undefined) isWell = await replay(Number(values.seed));
else isWell = await runMany({ from, count, isForLedger: values.ledger });
process.exitCode = isWell ? 0 : 1;
