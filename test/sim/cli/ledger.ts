import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const file = join(import.meta.dirname, '../ledger.json');

interface Entry {
	commit: string;
	on: string;
	from: number;
	seeds: number;
	failed: number[];
}

/** Adds a run to the tracked count of seeds that were ever run. */
export function addToLedger({
	from,
	count,
	failed,
}: {
	from: number;
	count: number;
	failed: number[];
}): void {
	const entries = JSON.parse(readFileSync(file, 'utf8')) as Entry[];
	const commit = execFileSync('git', ['rev-parse', '--short=9', 'HEAD'], { encoding: 'utf8' }).trim();
	const on = new Date().toISOString().slice(0, 10);
	entries.push({ commit, on, from, seeds: count, failed });
	writeFileSync(file, `${JSON.stringify(entries, null, '\t')}\n`);
	const total = entries.reduce((sum, { seeds }) => sum + seeds, 0);
	console.log(`the ledger counts ${total} seeds`);
}
