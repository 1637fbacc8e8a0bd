/**
 * `npm run bench:local`: the built app on a phone with few and with very many drafts, the processor slowed down four
 * times: opening the list, and writing one field. What counts is script: how long the page could do nothing else.
 * Prints a table and writes build/bench-local.json.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { chromium, type CDPSession, type Page } from 'playwright-core';
import { startApp } from '../support/app-under-test.ts';
import { fillScript } from './local/fill-script.ts';

const sizes = (process.env.DRAFTS ?? '10,2000').split(',').map(Number);
const rounds = Number(process.env.ROUNDS ?? 5);
const cpuSlowdown = 4;
/** Long enough for whatever a save sets off, and for the form's own wait before it writes. */
const quietMs = 2_500;

interface Cost {
	scriptMs: number;
	/** Script, styles, layout and painting. */
	taskMs: number;
}

async function costsSoFar(devtools: CDPSession): Promise<Cost> {
	const { metrics } = await devtools.send('Performance.getMetrics');
	const value = (name: string) => (metrics.find((metric) => metric.name === name)?.value ?? 0) * 1000;
	return { scriptMs: value('ScriptDuration'), taskMs: value('TaskDuration') };
}

async function costOf(devtools: CDPSession, work: () => Promise<unknown>): Promise<Cost> {
	const before = await costsSoFar(devtools);
	await work();
	const after = await costsSoFar(devtools);
	return { scriptMs: after.scriptMs - before.scriptMs, taskMs: after.taskMs - before.taskMs };
}

const median = (values: number[]) => values.toSorted((a, b) => a - b)[values.length >> 1]!;
const middle = (costs: Cost[]): Cost => ({
	scriptMs: Math.round(median(costs.map(({ scriptMs }) => scriptMs))),
	taskMs: Math.round(median(costs.map(({ taskMs }) => taskMs))),
});

/** To the first field of the draft, as a person goes. */
async function openField(page: Page, url: string, id: string) {
	await page.goto(`${url}/enrollment/${id}/consent?next=person/id`);
	await page.locator('#field-consent').click();
	await page.getByRole('button', { name: '同意并继续' }).click();
	const field = page.locator('input#field-name');
	await field.waitFor();
	return field;
}

const app = await startApp({ LOG_LEVEL: 'silent' });
const script = await fillScript();
const results: Record<string, unknown>[] = [];
try {
	for (const drafts of sizes) {
		const profile = mkdtempSync(path.join(tmpdir(), 'campuscover-bench-'));
		const context = await chromium.launchPersistentContext(profile, {
			executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
			args: ['--no-sandbox', '--no-first-run', '--disable-background-networking'],
			viewport: { width: 390, height: 844 },
			locale: 'zh-CN',
			bypassCSP: true,
		});
		try {
			const page = context.pages()[0] ?? (await context.newPage());
			const devtools = await context.newCDPSession(page);
			await devtools.send('Performance.enable');
			await page.goto(`${app.url}/healthz`);
			await page.addScriptTag({ content: script });
			const id = await page.evaluate(
				(count) => (globalThis as unknown as { fill(count: number): Promise<string> }).fill(count),
				drafts,
			);
			await devtools.send('Emulation.setCPUThrottlingRate', { rate: cpuSlowdown });
			const lists: Cost[] = [];
			for (let i = 0; i < rounds; i++) {
				// Anew each time: nothing is open in memory. What the app's own start costs is the same with few drafts.
				await page.goto('about:blank');
				lists.push(
					await costOf(devtools, async () => {
						await page.goto(`${app.url}/drafts`);
						await page.locator(`a[href="/enrollment/${id}"]`).waitFor();
						await page.waitForTimeout(quietMs);
					}),
				);
			}
			const field = await openField(page, app.url, id);
			await page.waitForTimeout(2 * quietMs);
			const idle = await costOf(devtools, () => page.waitForTimeout(quietMs));
			const saves: Cost[] = [];
			for (let i = 0; i < rounds; i++) {
				const cost = await costOf(devtools, async () => {
					await field.press('End');
					await page.keyboard.insertText('一');
					await field.blur();
					await page.waitForTimeout(quietMs);
				});
				saves.push({ scriptMs: cost.scriptMs - idle.scriptMs, taskMs: cost.taskMs - idle.taskMs });
			}
			const [list, save] = [middle(lists), middle(saves)];
			results.push({
				drafts,
				'start at the list, script ms': list.scriptMs,
				'all ms': list.taskMs,
				'one field, script ms': save.scriptMs,
				'its all ms': save.taskMs,
			});
			console.log(results.at(-1));
		} finally {
			await context.close();
			rmSync(profile, { recursive: true, force: true });
		}
	}
} finally {
	await app.stop();
}
console.table(results);
const machine = `${cpus().length} × ${cpus()[0]?.model}, slowed down ${cpuSlowdown} times, load ${loadavg()[0]?.toFixed(1)}`;
writeFileSync(
	'build/bench-local.json',
	JSON.stringify({ date: new Date().toISOString().slice(0, 10), machine, rounds, results }, null, '\t'),
);
process.exit(0);
