/** The first load cut anywhere, an update cut in the middle, and a browser that clears what it kept: never a half app. */
import { readFileSync, rmSync } from 'node:fs';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anotherBuild, laterMark } from '../support/another-build.ts';
import { openHouse } from '../support/e2e-house.ts';
import { aNewcomer, open, setOut, visit, type Met, type Newcomer } from '../support/newcomer.ts';
import { executablePath } from '../support/open-phone.ts';
import { wholeCopy } from '../support/offline-copy.ts';

const later = anotherBuild();
const house = openHouse({});
let browser: Browser;
const newcomers: Newcomer[] = [];

beforeAll(async () => {
	browser = await chromium.launch({
		executablePath,
		args: ['--no-sandbox', '--disable-quic', '--disable-background-networking'],
	});
});
afterAll(async () => {
	await Promise.all(newcomers.map((newcomer) => newcomer.close()));
	await browser.close();
	rmSync(later, { recursive: true, force: true });
});

async function somebody(): Promise<Newcomer> {
	const newcomer = await aNewcomer(browser, house.app);
	newcomers.push(newcomer);
	return newcomer;
}

/** Where the lines are cut: one place by chance in each of `count` stretches. The same in every run. */
function places(count: number, from: number, to: number): number[] {
	let state = 20_261;
	return Array.from({ length: count }, (_, i) => {
		state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
		return Math.floor(from + ((to - from) * (i + state / 0x80000000)) / count);
	});
}

const keptFiles = (page: Page) =>
	page.evaluate(async () => {
		const names = (await caches.keys()).filter((name) => name.startsWith('workbox-precache'));
		const lists = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
		return lists.flat().length;
	});

const isControlled = (page: Page) => page.evaluate(() => navigator.serviceWorker.controller !== null);
const runsLater = (page: Page) =>
	page.evaluate((mark) => document.documentElement.innerHTML.includes(mark), laterMark);

/** Puts another text in the place of a file that the browser keeps. */
async function spoil(page: Page, path: RegExp, text: string): Promise<void> {
	await page.evaluate(
		async ([pattern, put]) => {
			const name = (await caches.keys()).find((found) => found.startsWith('workbox-precache'))!;
			const cache = await caches.open(name);
			const [key] = (await cache.keys()).filter(({ url }) => new RegExp(pattern).test(url));
			if (!key) throw new Error('there is no such file');
			await cache.put(key, new Response(put, { headers: { 'content-type': 'text/html' } }));
		},
		[path.source, text] as const,
	);
}

async function clear(newcomer: Newcomer, storageTypes: string): Promise<void> {
	const page = await newcomer.context.newPage();
	const devtools = await newcomer.context.newCDPSession(page);
	await devtools.send('Storage.clearDataForOrigin', { origin: newcomer.url.slice(0, -1), storageTypes });
	await page.close();
}

/** Somebody whose phone has the whole app, with a page of it open. */
async function somebodyWithAll(): Promise<{ newcomer: Newcomer; page: Page }> {
	const newcomer = await somebody();
	const { page, met } = await setOut(newcomer);
	await met;
	await wholeCopy(page);
	return { newcomer, page };
}

const seeHeading = (page: Page, name: string) => page.getByRole('heading', { name, level: 1 }).waitFor();

describe('a first load', () => {
	it('that is cut anywhere leaves nothing or a form that works, and goes on when the network is back', async () => {
		const whole = await visit(await somebody());
		const offsets = [...places(6, 0, whole.toField), ...places(3, whole.toField, whole.toWhole)];
		const met: Record<number, Met[]> = {};
		const wanted: Record<number, Met[]> = {};
		const one = async (offset: number) => {
			const newcomer = await somebody();
			newcomer.line.cutAfter(offset);
			const { isInstalled } = await visit(newcomer);
			const offline = await open(newcomer);
			newcomer.line.reset();
			met[offset] = [offline, await open(newcomer)];
			// The last file may have come without the page's having heard of it.
			wanted[offset] = [isInstalled || offline === 'form' ? 'form' : 'no network', 'form'];
		};
		const lane = async () => {
			for (let next = offsets.shift(); next !== undefined; next = offsets.shift()) await one(next);
		};
		await Promise.all([lane(), lane(), lane()]);
		expect(met).toEqual(wanted);
		expect(new Set(Object.values(met).map(([offline]) => offline))).toEqual(new Set(['no network', 'form']));
	});

	it('that ends with the form opens again without a network, says what is not here yet, and fetches only that', async () => {
		const newcomer = await somebody();
		// Never quiet: the rest of the app does not begin to come.
		const { page, met } = await setOut(newcomer, () => {
			setInterval(() => dispatchEvent(new KeyboardEvent('keydown')), 300);
		});
		await met;
		await expect.poll(() => isControlled(page)).toBe(true);
		const first = newcomer.line.counted.down;
		newcomer.line.setOnline(false);
		await page.close();
		expect(await open(newcomer)).toBe('form');
		const again = await newcomer.context.newPage();
		await again.goto(`${newcomer.url}guide`);
		await seeHeading(again, '这一页还没有存到手机上');
		newcomer.line.reset();
		await again.getByRole('button', { name: '再试一次' }).click();
		await seeHeading(again, '办事指南');
		await wholeCopy(again);
		const { line } = newcomer;
		const whole = await visit(await somebody());
		// What the guide's page took by itself comes once more with its pack. Planted: all anew would be more.
		const bound = whole.toWhole + first / 2;
		expect(first + line.counted.down).toBeLessThan(bound);
		expect(whole.toField + whole.toWhole).toBeGreaterThan(bound);
		line.setOnline(false);
		await again.goto(`${newcomer.url}guide`);
		await seeHeading(again, '办事指南');
		await spoil(again, /entry\/app\./, 'no script');
		expect(await open(newcomer, 4_000)).toBe('half');
	});
});

