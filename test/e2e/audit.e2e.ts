/** The auditor’s desk: who looked at whom, found and narrowed, and a walk of the chain that says what it found. */
import { expect, it } from 'vitest';
import { expectNoFaultsInAnyLook } from '../support/axe.ts';
import { aDesk, aPhone, openHouse } from '../support/e2e-house.ts';
import { signInAt } from '../support/journeys.ts';

const house = openHouse({ desk: aDesk, reviewer: aDesk, phone: aPhone });
const auditor = '19000000017';
const reviewer = '19000000011';

it('a look at a case is there, with its role and without a name, and leads to all that was done to the record', async () => {
	const { page: looking } = house.reviewer;
	await signInAt(looking, house.app, { phone: reviewer, next: '/office/review' });
	await looking.getByRole('link', { name: /林小禾/ }).click();
	await looking.waitForURL(/review\/[0-9a-f-]{36}/);
	const record = looking.url().slice(-36);
	await looking.getByText('530102********0010').first().waitFor();
	expect(await looking.getByText('530102200403150010').count()).toBe(0);
	await looking.getByRole('button', { name: '显示完整证件号和电话（会记录）' }).click();
	await looking.getByText('530102200403150010').first().waitFor();
	await expectNoFaultsInAnyLook(looking);
	await looking.getByRole('button', { name: '隐藏证件号和电话' }).click();
	await looking.getByText('530102********0010').first().waitFor();

	const { page } = house.desk;
	await signInAt(page, house.app, { phone: auditor, next: '/office/audit' });
	await page.getByLabel('类别').selectOption({ label: '查看个人信息' });
	const row = page
		.getByRole('row')
		.filter({ hasText: '审核 · 查看' })
		.filter({ hasText: record.slice(-8) });
	await row.nth(1).waitFor();
	expect(await row.first().innerText()).toContain('查看完整信息');
	expect(await row.first().innerText()).toContain('审核人员');
	expect(await page.getByText('林小禾').count()).toBe(0);
	await expectNoFaultsInAnyLook(page);
	await page.getByLabel('类别').selectOption({ label: '全部' });
	await row
		.first()
		.getByRole('button', { name: /^只看此记录/ })
		.click();
	await page.getByRole('row').filter({ hasText: '参保登记 · 提交' }).first().waitFor();
	expect(await page.getByLabel('关于（记录编号）').inputValue()).toBe(record);
	await page.getByLabel('关于（记录编号）').fill('林小禾');
	await page.getByRole('button', { name: '查找', exact: true }).click();
	await page.getByRole('alert').getByText('编号是 36 位').waitFor();
	await page.getByRole('button', { name: '清除条件' }).click();
	await page.getByRole('row').nth(20).waitFor();
});

it('the records are checked on request, and the page says that they are whole', async () => {
	const { page } = house.desk;
	await page.getByRole('button', { name: '核对全部记录' }).click();
	await page.getByText(/没有发现改动/).waitFor();
	await expectNoFaultsInAnyLook(page);
});

it('an account that is held by law is seen, held and let go, each with a reason', async () => {
	const { page } = house.desk;
	const holds = page.getByRole('region', { name: '依法暂不删除' });
	await holds.getByText('现在没有').waitFor();
	// The reviewer's own act gives their account: the entries are narrowed to it.
	await page
		.getByRole('row')
		.filter({ hasText: '审核 · 查看' })
		.first()
		.getByRole('button', { name: /^只看此账户/ })
		.click();
	await holds.getByRole('button', { name: '暂不删除一个账户' }).click();
	const sheet = page.getByRole('dialog');
	expect(await sheet.getByLabel('账户编号').inputValue()).toMatch(/^[0-9a-f-]{36}$/);
	await sheet.getByRole('button', { name: '暂不删除', exact: true }).click();
	await sheet.getByText('账户编号和理由都要填').waitFor();
	await expectNoFaultsInAnyLook(page);
	await sheet.getByLabel('理由').fill('（2022）云 01 号');
	await sheet.getByRole('button', { name: '暂不删除', exact: true }).click();
	await holds.getByText('已暂不删除').waitFor();
	await holds.getByText('（2022）云 01 号').waitFor();
	await expectNoFaultsInAnyLook(page);
	await page.reload();
	await holds.getByRole('button', { name: /^解除 ?审核人员/ }).click();
	await sheet.getByRole('button', { name: '解除', exact: true }).click();
	await sheet.getByText('要写理由').waitFor();
	await sheet.getByLabel('理由').fill('案件终结');
	await sheet.getByRole('button', { name: '解除', exact: true }).click();
	await holds.getByText('已解除').waitFor();
	await holds.getByText('现在没有').waitFor();
	await page.getByLabel('类别').selectOption({ label: '账户' });
	await page.getByRole('row').filter({ hasText: '保存期限 · 解除暂不删除' }).getByText('案件终结').waitFor();
});

it('works on a phone', async () => {
	const { page } = house.phone;
	await signInAt(page, house.app, { phone: auditor, next: '/office/audit' });
	await page.getByRole('row').nth(5).waitFor();
	await expectNoFaultsInAnyLook(page);
});
