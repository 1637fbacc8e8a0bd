/** Phones and desks of end-to-end tests: a real Chromium each, or a context of one that they share. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
	chromium,
	type Browser,
	type BrowserContext,
	type BrowserContextOptions,
	type Page,
} from 'playwright-core';

export interface Phone {
	context: BrowserContext;
	page: Page;
	/** Where the browser keeps this phone's files. */
	profile: string;
	/** Closes the browser and opens it again on the same profile. */
	restart(): Promise<void>;
	close(): Promise<void>;
}

/**
 * A second switch replaces the first, so Playwright's own are among these. The others draw the browser's toolbar as pages of
 * their own, in processes of their own, which nobody sees here: a tenth of the processor.
 */
const switchedOff = [
	...['AvoidUnnecessaryBeforeUnloadCheckSync', 'DestroyProfileOnBrowserClose', 'HttpsUpgrades'],
	...['HttpsFirstBalancedModeAutoEnable', 'LensOverlay', 'MediaRouter', 'PaintHolding'],
	...['ThirdPartyStoragePartitioning', 'AvoidCorsURLLoaderRestartOnRedirect', 'OptimizationHints'],
	...['NetworkTimeServiceQuerying', 'AimEnabled', 'PreconnectToSearch'],
	...['PreloadTopChromeWebUI', 'InitialWebUI', 'WebUIReloadButton', 'WebUIToolbarWebView'],
];

const chromiumFlags = [
	'--no-sandbox',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
	`--disable-features=${switchedOff.join(',')}`,
];

export interface PhoneOptions {
	width?: number;
	height?: number;
	dark?: boolean;
	/** Without a service worker, as in some in-app browsers. */
	withoutWorker?: boolean;
	userAgent?: string;
	/** With a profile of its own on disk, in a browser of its own: can be restarted and its files be searched. */
	isKept?: boolean;
	/** In the browser as people have it, with notifications: the one without windows shows none. */
	isWhole?: boolean;
}

const wholeBrowser = process.env.CHROMIUM ?? '/usr/bin/chromium';
/** Chromium's own program without windows, where there is one: the same engine for a third less of processor. */
export const executablePath = process.env.CHROMIUM_HEADLESS ?? wholeBrowser;

let shared: Promise<Browser> | null = null;
let sharing = 0;

/** One browser for all phones of a file that keep nothing: each is a context, with storage and a worker of its own. */
async function inSharedBrowser(
	options: BrowserContextOptions,
): Promise<[BrowserContext, () => Promise<void>]> {
	sharing += 1;
	shared ??= chromium.launch({ executablePath, headless: true, args: chromiumFlags });
	const browser = await shared;
	const context = await browser.newContext(options);
	const close = async () => {
		await context.close();
		sharing -= 1;
		if (sharing > 0) return;
		shared = null;
		await browser.close();
	};
	return [context, close];
}

/** A Chromium in the size of a phone (or wider). */
export async function openPhone(options: PhoneOptions = {}): Promise<Phone> {
	const contextOptions: BrowserContextOptions = {
		viewport: { width: options.width ?? 390, height: options.height ?? 844 },
		locale: 'zh-CN',
		timezoneId: 'Asia/Shanghai',
		hasTouch: (options.width ?? 390) < 800,
		colorScheme: options.dark ? 'dark' : 'light',
		reducedMotion: 'reduce',
		serviceWorkers: options.withoutWorker ? 'block' : 'allow',
		userAgent: options.userAgent,
	};
	if (!options.isKept && !options.isWhole) return openForgetful(contextOptions);
	return openKept(contextOptions, options.isWhole ? wholeBrowser : executablePath);
}

/** A busy machine is slow; only what never comes should fail. */
const patienceMs = 90_000;

async function openForgetful(options: BrowserContextOptions): Promise<Phone> {
	const [context, close] = await inSharedBrowser(options);
	context.setDefaultTimeout(patienceMs);
	const noProfile = () => new Error('This phone keeps nothing: open it as one that `isKept`.');
	return {
		context,
		page: await context.newPage(),
		get profile(): string {
			throw noProfile();
		},
		restart: () => Promise.reject(noProfile()),
		close,
	};
}

async function openKept(options: BrowserContextOptions, program: string): Promise<Phone> {
	const profile = mkdtempSync(join(tmpdir(), 'campuscover-profile-'));
	const open = async () => {
		const context = await chromium.launchPersistentContext(profile, {
			executablePath: program,
			headless: true,
			args: chromiumFlags,
			...options,
		});
		context.setDefaultTimeout(patienceMs);
		return context;
	};
	const context = await open();
	const phone: Phone = {
		context,
		page: context.pages()[0] ?? (await context.newPage()),
		profile,
		restart: async () => {
			await phone.context.close();
			phone.context = await open();
			phone.page = phone.context.pages()[0] ?? (await phone.context.newPage());
		},
		close: async () => {
			await phone.context.close();
			rmSync(profile, { recursive: true, force: true });
		},
	};
	return phone;
}
