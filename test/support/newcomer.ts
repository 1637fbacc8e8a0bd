/** Somebody who has nothing of the app yet, on a line of their own that can be cut; and what they meet when they open it. */
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { walkToFirstField } from '../bench/first-field-path.ts';
import type { AppUnderTest } from './app-under-test.ts';
import { wholeCopy } from './offline-copy.ts';
import { ShapingProxy } from './shaping-proxy.ts';

/**
 * `form`: the first field took a letter; `no network`: the browser's own page; `cleared`: the worker's, that the files
 * are gone; `half`: none of these, as a page that stays white.
 */
export type Met = 'form' | 'no network' | 'cleared' | 'half';

export interface Newcomer {
	context: BrowserContext;
	url: string;
	line: ShapingProxy;
	close(): Promise<void>;
}

export async function aNewcomer(browser: Browser, app: AppUnderTest): Promise<Newcomer> {
	const line = new ShapingProxy(Number(new URL(app.url).port));
	const url = `http://127.0.0.1:${await line.listen()}/`;
	const context = await browser.newContext({ locale: 'zh-CN', viewport: { width: 390, height: 844 } });
	return {
		context,
		url,
		line,
		close: async () => {
			await context.close();
			await line.close();
		},
	};
}

interface SetOut {
	page: Page;
	/** The first field took a letter. */
	field: Promise<Met>;
	met: Promise<Met>;
}

/** A page that opens the app and walks to the first field by itself, as far as it comes. `prepare` runs in it first. */
export async function setOut(
	{ context, url }: Newcomer,
	prepare?: () => void,
	patienceMs = 30_000,
): Promise<SetOut> {
	const page = await context.newPage();
	let reached: () => void;
	const field = new Promise<Met>((resolve) => (reached = () => resolve('form')));
	await page.exposeFunction('reached', (mark: string) => mark === 'field' && reached());
	if (prepare) await page.addInitScript(prepare);
	await page.addInitScript(walkToFirstField);
	const late = new Promise<Met>((resolve) => void setTimeout(() => resolve('half'), patienceMs).unref());
	const opened = page.goto(url, { waitUntil: 'commit' }).then(
		async (answer): Promise<Met> => (answer?.status() === 503 ? 'cleared' : field),
		(): Met => 'no network',
	);
	return { page, field, met: Promise.race([opened, late]) };
}

/** Opens the app and goes to the first field. */
export async function open(newcomer: Newcomer, patienceMs?: number): Promise<Met> {
	const { page, met } = await setOut(newcomer, undefined, patienceMs);
	try {
		return await met;
	} finally {
		await page.close();
	}
}

interface FirstVisit {
	/** Bytes that had come when the first field took a letter, and when the whole app was on the phone; 0: not reached. */
	toField: number;
	toWhole: number;
	/** The worker had the start page and the form by the end. */
	isInstalled: boolean;
}

/** A first visit to the first field and on until the whole app is on the phone, or the line is cut. */
export async function visit(newcomer: Newcomer): Promise<FirstVisit> {
	const { line } = newcomer;
	const { page, field } = await setOut(newcomer);
	const cut = new Promise<void>((resolve) => (line.onCut = resolve));
	const reached = { toField: 0, toWhole: 0 };
	const whole = async () => {
		await field;
		reached.toField = line.counted.down;
		await wholeCopy(page);
		reached.toWhole = line.counted.down;
	};
	await Promise.race([cut, whole().catch(() => cut)]);
	const isInstalled = await page
		.evaluate(() => navigator.serviceWorker.controller !== null)
		.catch(() => false);
	await page.close();
	return { ...reached, isInstalled };
}
