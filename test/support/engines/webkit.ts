/** WebKitGTK through WebKitWebDriver, on a display of its own. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Builder, type WebDriver, type WebElement } from 'selenium-webdriver';
import { Origin } from 'selenium-webdriver/lib/input.js';
import { freePorts } from '../ports.ts';
import { remoteScreen, type Remote } from './remote-screen.ts';
import { phoneSize, type EnginePhone } from './screen.ts';

const binary = resolve(import.meta.dirname, 'webkit-browser.py');

/** An X server on the first free display; answers with its number once it takes windows. */
async function startDisplay(): Promise<{ server: ChildProcess; display: string }> {
	const server = spawn('Xvfb', ['-displayfd', '1', '-screen', '0', '800x1000x24', '-nolisten', 'tcp'], {
		stdio: ['ignore', 'pipe', 'ignore'],
	});
	const [line] = (await once(server.stdout!, 'data')) as [Buffer];
	return { server, display: `:${line.toString().trim()}` };
}

async function startDriver(display: string): Promise<{ server: ChildProcess; url: string }> {
	const [port] = (await freePorts(1)) as [number];
	const server = spawn('WebKitWebDriver', [`--port=${port}`], {
		stdio: 'ignore',
		env: { ...process.env, DISPLAY: display, TZ: 'Asia/Shanghai', LANG: 'C.UTF-8', NO_AT_BRIDGE: '1' },
	});
	const url = `http://127.0.0.1:${port}`;
	for (;;) {
		if (server.exitCode !== null) throw new Error(`WebKitWebDriver ended with ${server.exitCode}`);
		if ((await fetch(`${url}/status`).catch(() => null))?.ok) return { server, url };
		await new Promise((done) => setTimeout(done, 50));
	}
}

function openBrowser(url: string, profile: string): Promise<WebDriver> {
	const options = { binary, args: [profile, ...Object.values(phoneSize).map(String)] };
	return new Builder()
		.usingServer(url)
		.withCapabilities({ browserName: 'WebKitGTK', 'webkitgtk:browserOptions': options })
		.build();
}

function remote(driver: WebDriver): Remote<WebElement> {
	const act = () => driver.actions({ async: true });
	return {
		goto: (url) => driver.get(url),
		evaluate: (inPage) =>
			driver.executeAsyncScript(
				`const done = arguments[0]; Promise.resolve((${inPage.toString()})()).then(done)`,
			),
		find: (inPage, path) => driver.executeScript(inPage as never, path),
		run: (inPage, on, argument) => driver.executeScript(inPage as never, on, argument),
		click: (on) => on.click(),
		mouse: {
			move: (x, y) =>
				act()
					.move({ x: Math.round(x), y: Math.round(y), origin: Origin.VIEWPORT, duration: 0 })
					.perform(),
			down: () => act().press().perform(),
			up: () => act().release().perform(),
		},
	};
}

async function ended(child: ChildProcess): Promise<void> {
	if (child.exitCode !== null || child.signalCode !== null) return;
	child.kill();
	await once(child, 'exit');
}

export async function openWebKit(): Promise<EnginePhone> {
	const profile = mkdtempSync(join(tmpdir(), 'campuscover-webkit-'));
	const { server: x, display } = await startDisplay();
	const { server: webdriver, url } = await startDriver(display);
	const stop = async () => {
		await ended(webdriver);
		await ended(x);
		rmSync(profile, { recursive: true, force: true });
	};
	let driver = await openBrowser(url, profile).catch(async (error: unknown) => {
		await stop();
		throw error;
	});
	const phone: EnginePhone = {
		screen: remoteScreen(remote(driver)),
		picture: async (path) => writeFileSync(path, await driver.takeScreenshot(), 'base64'),
		restart: async () => {
			await driver.quit();
			driver = await openBrowser(url, profile);
			phone.screen = remoteScreen(remote(driver));
		},
		close: async () => {
			await driver.quit().catch(() => null);
			await stop();
		},
	};
	return phone;
}
