/** A volunteer's phone that finds no network any more: what was sealed on it leaves as a file, and goes up from another phone. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { DriveDetail } from '#shared/protocol/drive.ts';
import { anApplicant } from '../support/applicant.ts';
import { expectNoFaultsInAnyLook } from '../support/axe.ts';
import { aDesk, aPhone, openHouse } from '../support/e2e-house.ts';
import { pick } from '../support/enrollment-flow.ts';
import { signInAt } from '../support/journeys.ts';
import {
	agreeAsStudent,
	check,
	driveId,
	fill,
	joinDrive,
	openDrive,
	passphrase,
	seal,
	volunteerPhone,
	witness,
} from '../support/volunteer-flow.ts';

const secret = '石榴开花三月里呀';
const house = openHouse({ broken: aPhone, fresh: aPhone, admin: aDesk });
const who = anApplicant();
let file = '';

beforeAll(async () => {
	const invitation = await openDrive(house.admin.page, house.app);
	await joinDrive(house.broken.page, house.app, invitation);
});

const handedOver = async () => {
	const { colleges } = await house.admin.page.evaluate(async (id) => {
		const input = encodeURIComponent(JSON.stringify({ id }));
		const reply = await fetch(`/api/trpc/drive.read?input=${input}`);
		return ((await reply.json()) as { result: { data: DriveDetail } }).result.data;
	}, driveId);
	return colleges.reduce((sum, college) => sum + college.handedOver, 0);
};

describe('a phone that finds no network any more', () => {
	it('puts what it sealed into a file, which names nobody', async () => {
		const { page, context } = house.broken;
		// It reaches nothing of the office any more; what is the app's own it has.
		await context.route('**/api/**', (route) => route.abort());
		await page.getByRole('button', { name: '下一位同学' }).click();
		await agreeAsStudent(page);
		await pick(page, '临床医学院');
		await fill(page, who);
		await check(page);
		await seal(page);
		await page.goto(`${house.app.url}/sync`);
		await page.getByRole('link', { name: /^导出未上传的内容/ }).click();
		await page.getByText('在现场收好、已封给学校的登记').waitFor();
		await expectNoFaultsInAnyLook(page);
		await page.getByLabel('口令', { exact: true }).fill(secret);
		await page.getByLabel('再输一遍口令').fill(secret);
		await page.getByRole('button', { name: '做成文件' }).click();
		const [download] = await Promise.all([
			page.waitForEvent('download'),
			page.getByRole('link', { name: '保存文件' }).click(),
		]);
		file = join(house.app.dataDir, download.suggestedFilename());
		await download.saveAs(file);
		const bytes = readFileSync(file);
		for (const known of [who.name, who.idNumber, witness, passphrase]) {
			expect(bytes.includes(Buffer.from(known))).toBe(false);
		}
	});
});

describe('another phone of the same volunteer', () => {
	it('takes it in and sends it, with no vault of its own', async () => {
		const { page } = house.fresh;
		expect(await handedOver()).toBe(0);
		await signInAt(page, house.app, { phone: volunteerPhone, next: '/sync/import' });
		await page.locator('input[type=file]').setInputFiles(file);
		await page.getByLabel('导出时设的口令').fill(secret);
		await page.getByRole('button', { name: '导入', exact: true }).click();
		await page.getByText(/在现场收好、已封给学校的登记 1 份/).waitFor();
		await expectNoFaultsInAnyLook(page);
		await expect.poll(handedOver).toBe(1);
	});

	it('and once the broken one has a network again, nothing comes twice', async () => {
		const { page, context } = house.broken;
		await context.unroute('**/api/**');
		await page.goto(`${house.app.url}/sync`);
		await page.getByText('没有等待上传的内容').first().waitFor();
		expect(await handedOver()).toBe(1);
	});
});
