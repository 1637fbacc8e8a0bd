/** A school gives its roster to a drive: chosen at the desk, picked and scanned on a volunteer's phone, gone with the assignment. */
import { beforeAll, describe, expect, it } from 'vitest';
import { expectNoFaultsInAnyLook } from '../support/axe.ts';
import { aDesk, aKeptPhone, openHouse } from '../support/e2e-house.ts';
import { searchRawBytes } from '../support/profile-search.ts';
import { importRoster } from '../support/roster.ts';
import {
	agreeAsStudent,
	asked,
	driveId,
	joinDrive,
	openDrive,
	openVault,
} from '../support/volunteer-flow.ts';

const house = openHouse({ phone: aKeptPhone, admin: aDesk });
const college = '临床医学院';
const students = [
	{
		studentNumber: 'KM2022001',
		name: '测试名册甲',
		college,
		className: '一班',
		idNumber: '530102200405070102',
	},
	{ studentNumber: 'KM2022002', name: '测试名册乙', college, className: '二班' },
	{ studentNumber: 'KM2022003', name: '测试名册丙', college: '护理学院', className: '一班' },
];
const names = students.map(({ name }) => name);

/** The browser under test reads no codes: in its place what such a reader answers, over a picture that moves. */
const readerOfCodes = () => {
	const page = globalThis as unknown as { BarcodeDetector: unknown; codeInView: string | null };
	page.codeInView = null;
	page.BarcodeDetector = class {
		detect() {
			return Promise.resolve(page.codeInView === null ? [] : [{ rawValue: page.codeInView }]);
		}
	};
	navigator.mediaDevices.getUserMedia = () =>
		Promise.resolve(document.createElement('canvas').captureStream());
};
const hold = (code: string) =>
	house.phone.page.evaluate((text) => Object.assign(globalThis, { codeInView: text }), code);

beforeAll(async () => {
	await house.phone.page.addInitScript(readerOfCodes);
	await importRoster(house.app, students);
	const token = await openDrive(house.admin.page, house.app);
	await joinDrive(house.phone.page, house.app, token);
});

describe('a school’s roster at a drive', () => {
	it('is chosen at the school’s desk, by college or class', async () => {
		const { page } = house.admin;
		await page.goto(`${house.app.url}/office/drives/${driveId}`);
		await page.getByLabel(`${college}（2 人）`).check();
		await page.getByText('护理学院：只选部分班级').click();
		await page.getByLabel('一班（1 人）').last().check();
		await expectNoFaultsInAnyLook(page);
		await page.getByRole('button', { name: '把这 3 人给志愿者' }).click();
		await page.getByText('已保存。志愿者手机下次联网时更新，共 3 人。').waitFor();
	});

	it('comes to the phone, is found by first letters, and fills the form after the student agreed', async () => {
		const { page } = house.phone;
		await page.reload();
		await openVault(page);
		await page.getByText('3 / 3 人').waitFor();
		await house.app.stopServer();
		await page.getByRole('button', { name: '看看是哪些人' }).click();
		await expectNoFaultsInAnyLook(page);
		await page.getByLabel('查找同学').fill('csmcj');
		await page
			.getByRole('button', { name: /测试名册甲/ })
			.last()
			.click();
		await agreeAsStudent(page);
		await page.getByText('已按学校名册带出').waitFor();
		await expect.poll(() => page.getByLabel('姓名', { exact: true }).inputValue()).toBe('测试名册甲');
		expect(await page.getByRole('radio', { name: college }).isChecked()).toBe(true);
		// The school did not give numbers of documents.
		expect(await page.getByLabel('证件号').inputValue()).toBe('');
		await expectNoFaultsInAnyLook(page);
	});

	it('takes a campus card’s code for a student number of the list, and for nothing else', async () => {
		const { page } = house.phone;
		await page.getByRole('button', { name: '扫校园卡' }).click();
		const before = page.url();
		for (const code of ['https://example.com/KM2022002', 'javascript:alert(1)', 'KM2022999']) {
			await hold(code);
			await page.getByText('扫到的不是名册里的学号').waitFor();
			expect(page.url()).toBe(before);
		}
		await expectNoFaultsInAnyLook(page);
		await hold(' km2022002 ');
		await expect.poll(() => page.getByLabel('姓名', { exact: true }).inputValue()).toBe('测试名册乙');
		expect(await page.locator('video').count()).toBe(0);
		await page.getByRole('link', { name: '返回活动' }).first().click();
		await page.getByText('2 / 3 人').waitFor();
	});

	it('is on no disk in the clear, and leaves the phone with the assignment', async () => {
		await house.phone.restart();
		expect(searchRawBytes(house.phone.profile, [...names, 'KM2022001'])).toEqual([]);
		await house.app.startServer();
		await asked(house.admin.page, 'drive.close', { id: driveId });
		const { page } = house.phone;
		await page.goto(`${house.app.url}/drive/${driveId}`);
		await page.getByRole('heading', { name: '保险箱已锁' }).waitFor();
		await expect.poll(() => rosterRows(page)).toBe(0);
	});
});

const rosterRows = (page: typeof house.phone.page) =>
	page.evaluate(
		() =>
			new Promise<number>((resolve, reject) => {
				const opening = indexedDB.open('campuscover');
				opening.onerror = () => reject(opening.error!);
				opening.onsuccess = () => {
					const counting = opening.result.transaction('rosterPage').objectStore('rosterPage').count();
					counting.onsuccess = () => resolve(counting.result);
				};
			}),
	);
