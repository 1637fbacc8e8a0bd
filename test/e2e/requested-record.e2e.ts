/** 依申请导出资料: a reviewer makes the file for a person who asked, the auditor finds it, and the person sees it. */
import { readFileSync } from 'node:fs';
import { strFromU8, unzipSync } from 'fflate';
import { expect, it } from 'vitest';
import { expectNoFaultsInAnyLook } from '../support/axe.ts';
import { aDesk, aPhone, openHouse } from '../support/e2e-house.ts';
import { signInAt } from '../support/journeys.ts';

const house = openHouse({ desk: aDesk, auditor: aDesk, phone: aPhone });
const reviewer = '19000000011';
const auditor = '19000000017';
const person = { phone: '19000000001', name: '林小禾', idNumber: '530102200403150010' };

it('is made of the person named, with number and reason, and of nobody else', async () => {
	const { page } = house.desk;
	await signInAt(page, house.app, { phone: reviewer, next: '/office' });
	await page.getByRole('link', { name: /依申请导出资料/ }).click();
	await page.getByRole('button', { name: '生成文件' }).click();
	await page.getByText('每一项都要填').waitFor();
	await expectNoFaultsInAnyLook(page);
	await page.getByLabel('姓名').fill('林小和');
	await page.getByLabel('证件号码').fill(person.idNumber);
	await page.getByLabel('申请编号').fill('2022-17');
	await page.getByLabel('事由').fill('本人到窗口申请复制');
	await page.getByRole('button', { name: '生成文件' }).click();
	await page.getByText(/^没有查到可导出的资料/).waitFor();
	await page.getByLabel('姓名').fill(person.name);
	await page.getByRole('button', { name: '生成文件' }).click();
	const link = page.getByRole('link', { name: '保存文件' });
	const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
	expect(download.suggestedFilename()).toBe('个人信息-2022-17.zip');
	const said = strFromU8(unzipSync(readFileSync(await download.path()))['record.json']!);
	expect(said).toContain(person.idNumber);
	await expectNoFaultsInAnyLook(page);
	// Another name, and what was made is gone.
	await page.getByLabel('姓名').fill('别人');
	await page.getByRole('button', { name: '生成文件' }).waitFor();
	expect(await link.count()).toBe(0);
	expect(page.url()).toBe(`${house.app.url}/office/record`);
});

it('is there for the auditor, in words and with the reason, and for the person', async () => {
	const { page } = house.auditor;
	await signInAt(page, house.app, { phone: auditor, next: '/office/audit' });
	await page.getByLabel('类别').selectOption({ label: '导出' });
	const row = page.getByRole('row').filter({ hasText: '代为导出全部资料' });
	await row.getByText('理由：本人到窗口申请复制').waitFor();
	expect(await row.innerText()).toContain('审核人员');
	expect(await page.getByText(person.name).count()).toBe(0);

	await signInAt(house.phone.page, house.app, { phone: person.phone, next: '/me' });
	await house.phone.page.getByText(/导出您的全部信息$/).waitFor();
	await house.phone.page.getByText('有人向经办机构提出申请，依申请办理').waitFor();
	await expectNoFaultsInAnyLook(house.phone.page);
});
