/** One visit of a phone with its own profile on disk, counted at the line. */
import { chromium, type BrowserContext, type Page } from 'playwright-core';
import { wholeCopy } from '../support/offline-copy.ts';
import type { Line, ShapingProxy } from '../support/shaping-proxy.ts';
import { walkToFirstField } from './first-field-path.ts';
import type { TlsFront } from './tls-front.ts';

export interface Mark {
	seconds: number;
	/** To and from the phone, with TLS and HTTP/2. */
	bytes: number;
	/** Of these, sent by the phone. */
	bytesUp: number;
	connections: number;
	/** Paths, in the order asked. */
	requests: string[];
}

export interface Visit {
	/** The start page is drawn and takes a tap. */
	start: Mark;
	/** The first field took a letter. */
	field: Mark;
	/** When the visit ended, with all that came in the background. */
	end: Mark;
}

interface Place {
	url: string;
	profile: string;
	front: TlsFront;
	proxy: ShapingProxy;
	line: Line;
	cpuSlowdown: number;
}

const flags = ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking'];
/** A visit that has not reached the field by then does not reach it: the slowest line needs about 15 s. */
const fieldLimitMs = 90_000;
const workerLimitMs = 60_000;
/** Without a stay: long enough for what the page asks by itself after the field. */
const settleMs = 8_000;

async function openBrowser({ profile, front }: Place): Promise<BrowserContext> {
	return chromium.launchPersistentContext(profile, {
		executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
		headless: true,
		args: [...flags, '--disable-component-update', '--disable-sync', front.trust],
		viewport: { width: 390, height: 844 },
		locale: 'zh-CN',
		timezoneId: 'Asia/Shanghai',
		hasTouch: true,
	});
}

/** Rejects with the words of `describe` when `work` takes longer. */
async function within<T>(limitMs: number, work: Promise<T>, describe: () => Promise<string>): Promise<T> {
	let timer: ReturnType<typeof setTimeout> | undefined;
	const late = new Promise<never>((_, reject) => {
		timer = setTimeout(() => void describe().then((words) => reject(new Error(words)), reject), limitMs);
	});
	return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** Where the walk stands, what it waits for, and what the page says. */
async function describeWalk(page: Page, complaints: string[]): Promise<string> {
	const [waitsFor, text] = await page.evaluate(() => [
		(globalThis as { waitsFor?: string }).waitsFor ?? 'the document',
		document.body?.innerText.slice(0, 400) ?? '',
	]);
	return [`stopped at ${page.url()}, waiting for: ${waitsFor}`, `the page says: ${text}`, ...complaints].join(
		'\n',
	);
}

/**
 * Walks to the first field; with `stay`, until the whole app is on the phone, else until the line has been quiet.
 * What comes after the field comes on a fast line: its bytes are counted, its time is nobody's.
 * Rejects, with what the walk was waiting for, when the field is not reached in `fieldLimitMs`.
 */
export async function visit(place: Place, stay: boolean): Promise<Visit> {
	const { proxy, front } = place;
	front.asked.length = 0;
	proxy.reset();
	proxy.setLine(place.line);
	const marks: Partial<Visit> = {};
	const mark = (seconds: number): Mark => ({
		seconds,
		bytes: proxy.counted.up + proxy.counted.down,
		bytesUp: proxy.counted.up,
		connections: proxy.counted.connections,
		requests: [...front.asked],
	});
	const context = await openBrowser(place);
	try {
		const page = context.pages()[0] ?? (await context.newPage());
		const complaints: string[] = [];
		page.on('pageerror', (error) => complaints.push(`error in the page: ${error.message}`));
		page.on('requestfailed', (request) => complaints.push(`failed: ${request.url()}`));
		const fieldReached = new Promise<void>((resolve) => {
			void page.exposeFunction('reached', (name: 'start' | 'field', ms: number) => {
				marks[name] = mark(ms / 1000);
				if (name === 'field') resolve();
			});
		});
		await page.addInitScript(walkToFirstField);
		const devtools = await context.newCDPSession(page);
		await devtools.send('Emulation.setCPUThrottlingRate', { rate: place.cpuSlowdown });
		const from = performance.now();
		const describe = () => describeWalk(page, complaints);
		await page.goto(place.url, { waitUntil: 'commit', timeout: fieldLimitMs });
		await within(fieldLimitMs, fieldReached, describe);
		proxy.setLine({});
		if (stay) {
			const copied = wholeCopy(page);
			await within(
				workerLimitMs,
				copied,
				async () => `no offline copy after ${workerLimitMs} ms; ${await describe()}`,
			);
		} else await page.waitForTimeout(settleMs);
		return { ...(marks as Visit), end: mark((performance.now() - from) / 1000) };
	} finally {
		await context.close();
	}
}
