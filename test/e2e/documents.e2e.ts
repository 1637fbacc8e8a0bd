/**
 * A claim's photos from a phone without a network to the server's disk: cut, reloaded, restarted, and each byte there once.
 * And what a phone does with a file that cannot be used, with one that it lost, and where it is full.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accidentPapers, addTo, aPicture, newClaim, type PickedFile } from '../support/claim-journey.ts';
import { aKeptPhone, aPhone, openHouse } from '../support/e2e-house.ts';
import { fillUp, roomBytes, setRoom } from '../support/full-storage.ts';
import { signInAt } from '../support/journeys.ts';
import { wholeCopy } from '../support/offline-copy.ts';
import { openPhone } from '../support/open-phone.ts';
import { ShapingProxy } from '../support/shaping-proxy.ts';

/** Whose claim it is: at a second try another's, who has none yet. */
let student = '';
const kind = '意外伤害门诊';
const house = openHouse({ phone: aKeptPhone, brief: aPhone, other: aPhone, full: aKeptPhone });
let proxy: ShapingProxy;
let url = '';
let id = '';
/** Names of the files that the demo brought. */
let ofDemo: Set<string>;

beforeAll(async () => {
	ofDemo = new Set(filesOnDisk().map(({ named }) => named));
	proxy = new ShapingProxy(Number(new URL(house.app.url).port));
	url = `http://127.0.0.1:${await proxy.listen()}`;
	proxy.setLine({});
});
afterAll(() => proxy.close());

async function signInOn(page: Page, account: string): Promise<void> {
	await page.getByLabel('手机号').fill(account);
	await page.getByRole('button', { name: '获取验证码' }).click();
	await page.getByText('验证码已发送').waitFor();
	await page.getByLabel('验证码', { exact: true }).fill(await house.app.codeFor(account));
	await page.getByRole('button', { name: '登录', exact: true }).click();
}

const pagesIn = (page: Page, paper: string) => page.locator(`#${paper} li`);

/** Adds a file and waits until it is on the phone. */
async function add(page: Page, paper: string, file: PickedFile): Promise<void> {
	const before = await pagesIn(page, paper).count();
	await addTo(page, paper, file);
	await pagesIn(page, paper).nth(before).waitFor();
}

/** Small enough to be drawn quickly, and with what a camera would tell beside the picture. */
const photo = (n: number) => aPicture(`照片${n}.png`, { words: `GPS-31.${n}-MARKER` });

/** Through the proxy, where a visit is short: nobody waits until the whole app is on the phone. The claim's id. */
async function beginClaim(page: Page, account: string): Promise<string> {
	await page.goto(`${url}/sign-in?next=/claims`);
	await signInOn(page, account);
	await page.getByRole('heading', { name: '报销申请', level: 1 }).waitFor();
	return newClaim(page, url, kind);
}

/** All papers of the open claim, from so many photos, and the submission. */
async function submitOffline(page: Page, photos: PickedFile[]): Promise<void> {
	for (const [i, paper] of accidentPapers.entries()) {
		await add(page, paper, photos[Math.min(i, photos.length - 1)]!);
	}
	await page.getByRole('button', { name: /填“吉林银行”/ }).click();
	await page.getByText('材料齐了').waitFor();
	await page.getByRole('button', { name: '提交报销申请' }).click();
	await page.getByText('已提交，材料传完后自动送出').waitFor();
	expect(await page.getByText('已上传').count()).toBe(0);
}

const isTaken = (page: Page) => page.getByText(/受理。全部材料都已收齐/).waitFor();

const storedFiles = () => filesOnDisk().filter(({ named }) => !ofDemo.has(named));

/** What lies on the server's disk: the name that each file has, and the hash that it should have. */
function filesOnDisk(): { named: string; bytes: Buffer; hash: string }[] {
	const folder = join(house.app.dataDir, 'documents');
	// Made with the first one.
	if (!existsSync(folder)) return [];
	return readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => {
			const bytes = readFileSync(join(entry.parentPath, entry.name));
			const hash = createHash('sha256').update(bytes).digest('hex');
			return { named: entry.name.split('.')[0]!, bytes, hash };
		});
}

/** What a second try begins with: a line, a phone that has nothing, and what the first left on the server's disk. */
async function anew(): Promise<void> {
	proxy.reset();
	proxy.setLine({});
	await house.phone.close();
	house.phone = await openPhone(aKeptPhone);
	ofDemo = new Set(filesOnDisk().map(({ named }) => named));
}

