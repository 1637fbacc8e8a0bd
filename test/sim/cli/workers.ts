/** Seeds in processes of their own, over the cores. */
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { FaultClass } from '../run/fault-classes.ts';
import { isOnSql } from '../run/sql-seeds.ts';

export interface Told {
	seed: number;
	hash: string;
	steps: number;
	findings: { invariant: number; words: string }[];
	/** A planted fault was found by one of the invariants that it breaks. */
	isFound: boolean;
	classes: FaultClass[];
	trace: string[];
}

/**
 * What a run makes is young and soon gone: with room for it there is little to collect, and a worker does that itself between
 * two seeds. More room than this costs more, as memory that was not used for long is slow. No core is idle to help with it.
 */
const withRoom = [
	'--min-semi-space-size=64',
	'--max-semi-space-size=64',
	'--single-threaded-gc',
	'--expose-gc',
];
const worker = join(import.meta.dirname, '../worker.ts');

/** So many seeds lie ready for a worker: it need not wait until it is given the next one. */
const ahead = 2;

/** Runs in one process the seeds that are taken, until none is left. Rejects when it ends otherwise than by itself. */
function runInProcess(
	take: () => number | undefined,
	plant: string | null,
	onTold: (told: Told) => void,
): Promise<void> {
	const args = [...withRoom, worker, ...(plant ? [plant] : [])];
	const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'pipe'] });
	const give = () => {
		const seed = take();
		if (seed === undefined) child.stdin.end();
		else child.stdin.write(`${seed}\n`);
	};
	// It may end with seeds that lie ready: it has found what it looked for.
	child.stdin.on('error', () => undefined);
	let errors = '';
	child.stderr.on('data', (data) => (errors += data));
	createInterface({ input: child.stdout }).on('line', (line) => {
		onTold(JSON.parse(line) as Told);
		give();
	});
	for (let i = 0; i < ahead; i++) give();
	return new Promise((resolve, reject) => {
		child.on('error', reject);
		child.on('close', (code) =>
			code === 0 ? resolve() : reject(new Error(`a worker ended with ${code}: ${errors.slice(-2_000)}`)),
		);
	});
}

const seedsOf = ({ from, count }: { from: number; count: number }) =>
	Array.from({ length: count }, (_, i) => from + i);

/** Each core takes the next one when it is through. Those on SQL are the first one's, and the first: they take long. */
export async function runSeeds(range: { from: number; count: number }): Promise<Told[]> {
	const cores = Math.min(availableParallelism(), range.count);
	const onSql = seedsOf(range).filter(isOnSql);
	const others = seedsOf(range).filter((seed) => !isOnSql(seed));
	const all: Told[] = [];
	await Promise.all(
		Array.from({ length: cores }, (_, i) => {
			const [own, then] = i === 0 ? [onSql, others] : [others, onSql];
			return runInProcess(
				() => own.shift() ?? then.shift(),
				null,
				(told) => all.push(told),
			);
		}),
	);
	return all.sort((a, b) => a.seed - b.seed);
}

/** One process through a range in order, until one is found. */
export async function firstFound(
	plant: string,
	range: { from: number; count: number },
): Promise<Told | null> {
	let found: Told | null = null;
	const seeds = seedsOf(range);
	await runInProcess(
		() => seeds.shift(),
		plant,
		(told) => {
			if (told.isFound) found = told;
		},
	);
	return found;
}

/** Several pieces of work, as many at a time as there are cores. */
export async function overCores<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
	const results: R[] = [];
	let next = 0;
	await Promise.all(
		Array.from({ length: availableParallelism() }, async () => {
			while (next < items.length) {
				const at = next++;
				results[at] = await work(items[at]!);
			}
		}),
	);
	return results;
}
