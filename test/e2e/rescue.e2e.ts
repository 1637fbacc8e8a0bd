/** What was never uploaded leaves a phone as an encrypted file, and is submitted from another one. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { anApplicant } from '../support/applicant.ts';
import { expectNoFaultsInAnyLook } from '../support/axe.ts';
import { aPhone, openHouse } from '../support/e2e-house.ts';
import {
	beginAtStep,
	beginEnrollment,
	fillEnrollment,
	signInWithCode,
	submitEnrollment,
} from '../support/enrollment-flow.ts';
import { bindAndClaim, isAccepted, signInAt } from '../support/journeys.ts';
import { wholeCopy } from '../support/offline-copy.ts';

const who = anApplicant({ name: '欧阳晓舟', hasIdentity: true });
const somebodyElse = anApplicant();
const passphrase = '石榴开花三月里呀';
const house = openHouse({ old: aPhone, fresh: aPhone });
const at = (path: string) => house.app.url + path;
let id = '';
let file = '';

async function exported(page: Page): Promise<string> {
	await page.getByRole('link', { name: /^导出未上传的内容/ }).click();
	await page.getByText('文件里会有').waitFor();
	await page.getByLabel('口令', { exact: true }).fill(passphrase);
	await page.getByLabel('再输一遍口令').fill(passphrase);
	await page.getByRole('button', { name: '做成文件' }).click();
	await page.getByText(/^做好了：/).waitFor();
	const [download] = await Promise.all([
		page.waitForEvent('download'),
		page.getByRole('link', { name: '保存文件' }).click(),
	]);
	expect(download.suggestedFilename()).toMatch(/^campuscover-rescue-\d{8}\.ccx$/);
	const path = join(house.app.dataDir, download.suggestedFilename());
	await download.saveAs(path);
	return path;
}

async function importing(page: Page, path: string, secret = passphrase): Promise<void> {
	await page.locator('input[type=file]').setInputFiles(path);
	await page.getByLabel('导出时设的口令').fill(secret);
	await page.getByRole('button', { name: '导入', exact: true }).click();
}

describe('a phone without a network', () => {
	it('exports what it holds, after asking for a passphrase that is long enough, twice', async () => {
		const { page, context } = house.old;
		id = await beginEnrollment(page, house.app.url, who.school);
		await fillEnrollment(page, who);
		await wholeCopy(page);
		await context.setOffline(true);
		await page.goto(at(`/enrollment/${id}/address/living`));
		await page.getByLabel('居住地址').fill('没网时写的住址');
		await page.locator('[data-save=saved]').waitFor();
		await page.goto(at('/sync'));
		await page.getByRole('link', { name: /^导出未上传的内容/ }).click();
		await page.getByLabel('口令', { exact: true }).fill('太短');
		await page.getByRole('button', { name: '做成文件' }).click();
		await page.getByText('口令至少 8 个字').waitFor();
		await expectNoFaultsInAnyLook(page);
		await page.goto(at('/sync'));
		file = await exported(page);
		await expectNoFaultsInAnyLook(page);
		const bytes = readFileSync(file);
		for (const secret of [who.name, who.idNumber, who.phone, '没网时写的住址']) {
			for (const encoding of ['utf8', 'utf16le'] as const) {
				expect(bytes.includes(Buffer.from(secret, encoding))).toBe(false);
			}
		}
	});
});

describe('another phone, without a network too', () => {
	it('says what is wrong with a file, and changes nothing', async () => {
		const { page, context } = house.fresh;
		await page.goto(house.app.url);
		await wholeCopy(page);
		await context.setOffline(true);
		await page.goto(at('/sync'));
		await page.getByRole('link', { name: /^导入救援文件/ }).click();
		await importing(page, file, '另一个口令吧');
		await page.getByText('口令不对').waitFor();
		await expectNoFaultsInAnyLook(page);
		const bytes = readFileSync(file);
		const cut = join(house.app.dataDir, 'cut.ccx');
		writeFileSync(cut, bytes.subarray(0, bytes.length - 100));
		await importing(page, cut);
		await page.getByText('文件不完整').waitFor();
		const damaged = join(house.app.dataDir, 'damaged.ccx');
		bytes[bytes.length - 60]! ^= 1;
		writeFileSync(damaged, bytes);
		await importing(page, damaged);
		await page.getByText('损坏了').waitFor();
		await importing(page, 'package.json');
		await page.getByText('这不是校园医保导出的文件').waitFor();
		await page.getByText('没有导入，这里的内容没有改动').waitFor();
		await page.goto(at('/drafts'));
		await page.getByRole('heading', { name: '我的参保', level: 1 }).waitFor();
		expect(await page.getByText('欧***').count()).toBe(0);
	});

	it('imports it, with its signature; twice gives nothing double', async () => {
		const { page } = house.fresh;
		for (const words of ['新放进来 1 份', '这里已经有的 1 份']) {
			await page.goto(at('/sync/import'));
			await importing(page, file);
			await page.getByText(words).waitFor();
		}
		await expectNoFaultsInAnyLook(page);
		await page.getByRole('link', { name: '去看我的登记' }).click();
		await page.getByText('欧***').first().waitFor();
		expect(await page.getByText('欧***').count()).toBe(1);
		await page.goto(at(`/enrollment/${id}/letter`));
		await page.getByRole('img', { name: '已签的名字' }).waitFor();
		await page.goto(at(`/enrollment/${id}/address/living`));
		await page.getByLabel('居住地址').waitFor();
		expect(await page.getByLabel('居住地址').inputValue()).toBe('没网时写的住址');
	});

	it('submits it once there is a network', async () => {
		const { page, context } = house.fresh;
		await context.setOffline(false);
		await page.goto(at(`/enrollment/${id}`));
		await submitEnrollment(page, who.school);
		await signInWithCode(page, who.phone, house.app.codeFor);
		await bindAndClaim(page);
		await isAccepted(page);
	});
});

describe('an account’s file', () => {
	it('goes into that account alone', async () => {
		const { page } = house.fresh;
		await beginAtStep(page, house.app.url, who.school, 'person/id');
		await page.getByLabel('姓名').waitFor();
		await house.fresh.context.setOffline(true);
		await page.getByLabel('姓名').fill('只在这台手机上');
		await page.locator('[data-save=saved]').waitFor();
		await page.goto(at('/sync'));
		const owned = await exported(page);
		const other = house.old.page;
		await house.old.context.setOffline(false);
		await other.goto(at('/sync/import'));
		await importing(other, owned);
		await other.getByText('请先登录那个账号').waitFor();
		await signInAt(other, house.app, { phone: somebodyElse.phone, next: '/sync/import' });
		await other.getByRole('heading', { name: '先确认您是谁' }).waitFor();
		await other.goto(at('/sync/import'));
		await importing(other, owned);
		await other.getByText('这个文件是另一个账号的').waitFor();
	});
});