/** Rejects with what `found` says when it takes longer. */
async function within<Found>(ms: number, work: Promise<void>, found: () => Promise<Found>): Promise<void> {
	let timer: ReturnType<typeof setTimeout> | undefined;
	const late = new Promise<true>((resolve) => (timer = setTimeout(() => resolve(true), ms)));
	const isLate = await Promise.race([work, late]);
	clearTimeout(timer);
	if (isLate) throw new Error(`It did not come: ${JSON.stringify(await found(), null, 1)}`);
}

/** Bytes of the smallest of the photos as the phone keeps them. */
function leastBytes(page: Page): Promise<number> {
	return page.evaluate(
		() =>
			new Promise<number>((resolve, reject) => {
				const opening = indexedDB.open('campuscover');
				opening.onerror = () => reject(opening.error);
				opening.onsuccess = () => {
					const db = opening.result;
					const reading = db.transaction('document').objectStore('document').getAll();
					reading.onerror = () => reject(reading.error);
					reading.onsuccess = () => {
						db.close();
						resolve(Math.min(...(reading.result as { size: number }[]).map(({ size }) => size)));
					};
				};
			}),
	);
}

describe('five photos without a network, for six papers', () => {
	const stored: ReturnType<typeof storedFiles> = [];

	it('go up through a network that is cut in the middle of the third, a reload and a restart: each once', async ({
		task,
	}) => {
		const tries = task.result?.retryCount ?? 0;
		student = ['19000000001', '19000000002'][tries]!;
		if (tries > 0) await anew();
		const { phone } = house;
		id = await beginClaim(phone.page, student);
		await wholeCopy(phone.page);
		proxy.setOnline(false);
		await submitOffline(phone.page, [1, 2, 3, 4, 5].map(photo));

		const inTheThird = (await leastBytes(phone.page)) * 2.5;
		const cut = new Promise<void>((resolve) => (proxy.onCut = resolve));
		proxy.setLine({ upKbps: 4_000, downKbps: 4_000, rttMs: 60 });
		proxy.reset();
		// In the same turn as the line comes back: whatever goes up is counted.
		proxy.cutAfter(inTheThird, 'up');
		// No browser tells the page that this line is back: it finds out.
		await within(120_000, cut, async () => ({
			through: proxy.counted,
			screen: await phone.page.locator('body').innerText(),
			log: house.app.log().slice(-2_000),
		}));
		expect(storedFiles().length).toBeLessThan(5);
		await phone.page.reload();
		await phone.page.getByText('已提交，材料传完后自动送出').waitFor();
		await phone.restart();
		proxy.reset();
		proxy.setLine({});
		await phone.page.goto(`${url}/claims/${id}`);
		await isTaken(phone.page);
		stored.push(...storedFiles());
		expect(stored.map(({ named }) => named)).toEqual(stored.map(({ hash }) => hash));
		expect(new Set(stored.map(({ hash }) => hash)).size).toBe(5);
		expect(stored).toHaveLength(5);
	});

	it('tell nothing of where they were taken', () => {
		expect(stored).toHaveLength(5);
		expect(photo(1).buffer.includes('MARKER')).toBe(true);
		for (const { bytes } of stored) {
			expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xff, 0xd8, 0xff]));
			for (const told of ['MARKER', 'Exif']) expect(bytes.includes(told)).toBe(false);
		}
	});

	it('open on another phone of the same person, which has the one claim', async () => {
		const { page } = house.other;
		await signInAt(page, house.app, { phone: student, next: '/claims' });
		const claim = page.getByRole('link', { name: new RegExp(kind) });
		await claim.waitFor();
		expect(await claim.count()).toBe(1);
		await page.getByText('已受理').first().waitFor();
		await claim.click();
		const photos = page.getByRole('button', { name: /第 1 页：查看/ });
		await photos.first().click();
		const image = page.getByRole('dialog').getByRole('img');
		await image.waitFor();
		const width = () => image.evaluate((img: HTMLImageElement) => img.decode().then(() => img.naturalWidth));
		expect(await width()).toBe(900);
	});
});

describe('a first visit that was too short for the code that sends photos', () => {
	it('sends them when the line is back, though nobody says that it is', async () => {
		const { page } = house.brief;
		proxy.reset();
		proxy.setLine({});
		await beginClaim(page, '19000000003');
		proxy.setOnline(false);
		await submitOffline(page, [photo(11)]);
		proxy.reset();
		await isTaken(page);
	});
});

