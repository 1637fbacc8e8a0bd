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

/** A markdown table: for each profile and adapter the median of each measure, divided by the floor's. */
export function ratioTable(resultsFile: string): string {
	const rows = readFileSync(resultsFile, 'utf8')
		.trim()
		.split('\n')
		.map((line) => JSON.parse(line) as Row)
		.filter(({ work }) => work === 'drafts');
	const names = Object.keys(measures) as (keyof typeof measures)[];
	const lines = [`| profile | adapter | ${names.join(' | ')} |`, `|${' --- |'.repeat(names.length + 2)}`];
	for (const profile of new Set(rows.map((row) => row.profile))) {
		const inProfile = rows.filter((row) => row.profile === profile);
		const floor = inProfile.filter(({ adapter }) => adapter === 'floor');
		for (const adapter of new Set(inProfile.map((row) => row.adapter))) {
			if (adapter === 'floor') continue;
			const own = inProfile.filter((row) => row.adapter === adapter);
			const cells = names.map((name) => {
				const [ours, least] = [measures[name](own), measures[name](floor)];
				return ours === null || !least ? '–' : (ours / least).toFixed(2);
			});
			const failed = own.filter((row) => row.failed).length;
			const name = failed ? `${adapter} (${failed} of ${own.length} failed)` : adapter;
			lines.push(`| ${profile} | ${name} | ${cells.join(' | ')} |`);
		}
	}
	return lines.join('\n');
}
