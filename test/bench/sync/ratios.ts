/** What the harness measured, as multiples of its floor in the same run. */
import { readFileSync } from 'node:fs';

interface Transfer {
	up: number;
	down: number;
	requests: number;
}

/** One line of the harness's `results.jsonl`. */
interface Row {
	work: 'drafts' | 'photos';
	adapter: string;
	tag: string;
	profile: string;
	ratio?: number;
	intact?: boolean;
	failed?: string;
	w1?: Transfer & { clientMs: number; correct: boolean };
	w2?: Transfer & { ms: number };
	w3?: (Transfer & { ms: number })[];
}

const median = (values: number[]) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? null;
const numbers = (values: (number | undefined)[]) => values.filter((value) => value !== undefined);

const measures = {
	'W1 bytes up': (rows: Row[]) => median(numbers(rows.map(({ w1 }) => w1?.up))),
	'W1 time': (rows: Row[]) => median(numbers(rows.map(({ w1 }) => w1?.clientMs))),
	'W2 bytes down': (rows: Row[]) => median(numbers(rows.map(({ w2 }) => w2?.down))),
	'W2 time': (rows: Row[]) => median(numbers(rows.map(({ w2 }) => w2?.ms))),
	'W3 bytes up': (rows: Row[]) => median(rows.flatMap(({ w3 }) => (w3 ?? []).map(({ up }) => up))),
	'W3 time': (rows: Row[]) => median(rows.flatMap(({ w3 }) => (w3 ?? []).map(({ ms }) => ms))),
};

export type Measure = keyof typeof measures;
const measureNames = Object.keys(measures) as Measure[];

/** Medians of one adapter in one profile, divided by the floor's; null: nothing measured. */
export interface Ratios {
	profile: string;
	adapter: string;
	values: Record<Measure, number | null>;
	runs: number;
	failed: number;
}

export function ratiosOf(resultsFile: string): Ratios[] {
	const rows = readFileSync(resultsFile, 'utf8')
		.trim()
		.split('\n')
		.map((line) => JSON.parse(line) as Row)
		.filter(({ work }) => work === 'drafts');
	const ratios: Ratios[] = [];
	for (const profile of new Set(rows.map((row) => row.profile))) {
		const inProfile = rows.filter((row) => row.profile === profile);
		const floor = inProfile.filter(({ adapter }) => adapter === 'floor');
		for (const adapter of new Set(inProfile.map((row) => row.adapter))) {
			if (adapter === 'floor') continue;
			const own = inProfile.filter((row) => row.adapter === adapter);
			const valueOf = (name: Measure) => {
				const [ours, least] = [measures[name](own), measures[name](floor)];
				return ours === null || !least ? null : ours / least;
			};
			const values = Object.fromEntries(
				measureNames.map((name) => [name, valueOf(name)]),
			) as Ratios['values'];
			const failed = own.filter((row) => row.failed).length;
			ratios.push({ profile, adapter, values, runs: own.length, failed });
		}
	}
	return ratios;
}

/** A markdown table: a line for each profile and adapter. */
export function ratioTable(ratios: Ratios[]): string {
	const lines = ratios.map(({ profile, adapter, values, runs, failed }) => {
		const cells = measureNames.map((name) => values[name]?.toFixed(2) ?? '–');
		const name = failed ? `${adapter} (${failed} of ${runs} failed)` : adapter;
		return `| ${profile} | ${name} | ${cells.join(' | ')} |`;
	});
	const heads = [
		`| profile | adapter | ${measureNames.join(' | ')} |`,
		`|${' --- |'.repeat(measureNames.length + 2)}`,
	];
	return [...heads, ...lines].join('\n');
}
