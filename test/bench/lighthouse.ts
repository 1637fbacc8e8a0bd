/**
 * `npm run bench:lighthouse`: Lighthouse's mobile preset over the built app, served over TLS and HTTP/2 as in production:
 * the start page of a phone that has nothing of the app, and the first step of the form of a phone that has. Prints a
 * table, writes build/bench-lighthouse.json, and ends with 1 when a score is under its floor.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import lighthouse, { type Flags, type Result } from 'lighthouse';
import puppeteer, { type Browser } from 'puppeteer-core';
import { startApp } from '../support/app-under-test.ts';
import { wholeCopy } from '../support/offline-copy.ts';
import { walkToFirstField } from './first-field-path.ts';
import { startTlsFront } from './tls-front.ts';

/** Speed is the middle of so many runs; the rest is the worst. */
const rounds = Number(process.env.ROUNDS ?? 3);
const floors = { performance: 95, accessibility: 100, 'best-practices': 100 };
type Category = keyof typeof floors;
const categories = Object.keys(floors) as Category[];
const walkLimitMs = 60_000;

interface Run {
	scores: Record<Category, number>;
	metrics: Record<string, string>;
	/** Audits that cost a point, other than the metrics themselves. */
	faults: string[];
}

function readRun({ categories: scored, audits, environment }: Result): Run {
	const scores = Object.fromEntries(
		categories.map((name) => [name, Math.round((scored[name]?.score ?? 0) * 100)]),
	) as Run['scores'];
	const ids = [
		'first-contentful-paint',
		'largest-contentful-paint',
		'total-blocking-time',
		'cumulative-layout-shift',
	];
	const metrics = Object.fromEntries(ids.map((id) => [id, audits[id]?.displayValue ?? '?']));
	metrics['benchmark index'] = String(Math.round(environment.benchmarkIndex));
	const weighed = categories.flatMap((name) =>
		(scored[name]?.auditRefs ?? []).filter(({ weight }) => weight > 0),
	);
	const faults = weighed
		.map(({ id }) => audits[id])
		.filter((audit) => audit !== undefined && audit.score !== null && audit.score < 1)
		.map((audit) => `${audit!.id}: ${audit!.displayValue ?? audit!.title}`);
	return { scores, metrics, faults };
}

/** Lighthouse itself asks for another run when the trace lacks its beginning: null. */
async function audit(browser: Browser, url: string, flags: Flags): Promise<Run | null> {
	const page = await browser.newPage();
	try {
		const outcome = await lighthouse(url, { onlyCategories: categories, ...flags }, undefined, page);
		if (!outcome) throw new Error(`Lighthouse said nothing of ${url}`);
		const { runtimeError } = outcome.lhr;
		if (runtimeError?.code === 'NO_NAVSTART') return null;
		if (runtimeError) throw new Error(`Lighthouse could not look at ${url}: ${runtimeError.message}`);
		return readRun(outcome.lhr);
	} finally {
		await page.close();
	}
}

/** Makes a draft with consent, and answers with the address of its first step. */
async function walkToForm(browser: Browser, url: string): Promise<string> {
	const page = await browser.newPage();
	try {
		const arrived = Promise.withResolvers<void>();
		const late = setTimeout(
			() => arrived.reject(new Error(`the first field was not reached in ${walkLimitMs} ms`)),
			walkLimitMs,
		);
		await page.exposeFunction('reached', (mark: string) => mark === 'field' && arrived.resolve());
		await page.evaluateOnNewDocument(walkToFirstField);
		await page.goto(url);
		await arrived.promise.finally(() => clearTimeout(late));
		// What comes in the background has come: the next page is not held up by it.
		await wholeCopy(page);
		return page.url();
	} finally {
		await page.close();
	}
}

const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
const worst = (values: number[]) => Math.min(...values);

const app = await startApp({ LOG_LEVEL: 'silent' });
const front = await startTlsFront(Number(new URL(app.url).port));
const start = `https://localhost:${front.port}/`;

/** Opens a browser on this profile for `work`, and closes it. */
async function inBrowser<T>(userDataDir: string, work: (browser: Browser) => Promise<T>): Promise<T> {
	const browser = await puppeteer.launch({
		executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
		userDataDir,
		args: ['--no-sandbox', '--disable-quic', '--no-first-run', '--lang=zh-CN', front.trust],
	});
	try {
		return await work(browser);
	} finally {
		await browser.close();
	}
}

/**
 * Each audit is in a browser just opened, as from the home screen. In one that has shown the app before, Lighthouse's own
 * profiler begins by going through the heap that is there, and counts that as the page's blocking time.
 */
async function auditOnNewPhone(isReturning: boolean): Promise<Run | null> {
	const profile = mkdtempSync(join(tmpdir(), 'campuscover-lighthouse-'));
	try {
		const url = isReturning ? await inBrowser(profile, (browser) => walkToForm(browser, start)) : start;
		return await inBrowser(profile, (browser) => audit(browser, url, { disableStorageReset: isReturning }));
	} finally {
		rmSync(profile, { recursive: true, force: true });
	}
}

const runsByPage: Record<string, Run[]> = { 'start page, first visit': [], 'form, returning': [] };
try {
	for (let i = 1; i <= rounds; i++) {
		for (const [page, runs] of Object.entries(runsByPage)) {
			const isForm = page.startsWith('form');
			const run = (await auditOnNewPhone(isForm)) ?? (await auditOnNewPhone(isForm));
			if (!run) throw new Error('Lighthouse twice recorded no beginning of the page');
			runs.push(run);
			console.log(`${page}, round ${i} of ${rounds}: ${JSON.stringify({ ...run.scores, ...run.metrics })}`);
			for (const fault of run.faults) console.log(`  ${fault}`);
		}
	}
} finally {
	await front.close();
	await app.stop();
}

const results = Object.entries(runsByPage).map(([page, runs]) => {
	const of = (name: Category) => runs.map(({ scores }) => scores[name]);
	const scores = {
		performance: median(of('performance')),
		accessibility: worst(of('accessibility')),
		'best-practices': worst(of('best-practices')),
	};
	const middle = runs.find((run) => run.scores.performance === scores.performance)!;
	return { page, ...scores, ...middle.metrics };
});
console.table(results);
writeFileSync(
	'build/bench-lighthouse.json',
	JSON.stringify({ rounds, floors, results, runsByPage }, null, '\t'),
);
console.log('JSON: build/bench-lighthouse.json');
const low = results.flatMap((result) =>
	categories
		.filter((name) => result[name] < floors[name])
		.map((name) => `✗ ${result.page}: ${name} ${result[name]}, at least ${floors[name]}`),
);
for (const line of low) console.error(line);
process.exit(low.length === 0 ? 0 : 1);
