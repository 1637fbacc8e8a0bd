/** Fifty thousand students in one file: what it takes of memory, in the process that reads it and in the server. */
import { setTimeout as pause } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { matchStudents } from '#server/usecase/roster/match-students.usecase.ts';
import { readRosterFiles } from '#server/usecase/roster/read-files.usecase.ts';
import { rosterHeads, rosterRow } from '../../support/roster-files.ts';
import { startServerUnderTest, type Caller, type ServerUnderTest } from '../../support/server-under-test.ts';
import { inline, rawXlsx, sheetOf } from '../../support/statement-files.ts';

const students = 50_000;
const megabyte = 1_000_000;
/** The process that reads, all of it (RSS). */
const mostOfReaderMb = 450;
/** The server’s own objects, above what it had: the lines go through it as text, some hundred at a time. */
const mostOfServerHeap = 120 * megabyte;

/** What lies about from before would hide what is held now. */
setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

let file: Uint8Array<ArrayBuffer>;
let under: ServerUnderTest;
let admin: Caller;
beforeAll(async () => {
	const rows = Array.from({ length: students }, (_, n) => rosterRow(n).map(inline));
	file = rawXlsx(sheetOf([rosterHeads.map(inline), ...rows]));
	under = await startServerUnderTest();
	admin = await under.signedIn('19000000015');
});
afterAll(() => under.stop());

/** The highest that the server's heap rose to, above where it began, while `work` ran. */
async function heapPeakWhile(work: () => Promise<unknown>): Promise<number> {
	collectGarbage();
	const before = process.memoryUsage().heapUsed;
	let peak = before;
	const timer = setInterval(() => (peak = Math.max(peak, process.memoryUsage().heapUsed)), 20);
	await work();
	clearInterval(timer);
	return Math.max(peak, process.memoryUsage().heapUsed) - before;
}

describe('a roster of 50,000 students', () => {
	it('is read, shown and applied within the stated memory, while the server goes on answering', async () => {
		const { services } = under.server;
		const reply = await admin.send('/api/rosters', {
			method: 'POST',
			body: file,
			headers: { 'content-type': 'application/octet-stream' },
		});
		const { id } = (await reply.json()) as { id: string };
		const progress = new Set<number>();
		let slowestMs = 0;
		const peak = await heapPeakWhile(async () => {
			let isDone = false;
			const reading = readRosterFiles({ services }).finally(() => (isDone = true));
			while (!isDone) {
				const atMs = performance.now();
				const { data } = await admin.query('roster.import', { id });
				slowestMs = Math.max(slowestMs, performance.now() - atMs);
				progress.add(data.summary.counts.read);
				await pause(100);
			}
			expect(await reading).toBe(students);
		});
		const { data } = await admin.query('roster.import', { id });
		expect(data.summary).toMatchObject({ state: 'checked', counts: { new: students, problem: 0 } });
		expect(progress.size).toBeGreaterThan(5);
		const applied = await heapPeakWhile(() => admin.mutate('roster.takeOver', { id }));
		expect((await admin.query('roster.overview')).data).toMatchObject({ total: students, waiting: students });
		expect(await matchStudents({ services })).toBe(500);
		expect(services.rosterReader.peakMb).toBeGreaterThan(50);
		expect(services.rosterReader.peakMb).toBeLessThan(mostOfReaderMb);
		expect(Math.max(peak, applied)).toBeLessThan(mostOfServerHeap);
		expect(slowestMs).toBeLessThan(5_000);
	}, 120_000);

	it('would find a server that holds all lines as objects: the same measure sees them', async () => {
		const held: unknown[] = [];
		const peak = await heapPeakWhile(async () => {
			for (let n = 0; n < 6 * students; n++) held.push({ line: n, student: { cells: rosterRow(n) } });
		});
		expect(held).toHaveLength(6 * students);
		expect(peak).toBeGreaterThan(mostOfServerHeap);
	});
});
