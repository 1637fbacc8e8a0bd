/** One visit of a phone with its own profile on disk, counted at the line. */
import { chromium, type BrowserContext } from 'playwright-core';
import { wholeCopy } from '../support/offline-copy.ts';
import type { ShapingProxy } from '../support/shaping-proxy.ts';
import { walkToFirstField } from './first-field-path.ts';
import type { TlsFront } from './tls-front.ts';

export interface Mark {
	seconds: number;
	/** To and from the phone, with TLS and HTTP/2. */
	bytes: number;
	/** Of these, sent by the phone. */
	bytesUp: number;
	requests: number;
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
	cpuSlowdown: number;
}

const flags = ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking'];
const limitMs = 180_000;

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

/** Walks to the first field; with `stay`, until the whole app is on the phone, else until the line has been quiet. */
export async function visit(place: Place, stay: boolean): Promise<Visit> {
	const { proxy, front } = place;
	front.asked.length = 0;
	proxy.reset();
	const marks: Partial<Visit> = {};
	const mark = (seconds: number): Mark => ({
		seconds,
		bytes: proxy.counted.up + proxy.counted.down,
		bytesUp: proxy.counted.up,
		requests: front.asked.length,
	});
	const context = await openBrowser(place);
	try {
		const page = context.pages()[0] ?? (await context.newPage());
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
		page.setDefaultTimeout(limitMs);
		await page.goto(place.url, { waitUntil: 'commit' });
		await fieldReached;
		if (stay) await wholeCopy(page);
		else await page.waitForTimeout(8_000);
		return { ...(marks as Visit), end: mark((performance.now() - from) / 1000) };
	} finally {
		await context.close();
	}
}
