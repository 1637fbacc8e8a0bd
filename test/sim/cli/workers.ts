/** Seeds in processes of their own, over the cores. */
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { FaultClass } from '../run/fault-classes.ts';

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

/** What a run makes is young and soon gone: with room for it there is little to collect. No core is idle to help with that. */
const withRoom = ['--min-semi-space-size=128', '--max-semi-space-size=128', '--single-threaded-gc'];
const worker = join(import.meta.dirname, '../worker.ts');

/** Runs first, first + step, … last in one process. Rejects when it ends otherwise than by itself. */
function runInProcess(
	range: { first: number; step: number; last: number },
	plant: string | null,
	onTold: (told: Told) => void,
): Promise<void> {
	const { first, step, last } = range;
	const args = [...withRoom, worker, ...[first, step, last].map(String), ...(plant ? [plant] : [])];
	const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
	let errors = '';
	child.stderr.on('data', (data) => (errors += data));
	createInterface({ input: child.stdout }).on('line', (line) => onTold(JSON.parse(line) as Told));
	return new Promise((resolve, reject) => {
		child.on('error', reject);
		child.on('close', (code) =>
			code === 0 ? resolve() : reject(new Error(`a worker ended with ${code}: ${errors.slice(-2_000)}`)),
		);
	});
}

/** Each core takes every so many-th seed. */
export async function runSeeds(
	{ from, count }: { from: number; count: number },
	plant: string | null = null,
): Promise<Told[]> {
	const cores = Math.min(availableParallelism(), count);
	const all: Told[] = [];
	await Promise.all(
		Array.from({ length: cores }, (_, i) =>
			runInProcess({ first: from + i, step: cores, last: from + count - 1 }, plant, (told) => all.push(told)),
		),
	);
	return all.sort((a, b) => a.seed - b.seed);
}

/** One process through a range in order, until one is found. */
export async function firstFound(
	plant: string,
	range: { from: number; count: number },
): Promise<Told | null> {
	let found: Told | null = null;
	const last = range.from + range.count - 1;
	await runInProcess({ first: range.from, step: 1, last }, plant, (told) => {
		if (told.isFound) found = told;
	});
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
