/** The phone's storage runs full, or is cleared, under the open app: what is said is true, and what was typed goes on. */
import type { CDPSession, Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { anApplicant } from '../support/applicant.ts';
import { expectNoFaultsInAnyLook } from '../support/axe.ts';
import { fillUp as fillUpRoom, roomBytes, setRoom } from '../support/full-storage.ts';
import { aDesk, aKeptPhone, openHouse } from '../support/e2e-house.ts';
import {
	beginAtStep,
	chooseDivision,
	drawSignature,
	fillForm,
	signInWithCode,
	signOut,
	submitEnrollment,
} from '../support/enrollment-flow.ts';
import { approve, bindAndClaim, isAccepted, openReview, signInAt } from '../support/journeys.ts';

const who = anApplicant({ hasIdentity: true });
const house = openHouse({ phone: aKeptPhone, desk: aDesk });
let id = '';

let devtools: CDPSession;

beforeAll(async () => {
	devtools = await house.phone.context.newCDPSession(house.phone.page);
	await makeRoom();
});

const fillUp = (page: Page) => fillUpRoom(page, devtools, house.app.url);
const makeRoom = () => setRoom(devtools, house.app.url, roomBytes);
const savedMark = (page: Page) => page.locator('[data-save]').getAttribute('data-save');

describe('a page that goes with the next tap', () => {
	it('has the last letter on the device', async () => {
		const { page } = house.phone;
		id = await beginAtStep(page, house.app.url, who.school, 'person/id');
		const name = '一笔一画';
		for (let length = 1; length <= name.length; length++) {
			await page.getByLabel('姓名').press('End');
			await page.keyboard.insertText(name[length - 1]!);
			await page.reload({ waitUntil: 'commit' });
			await page.getByLabel('姓名').waitFor();
			expect(await page.getByLabel('姓名').inputValue()).toBe(name.slice(0, length));
		}
	});
});

describe('a phone that is full', () => {
	it('says while typing that nothing is saved, keeps what was typed, and saves it by itself once there is room', async () => {
		const { page } = house.phone;
		await page.getByLabel('姓名').waitFor();
		await page.getByLabel('姓名').fill('有地方');
		await page.locator('[data-save=saved]').waitFor();
		await fillUp(page);
		await page.getByLabel('姓名').fill('没有地方');
		await page.getByText('手机存储空间不足').first().waitFor();
		await page.getByText('您填的还在这一页上').waitFor();
		expect(await savedMark(page)).toBe('failed');
		await page.getByRole('button', { name: '再保存一次' }).click();
		await page.locator('[data-save=failed]').waitFor();
		expect(await page.getByLabel('姓名').inputValue()).toBe('没有地方');
		await makeRoom();
		await page.locator('[data-save=saved]').waitFor();
		expect(await page.getByText('手机存储空间不足').count()).toBe(0);
		await page.reload();
		await page.getByLabel('姓名').waitFor();
		expect(await page.getByLabel('姓名').inputValue()).toBe('没有地方');
	});

	it('keeps a signature on its pad until it can be saved, and never shows it as given before', async () => {
		const { page } = house.phone;
		await page.goto(`${house.app.url}/enrollment/${id}/person/id`);
		await fillForm(page, who);
		await page.getByRole('link', { name: '继续：承诺书' }).click();
		await chooseDivision(page);
		await page.getByRole('heading', { name: '承诺书', level: 1 }).waitFor();
		await fillUp(page);
		await drawSignature(page);
		await page.getByText('手机存储空间不足').first().waitFor();
		expect(await page.getByText('已签', { exact: true }).count()).toBe(0);
		await makeRoom();
		await page.getByRole('button', { name: '签好了' }).click();
		await page.getByRole('heading', { name: '参保登记', level: 1 }).waitFor();
	});

	it('says that it can neither send nor receive, and goes on when there is room', async () => {
		const { page } = house.phone;
		await submitEnrollment(page, who.school);
		await signInWithCode(page, who.phone, house.app.codeFor);
		await bindAndClaim(page);
		await isAccepted(page);
		await openReview(house.desk, house.app);
		await fillUp(page);
		await approve(house.desk, who);
		await page.getByText('本机存储已满，暂停收发').waitFor();
		await isAccepted(page);
		await makeRoom();
		await page.getByRole('button', { name: '立即同步' }).first().click();
		await page.getByRole('heading', { name: '您还需要缴费' }).waitFor();
	});
});

describe('storage that is cleared under the open app', () => {
	it('is said plainly, with a way on; what the server has comes back after signing in', async () => {
		const { page } = house.phone;
		await page.goto(`${house.app.url}/enrollment/${id}/status`);
		await page.getByRole('heading', { name: '您还需要缴费' }).waitFor();
		await devtools.send('Storage.clearDataForOrigin', {
			origin: house.app.url,
			storageTypes: 'indexeddb,cache_storage',
		});
		await page.getByText('这台手机上的数据被清除了').waitFor();
		await expectNoFaultsInAnyLook(page);
		await page.getByRole('button', { name: '重新打开' }).click();
		await page.getByRole('heading', { name: '本机没有这份登记' }).waitFor();
		await page.getByText('清空之前没有等待上传的内容').waitFor();
		await page.getByRole('button', { name: '知道了' }).click();
		await signInAt(page, house.app, { phone: who.phone, next: `/enrollment/${id}/status` });
		await page.getByRole('heading', { name: '您还需要缴费' }).waitFor();
	});
});

describe('storage that was emptied before the app is opened', () => {
	const emptied = (page: Page) => page.getByText('这台手机的存储被清空过');
	async function empty(storageTypes: string): Promise<void> {
		await devtools.send('Storage.clearDataForOrigin', { origin: house.app.url, storageTypes });
	}

	it('is told with what was never uploaded, counted on the phone, until it was read', async () => {
		const { page, context } = house.phone;
		await context.route('**/api/trpc/sync.exchange*', (route) => route.abort());
		for (const name of ['没有上传的', '也没有上传的']) {
			await beginAtStep(page, house.app.url, who.school, 'person/id');
			await page.getByLabel('姓名').fill(name);
			await page.locator('[data-save=saved]').waitFor();
		}
		const counted = () =>
			page.evaluate(() => /"records":2/.test(localStorage.getItem('campuscover-storage') ?? ''));
		await expect.poll(counted).toBe(true);
		await page.goto('about:blank');
		await empty('indexeddb,cache_storage,service_workers');
		await context.unroute('**/api/trpc/sync.exchange*');
		await page.goto(house.app.url);
		await page.getByText('这台手机上有 2 份登记或申请、0 个材料文件没有上传过').waitFor();
		await expectNoFaultsInAnyLook(page);
		await page.reload();
		await page.getByText('这台手机上有 2 份登记或申请、0 个材料文件没有上传过').waitFor();
		await page.getByRole('button', { name: '知道了' }).click();
		await emptied(page).waitFor({ state: 'detached' });
		await page.reload();
		await page.getByRole('heading', { level: 1 }).first().waitFor();
		expect(await emptied(page).count()).toBe(0);
	});

	it('is told by the server where the phone knows nothing any more; what the server has comes back', async () => {
		const { page } = house.phone;
		await signInAt(page, house.app, { phone: who.phone, next: '/drafts' });
		await page.getByRole('heading', { name: '我的参保', level: 1 }).waitFor();
		await page.goto('about:blank');
		await empty('indexeddb,cache_storage,service_workers,local_storage');
		await page.goto(house.app.url);
		await page.getByRole('heading', { level: 1 }).first().waitFor();
		expect(await emptied(page).count()).toBe(0);
		await signInAt(page, house.app, { phone: who.phone, next: `/enrollment/${id}/status` });
		await page.getByRole('heading', { name: '您还需要缴费' }).waitFor();
		await page.getByText(/服务器在 \d{4}-\d\d-\d\d \d\d:\d\d 听到，这台手机上没有等待上传的内容/).waitFor();
		await page.getByRole('button', { name: '知道了' }).click();
		await page.reload();
		await page.getByRole('heading', { name: '您还需要缴费' }).waitFor();
		expect(await emptied(page).count()).toBe(0);
	});
});

describe('a disk that loses a bit', () => {
	/** Of every record of one owner, as they lie there; how many. */
	async function spoil(page: Page, isOwn: boolean): Promise<number> {
		await page.goto('about:blank');
		// A page of the same origin without the app in it.
		await page.goto(`${house.app.url}/icon.svg`);
		return page.evaluate(async (own) => {
			interface Row {
				owner: string;
				kind: string;
				ciphertext: ArrayBuffer;
			}
			const done = <T>(request: IDBRequest<T>) =>
				new Promise<T>((resolve, reject) => {
					request.onsuccess = () => resolve(request.result);
					request.onerror = () => reject(request.error ?? new Error());
				});
			const db = await done(indexedDB.open('campuscover'));
			const store = db.transaction('record', 'readwrite').objectStore('record');
			const rows = (await done(store.getAll())) as Row[];
			const spoiled = rows.filter(({ owner, kind }) => kind === 'enrollment' && (owner === 'device') !== own);
			for (const row of spoiled) {
				new Uint8Array(row.ciphertext)[7]! ^= 1;
				await done(store.put(row));
			}
			db.close();
			return spoiled.length;
		}, isOwn);
	}

	it('fetches what the server has, and says what nobody has any more', async () => {
		const { page } = house.phone;
		expect(await spoil(page, true)).toBeGreaterThan(0);
		await page.goto(`${house.app.url}/enrollment/${id}/status`);
		await page.getByRole('heading', { name: '您还需要缴费' }).waitFor();
		await signOut(page, house.app.url);
		await beginAtStep(page, house.app.url, who.school, 'person/id');
		await page.getByLabel('姓名').fill('只在本机');
		await page.locator('[data-save=saved]').waitFor();
		const other = await beginAtStep(page, house.app.url, who.school, 'person/id');
		expect(await spoil(page, false)).toBe(2);
		await page.goto(`${house.app.url}/sync`);
		await page.getByText('2 份内容读不出来了').waitFor();
		await expectNoFaultsInAnyLook(page);
		await page.getByRole('button', { name: '知道了' }).click();
		await page.getByText('2 份内容读不出来了').waitFor({ state: 'detached' });
		// The phone goes on: what was lost is lost, and what is written now is kept.
		await page.goto(`${house.app.url}/enrollment/${other}/status`);
		await page.getByRole('heading', { name: '本机没有这份登记' }).waitFor();
		await beginAtStep(page, house.app.url, who.school, 'person/id');
		await page.getByLabel('姓名').fill('重新填的');
		await page.locator('[data-save=saved]').waitFor();
		await page.reload();
		await page.getByLabel('姓名').waitFor();
		expect(await page.getByLabel('姓名').inputValue()).toBe('重新填的');
	});
});
