/** The phone's storage runs full under the open app: what is said is true, and what was typed goes on. */
import type { CDPSession, Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { anApplicant } from '../support/applicant.ts';
import { aPhone, openHouse } from '../support/e2e-house.ts';
import { beginAtStep } from '../support/enrollment-flow.ts';

const who = anApplicant();
const house = openHouse({ phone: aPhone });

const roomBytes = 8_000_000;
let devtools: CDPSession;

/** Chromium counts from what room there was when it last asked: so there is little from the first visit on. */
beforeAll(async () => {
	devtools = await house.phone.context.newCDPSession(house.phone.page);
	await setRoom(roomBytes);
});

async function setRoom(quotaSize: number): Promise<void> {
	await devtools.send('Storage.overrideQuotaForOrigin', { origin: house.app.url, quotaSize });
}

/** No room is left: and a write bigger than what there was makes the browser ask, and know it. */
async function fillUp(page: Page): Promise<void> {
	await setRoom(1);
	const isRefused = await page.evaluate(
		(size) =>
			new Promise<boolean>((resolve) => {
				const opening = indexedDB.open('filler', 1);
				opening.onupgradeneeded = () => opening.result.createObjectStore('filler');
				opening.onerror = () => resolve(true);
				opening.onsuccess = () => {
					// By chance, as the browser packs what repeats itself.
					const bytes = new Uint8Array(size);
					for (let i = 0; i < size; i += 65_536) crypto.getRandomValues(bytes.subarray(i, i + 65_536));
					const writing = opening.result.transaction('filler', 'readwrite');
					writing.objectStore('filler').put(bytes, 1);
					writing.onabort = () => resolve(true);
					writing.oncomplete = () => resolve(false);
				};
			}),
		roomBytes,
	);
	expect(isRefused).toBe(true);
}

const makeRoom = () => setRoom(roomBytes);
const savedMark = (page: Page) => page.locator('[data-save]').getAttribute('data-save');

describe('a phone that is full', () => {
	it('says while typing that nothing is saved, keeps what was typed, and saves it by itself once there is room', async () => {
		const { page } = house.phone;
		await beginAtStep(page, house.app.url, who.school, 'person/id');
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
});
