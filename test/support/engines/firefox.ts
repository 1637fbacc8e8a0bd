/** Firefox ESR through WebDriver BiDi. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launch, type ElementHandle, type Page } from 'puppeteer-core';
import { remoteScreen, type Remote } from './remote-screen.ts';
import { phoneSize, type EnginePhone } from './screen.ts';

const executablePath = process.env.FIREFOX ?? '/usr/bin/firefox-esr';

function openBrowser(profile: string) {
	return launch({
		browser: 'firefox',
		executablePath,
		userDataDir: profile,
		headless: true,
		defaultViewport: phoneSize,
		env: { ...process.env, TZ: 'Asia/Shanghai', HOME: profile },
		extraPrefsFirefox: {
			'intl.accept_languages': 'zh-CN, zh',
			'ui.prefersReducedMotion': 1,
			// As on a phone: a scrollbar takes no room.
			'ui.useOverlayScrollbars': 1,
		},
	});
}

function remote(page: Page): Remote<ElementHandle<Element>> {
	return {
		goto: (url) => page.goto(url),
		evaluate: (inPage) => page.evaluate(inPage) as never,
		find: async (inPage, path) => {
			const handle = await page.evaluateHandle(inPage, path);
			return handle.asElement() as ElementHandle<Element> | null;
		},
		run: (inPage, on, argument) => on.evaluate(inPage as never, argument) as never,
		click: (on) => on.click(),
		mouse: page.mouse,
	};
}

export async function openFirefox(): Promise<EnginePhone> {
	const profile = mkdtempSync(join(tmpdir(), 'campuscover-firefox-'));
	let browser = await openBrowser(profile);
	let page = await browser.newPage();
	const phone: EnginePhone = {
		screen: remoteScreen(remote(page)),
		picture: async (path) => void (await page.screenshot({ path: path as `${string}.png` })),
		restart: async () => {
			await browser.close();
			browser = await openBrowser(profile);
			page = await browser.newPage();
			phone.screen = remoteScreen(remote(page));
		},
		close: async () => {
			await browser.close();
			rmSync(profile, { recursive: true, force: true });
		},
	};
	return phone;
}