describe('a second visit', () => {
	it('asks the server nothing on its way to the first field, and for the date soon after', async () => {
		const newcomer = await somebody();
		const asked: string[] = [];
		newcomer.context.on('request', (request) => {
			const { pathname } = new URL(request.url());
			if (pathname.startsWith('/api/')) asked.push(pathname);
		});
		const first = await setOut(newcomer);
		expect(await first.met).toBe('form');
		expect(asked).toEqual(['/api/trpc/status.moment']);
		await wholeCopy(first.page);
		await first.page.close();

		asked.length = 0;
		const second = await setOut(newcomer);
		expect(await second.met).toBe('form');
		expect(asked).toEqual([]);
		await expect.poll(() => asked).toEqual(['/api/trpc/status.moment']);
	});
});

describe('an update that is cut in the middle', () => {
	it('leaves the version before whole, without a network too, and goes on later', async () => {
		const { newcomer, page } = await somebodyWithAll();
		await house.app.stopServer();
		await house.app.startServer({ BUILD_DIR: later });
		newcomer.line.cutAfter(60_000);
		await page.evaluate(async () => {
			const registration = (await navigator.serviceWorker.getRegistration())!;
			await registration.update().catch(() => undefined);
			const { installing } = registration;
			if (installing) {
				await new Promise((resolve) => {
					installing.addEventListener('statechange', () => installing.state === 'redundant' && resolve(null));
				});
			}
		});
		expect(await open(newcomer)).toBe('form');
		await page.goto(`${newcomer.url}guide`);
		await seeHeading(page, '办事指南');
		expect(await runsLater(page)).toBe(false);

		const [own, next] = ['build', later].map((folder) => readFileSync(`${folder}/200.html`, 'utf8'));
		await spoil(page, /200\.html/, next!);
		expect(await open(newcomer, 4_000)).toBe('half');
		await spoil(page, /200\.html/, own!);

		newcomer.line.reset();
		await page.goto(newcomer.url);
		await page.evaluate(() => navigator.serviceWorker.getRegistration().then((found) => found?.update()));
		await page.getByRole('button', { name: '更新' }).click();
		await expect.poll(() => runsLater(page).catch(() => false)).toBe(true);
		newcomer.line.setOnline(false);
		expect(await open(newcomer)).toBe('form');
		await house.app.stopServer();
		await house.app.startServer({ BUILD_DIR: 'build' });
	});
});

describe('a browser that clears', () => {
	it('the app’s files alone: says so without a network, and has them again by itself with one', async () => {
		const { newcomer, page } = await somebodyWithAll();
		const draft = page.url();
		const files = await keptFiles(page);
		await page.close();
		await clear(newcomer, 'cache_storage');
		newcomer.line.setOnline(false);
		expect(await open(newcomer)).toBe('cleared');
		newcomer.line.reset();

		const deaf = await setOut(newcomer, () => {
			const wishes: unknown[] = [];
			Object.assign(window, { wishes });
			ServiceWorker.prototype.postMessage = (wish: unknown) => void wishes.push(wish);
		});
		expect(await deaf.met).toBe('form');
		const wishes = () => deaf.page.evaluate(() => (window as unknown as { wishes: unknown[] }).wishes.length);
		await expect.poll(wishes).toBe(2);
		expect(await keptFiles(deaf.page)).toBeLessThan(files);
		await deaf.page.close();

		const back = await setOut(newcomer);
		expect(await back.met).toBe('form');
		await expect.poll(() => keptFiles(back.page)).toBe(files);
		newcomer.line.setOnline(false);
		expect(await open(newcomer)).toBe('form');
		await back.page.goto(draft);
		await back.page.getByLabel('姓名').waitFor();
		expect(await back.page.getByLabel('姓名').inputValue()).toBe('李');
	});

	it('what was typed, alone or with the files: a draft that is gone is not promised', async () => {
		const { newcomer, page } = await somebodyWithAll();
		const status = page.url().replace('person/id', 'status');
		newcomer.line.setOnline(false);
		await page.goto(status);
		await seeHeading(page, '还没有提交');
		await page.goto('about:blank');
		await clear(newcomer, 'indexeddb');
		await page.goto(status);
		await seeHeading(page, '本机没有这份登记');
		await page.getByText('或者被浏览器清掉了').waitFor();
		await page.goto(newcomer.url);
		// Which rules are in force was cleared, too: the server has to say it once.
		await page.getByText('第一次使用需要连一次服务器').waitFor();
		newcomer.line.reset();
		expect(await open(newcomer)).toBe('form');
		newcomer.line.setOnline(false);

		await page.goto('about:blank');
		await clear(newcomer, 'indexeddb,cache_storage');
		await page.goto(status);
		await page.getByText('未上传的草稿如果还在本机，也会照样出现').waitFor();
		newcomer.line.reset();
		await page.getByRole('link', { name: /重试/ }).click();
		await seeHeading(page, '本机没有这份登记');
		expect(await open(newcomer)).toBe('form');
	});
});
