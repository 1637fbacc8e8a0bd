/**
 * `npm run bench:local`: the built app on a phone with few and with very many drafts, the processor slowed down four
 * times: starting at the list, opening it from another page, and writing one field; and the same of a volunteer's drive. What counts is script: how long the page could do nothing else.
 * Prints a table and writes build/bench-local.json.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { chromium, type CDPSession, type Page } from 'playwright-core';
import { startApp, type AppUnderTest } from '../support/app-under-test.ts';
import { costOf, cpuSlowdown, middle, onQuietPage, quietMs, type Cost } from './local/cost.ts';
import { fillScript } from './local/fill-script.ts';
import { volunteerList } from './local/volunteer-list.ts';

const numbers = (words: string) => (words === '' ? [] : words.split(',').map(Number));
const sizes = numbers(process.env.DRAFTS ?? '10,2000');
/** Of a volunteer: students sealed on one phone. */
const sealedSizes = numbers(process.env.SEALED ?? '10,2000');
/** And forms that are not finished, with few sealed. */
const begunSizes = numbers(process.env.BEGUN ?? '2000');
const few = 20;
const rounds = Number(process.env.ROUNDS ?? 5);

/** To the first field of the draft, as a person goes. */
async function openField(page: Page, url: string, id: string) {
	await page.goto(`${url}/enrollment/${id}/consent?next=person/id`);
	await page.locator('#field-consent').click();
	await page.getByRole('button', { name: '同意并继续' }).click();
	const field = page.locator('input#field-name');
	await field.waitFor();
	return field;
}

interface Bench {
	page: Page;
	devtools: CDPSession;
}

/** On a profile of its own, whose pages take scripts from here. */
async function onNewPhone<T>(work: (bench: Bench) => Promise<T>): Promise<T> {
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
		return await work({ page, devtools });
	} finally {
		await context.close();
		rmSync(profile, { recursive: true, force: true });
	}
}

async function ownDrafts({ page, devtools }: Bench, url: string, drafts: number) {
	await page.goto(`${url}/healthz`);
	await page.addScriptTag({ content: script });
	const id = await page.evaluate(
		(count) => (globalThis as unknown as { fill(count: number): Promise<string> }).fill(count),
		drafts,
	);
	await devtools.send('Emulation.setCPUThrottlingRate', { rate: cpuSlowdown });
	const starts: Cost[] = [];
	for (let i = 0; i < rounds; i++) {
		// Anew each time: nothing is open in memory. What the app's own start costs is the same with few drafts.
		await page.goto('about:blank');
		starts.push(
			await costOf(devtools, async () => {
				await page.goto(`${url}/drafts`);
				await page.locator(`a[href="/enrollment/${id}"]`).waitFor();
				await page.waitForTimeout(quietMs);
			}),
		);
	}
	const measured = { page, devtools, times: rounds };
	await page.goto(`${url}/account`);
	const link = page.locator('a[href="/drafts"]').first();
	const list = await onQuietPage(measured, () => ({
		prepare: async () => {
			if (page.url() === `${url}/drafts`) await page.goBack();
			await link.focus();
		},
		act: () => page.keyboard.press('Enter'),
	}));
	const field = await openField(page, url, id);
	const save = await onQuietPage(measured, () => ({
		prepare: () => field.focus(),
		act: async () => {
			await page.keyboard.press('End');
			await page.keyboard.insertText('一');
			await page.keyboard.press('Tab');
		},
	}));
	const start = middle(starts);
	return {
		drafts,
		'start at the list, script ms': start.scriptMs,
		'all ms': start.taskMs,
		'list, script ms': list.scriptMs,
		'list, all ms': list.taskMs,
		'one field, script ms': save.scriptMs,
		'its all ms': save.taskMs,
	};
}

const script = await fillScript();
const results: Record<string, unknown>[] = [];

/** Each has an app of its own: a volunteer's is stopped in the middle. */
async function measure(work: (bench: Bench, app: AppUnderTest) => Promise<Record<string, unknown>>) {
	const app = await startApp({ LOG_LEVEL: 'silent' });
	try {
		results.push(await onNewPhone((bench) => work(bench, app)));
		console.log(results.at(-1));
	} finally {
		await app.stop();
	}
}

for (const drafts of sizes) await measure((bench, app) => ownDrafts(bench, app.url, drafts));
const drivesOf = [
	...sealedSizes.map((sealed) => ({ sealed, begun: few })),
	...begunSizes.map((begun) => ({ sealed: few, begun })),
];
for (const sizes of drivesOf) {
	await measure((bench, app) => volunteerList({ ...bench, times: rounds }, { app, script, ...sizes }));
}
console.table(results);
const machine = `${cpus().length} × ${cpus()[0]?.model}, slowed down ${cpuSlowdown} times, load ${loadavg()[0]?.toFixed(1)}`;
writeFileSync(
	'build/bench-local.json',
	JSON.stringify({ date: new Date().toISOString().slice(0, 10), machine, rounds, results }, null, '\t'),
);
process.exit(0);
