import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plant } from '../planted/plant.ts';
import { plants } from '../planted/plants.ts';
import { firstFound, overCores, type Told } from './workers.ts';

const page = join(import.meta.dirname, '../../../docs/simulation.md');

export function listPlants(): void {
	for (const { name, words, seed } of plants) console.log(`${name.padEnd(26)} ${words} (seed ${seed})`);
}

/** What a fault was found by, if by what it breaks. */
function foundBy({ breaks }: Plant, told: Told | null): number | null {
	return told?.findings.find(({ invariant }) => breaks.includes(invariant))?.invariant ?? null;
}

/** Runs with a planted fault; well is a run that fails. */
export async function runPlanted(name: string, range: { from: number; count: number }): Promise<boolean> {
	const plant = plants.find((each) => each.name === name);
	if (!plant) throw new Error(`no planted fault is called ${name}: see --list`);
	const told = await firstFound(name, range);
	if (!told) {
		console.log(`${name} was not found from seed ${range.from} on, in ${range.count}`);
		return true;
	}
	console.log(`${name} was found by seed ${told.seed}`);
	for (const { invariant, words } of told.findings) console.log(`  invariant ${invariant}: ${words}`);
	for (const line of told.trace) console.log(`    ${line}`);
	return false;
}

/** A change of the product shifts what a seed does: the fault is then found a little later. */
const drift = 60;

/** Each from its own seed on. The last line counts those that were found. */
export async function checkPlants(): Promise<boolean> {
	const missed: string[] = [];
	await overCores(plants, async (plant) => {
		const told = await firstFound(plant.name, { from: plant.seed, count: drift });
		if (foundBy(plant, told) === null) missed.push(plant.name);
	});
	for (const name of missed) console.log(`✗ the planted fault ${name} was not found`);
	console.log(`planted: ${plants.length - missed.length} passed, ${missed.length} failed`);
	return missed.length === 0;
}

/** Measures and writes the table. */
export async function measurePlants(mostSeeds: number): Promise<boolean> {
	const rows = await overCores(plants, async (plant) => {
		const told = await firstFound(plant.name, { from: 1, count: mostSeeds });
		const invariant = foundBy(plant, told);
		const seeds = told && invariant !== null ? String(told.seed) : 'not found';
		console.log(`${plant.name}: ${seeds}${invariant === null ? ` ${JSON.stringify(told?.findings)}` : ''}`);
		return `| \`${plant.name}\` | ${plant.words} | ${invariant ?? '—'} | ${seeds} |`;
	});
	const table = ['| planted fault | what it does | broke | seeds |', '| --- | --- | --- | --- |', ...rows];
	const text = readFileSync(page, 'utf8');
	const [before, after] = [text.split('<!-- measured -->')[0]!, text.split('<!-- /measured -->')[1] ?? ''];
	writeFileSync(page, `${before}<!-- measured -->\n\n${table.join('\n')}\n\n<!-- /measured -->${after}`);
	return rows.every((row) => !row.includes('not found'));
}