describe('what cannot be used', () => {
	const asIf = (name: string, bytes: string): PickedFile => ({
		name,
		mimeType: 'image/jpeg',
		buffer: Buffer.from(bytes, 'latin1'),
	});

	it.each([
		['HEIC', asIf('IMG_1.jpg', '\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic'), 'HEIC 照片'],
		['a PDF with a password', asIf('病历.jpg', '%PDF-1.7\ntrailer << /Encrypt 5 0 R >>'), '这个 PDF 有密码'],
		['a text with a picture’s name', asIf('票据.jpg', 'hello'), '这种文件用不了'],
		['a picture that is cut', asIf('坏.jpg', '\xff\xd8\xff\xe0 no picture'), '这种文件用不了'],
		[
			'a PDF of more than 10 MB',
			{ ...asIf('大.jpg', ''), buffer: Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(10_000_001)]) },
			'超过 10 MB',
		],
	])('%s is refused in words when it is chosen, and nothing is added', async (_, file, words) => {
		const { page } = house.phone;
		if (!page.url().includes('/claims/') || page.url().includes(id)) await newClaim(page, url, kind);
		await addTo(page, 'outpatient-receipt', file);
		const notice = page.locator('#outpatient-receipt').getByText(words);
		await notice.waitFor();
		await page.locator('#outpatient-receipt').getByText(`“${file.name}”没有添加`).waitFor();
		expect(await pagesIn(page, 'outpatient-receipt').count()).toBe(0);
	});
});

describe('a phone that loses a photo', () => {
	it('refuses the submission by name, and keeps everything', async () => {
		const { page } = house.phone;
		await newClaim(page, url, kind);
		// Nothing of it is at the server.
		proxy.setOnline(false);
		for (const [i, paper] of accidentPapers.entries()) await add(page, paper, photo(20 + i));
		await page.getByRole('button', { name: /填“吉林银行”/ }).click();
		await page.getByText('材料齐了').waitFor();
		await loseThirdPhoto(page);
		await page.getByRole('button', { name: '提交报销申请' }).click();
		await page.getByText('“门诊病历手册”第 1 页在本机找不到了，没有提交').waitFor();
		for (const paper of accidentPapers) expect(await pagesIn(page, paper).count()).toBe(1);
		proxy.reset();
	});

	/** The bytes of the third photo are gone, as after a browser has cleared a part. */
	async function loseThirdPhoto(page: Page): Promise<void> {
		await page.evaluate(
			() =>
				new Promise<void>((resolve, reject) => {
					const opening = indexedDB.open('campuscover');
					opening.onerror = () => reject(opening.error);
					opening.onsuccess = () => {
						const db = opening.result;
						const writing = db.transaction(['document', 'slice'], 'readwrite');
						const all = writing.objectStore('document').getAll();
						all.onsuccess = () => {
							const rows = (all.result as { owner: string; hash: string; addedAtMs: number }[]).toSorted(
								(a, b) => a.addedAtMs - b.addedAtMs,
							);
							const third = rows.at(-4)!;
							writing.objectStore('slice').delete([third.owner, third.hash, 0]);
						};
						writing.oncomplete = () => {
							db.close();
							resolve();
						};
					};
				}),
		);
	}
});

describe('a phone that is full', () => {
	it('says that the photo was not added, loses none that it has, and takes it once there is room', async () => {
		const { page, context } = house.full;
		const devtools = await context.newCDPSession(page);
		await setRoom(devtools, house.app.url, roomBytes);
		await signInAt(page, house.app, { phone: '19000000002', next: '/claims' });
		await page.getByRole('heading', { name: '报销申请', level: 1 }).waitFor();
		await newClaim(page, house.app.url, kind);
		await add(page, 'outpatient-receipt', photo(31));
		await fillUp(page, devtools, house.app.url);
		await addTo(page, 'outpatient-cost-list', photo(32));
		await page.locator('#outpatient-cost-list').getByText('手机存储空间不足').waitFor();
		expect(await pagesIn(page, 'outpatient-cost-list').count()).toBe(0);
		expect(await pagesIn(page, 'outpatient-receipt').count()).toBe(1);
		await setRoom(devtools, house.app.url, roomBytes);
		await add(page, 'outpatient-cost-list', photo(33));
	});
});
