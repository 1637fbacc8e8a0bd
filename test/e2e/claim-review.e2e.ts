/** Claims of each kind: photographed without a network, judged item by item, sent back for one paper, confirmed by a second person, decided on the phone. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { changchun2023 as scheme } from '#shared/policy/changchun-2023/scheme.ts';
import { expectNoFaultsInAnyLook } from '../support/axe.ts';
import { addTo, aPicture, newClaim } from '../support/claim-journey.ts';
import { aDesk, aPhone, openHouse } from '../support/e2e-house.ts';
import { signInAt } from '../support/journeys.ts';
import { wholeCopy } from '../support/offline-copy.ts';

const student = { phone: '19000000006', name: '于长宁' };
const reviewers = ['19000000011', '19000000016'] as const;
/** Above 1,000 yuan another person confirms. */
const house = openHouse(
	{ phone: aPhone, desk: aDesk, second: aDesk },
	{ CLAIM_SECOND_PERSON_ABOVE_YUAN: '1000' },
);
const ids: Record<string, string> = {};

const [holiday, internship, accident] = scheme.claims.kinds;
const papersOf = (kind: typeof holiday) => kind!.documents.filter(({ onlyWithAgent }) => !onlyWithAgent);
let pictures = 0;
const photo = () => aPicture(`照片${++pictures}.png`, { width: 200, height: 160 });

async function english(page: Page, check: () => Promise<void>): Promise<void> {
	await page.evaluate(() => localStorage.setItem('PARAGLIDE_LOCALE', 'en'));
	await page.reload();
	await check();
	await page.evaluate(() => localStorage.setItem('PARAGLIDE_LOCALE', 'zh-CN'));
	await page.reload();
}

async function openOnDesk(page: Page, id: string): Promise<void> {
	await page.goto(`${house.app.url}/office/claims/${id}`);
	await page.getByRole('heading', { name: new RegExp(student.name), level: 2 }).waitFor();
}

async function act(page: Page, name: string): Promise<void> {
	await page.getByRole('button', { name, exact: true }).click();
	await page.getByText(/^已办理：/).waitFor();
}

async function bill(page: Page, number: string, asked: string): Promise<void> {
	await page.getByLabel('票据号').fill(number);
	await page.getByLabel('票据金额（元）').fill(asked);
	await act(page, '保存票据审核');
	await page.getByText('核定金额（元）').or(page.getByText('先选医院等级')).waitFor();
}

describe('without a network', () => {
	it('a claim of each kind is photographed and handed in, and taken once the network is back', async () => {
		const { page } = house.phone;
		await signInAt(page, house.app, { phone: student.phone, next: '/claims' });
		await page.getByRole('heading', { name: '报销申请', level: 1 }).waitFor();
		for (const kind of [holiday, internship, accident]) {
			ids[kind!.kind] = await newClaim(page, house.app.url, kind!.title.zh);
		}
		await wholeCopy(page);
		await house.app.stopServer();
		for (const kind of [holiday, internship, accident]) {
			await page.goto(`${house.app.url}/claims/${ids[kind!.kind]}`);
			for (const { key } of papersOf(kind)) {
				await addTo(page, key, photo());
				await page.locator(`#${key} li`).first().waitFor();
			}
			await page.getByRole('button', { name: /填“吉林银行”/ }).click();
			await page.getByText('材料齐了').waitFor();
			await page.getByRole('button', { name: '提交报销申请' }).click();
			await page.getByText('已提交，材料传完后自动送出').waitFor();
		}
		await house.app.startServer();
		for (const kind of [accident, internship, holiday]) {
			await page.goto(`${house.app.url}/claims/${ids[kind!.kind]}`);
			await page.getByText(/全部材料都已收齐/).waitFor();
		}
	});
});

describe('before it is handed in', () => {
	it('says what might come back, what the school must write, and which photo to look at again', async () => {
		const { page } = house.phone;
		await newClaim(page, house.app.url, accident!.title.zh);
		const form = page.url();
		await page.getByLabel('费用总额（元）').fill('2000');
		// C19 can be read in two ways.
		await page
			.getByText(/1520.*1600/)
			.first()
			.waitFor();
		await page.getByText('1900 × 80% = 1520').waitFor();
		await addTo(page, 'outpatient-receipt', photo());
		await page.getByText('第 1 页像素太少').waitFor();
		await page.getByText('出门前核对：还缺 5 件').waitFor();
		await page.getByLabel('收款银行').fill('工商银行');
		await page.getByText('填“工商银行”会被退回').waitFor();
		await expectNoFaultsInAnyLook(page);
		await page.getByRole('link', { name: /情况说明怎么写/ }).click();
		await page.getByRole('heading', { name: '情况说明', level: 1 }).waitFor();
		for (const { zh } of accident!.documents.at(-1)!.says!) await page.getByText(`${zh}：`).waitFor();
		await expectNoFaultsInAnyLook(page);
		await english(page, async () => {
			await page.getByText('How it happened:').waitFor();
			await expectNoFaultsInAnyLook(page);
		});
		await page.goto(form);
		expect(await page.getByLabel('费用总额（元）').inputValue()).toBe('2000');
	});
});

describe('the reviewer’s desk', () => {
	it('shows who waits, each paper and its pages; all looks and both languages are sound', async () => {
		const { page } = house.desk;
		await signInAt(page, house.app, { phone: reviewers[0], next: '/office/claims' });
		await page
			.getByRole('link', { name: new RegExp(student.name) })
			.nth(2)
			.waitFor();
		await page
			.getByText(/还有 30 个工作日/)
			.first()
			.waitFor();
		await expectNoFaultsInAnyLook(page);
		await openOnDesk(page, ids[holiday!.kind]!);
		const [masked, whole] = [/^\d{6}\*{8}\d{3}[\dX]$/, /^\d{17}[\dX]$/];
		await page.getByText(masked).waitFor();
		await page.getByRole('button', { name: '显示完整证件号和电话（会记录）' }).click();
		await page.getByText(whole).waitFor();
		expect(await page.getByText(masked).count()).toBe(0);
		await page.getByRole('button', { name: '隐藏证件号和电话' }).click();
		await page.getByText(masked).waitFor();
		const picture = page.getByRole('button', { name: /“社会保障卡”第 1 页/ }).locator('img');
		await picture.scrollIntoViewIfNeeded();
		await expect.poll(() => picture.evaluate((img) => (img as HTMLImageElement).naturalWidth)).toBe(200);
		await expectNoFaultsInAnyLook(page);
		await english(page, async () => {
			await page.getByText('Papers, one by one').waitFor();
			await expectNoFaultsInAnyLook(page);
		});
	});

	it('sends one paper back, which the student replaces without a network; the others stand', async () => {
		const { page } = house.desk;
		const id = ids[holiday!.kind]!;
		await openOnDesk(page, id);
		await page.getByRole('button', { name: '其余全部接受' }).click();
		const record = page.getByRole('group', { name: /“全套住院病历/ });
		await record.getByRole('button', { name: '有疑问' }).click();
		await page.getByLabel(/“全套住院病历.*的原因/).selectOption({ label: '缺盖章' });
		await page.getByLabel('写给学生的说明').fill('首页没有医院公章');
		await expectNoFaultsInAnyLook(page);
		await act(page, '退回补件（1 件）');

		const student = house.phone.page;
		await student.goto(`${house.app.url}/claims/${id}`);
		await student.getByText('退回补件：只需重新提交 1 件材料').waitFor();
		await student.getByText('缺盖章：首页没有医院公章').waitFor();
		await expectNoFaultsInAnyLook(student);
		expect(await student.locator('input[data-paper]').count()).toBe(1);
		await house.app.stopServer();
		await student.reload();
		await student.getByText('这件要重新提交').waitFor();
		expect(await student.getByRole('button', { name: '补齐后才能提交' }).isDisabled()).toBe(true);
		await student.locator('#medical-record input[type=file]').last().waitFor({ state: 'attached' });
		await addTo(student, 'medical-record', photo());
		await student.getByText('已换新，提交后重新审核').waitFor();
		await student.getByRole('button', { name: '重新提交' }).click();
		await student.getByText('已提交，材料传完后自动送出').waitFor();
		await house.app.startServer();
		await student.reload();
		await student.getByText(/全部材料都已收齐/).waitFor();
	});

	it('takes the bills, prices within the range, and lets another person confirm what is above the limit', async () => {
		const { page } = house.desk;
		const id = ids[holiday!.kind]!;
		await openOnDesk(page, id);
		await page.getByText('上次之后换过，请重新看').waitFor();
		await page.getByRole('button', { name: '其余全部接受' }).click();
		await act(page, '核对完成');
		await page.getByText('票据逐张审核').waitFor();
		await expectNoFaultsInAnyLook(page);
		await bill(page, 'ZY-2023-001', '3800');
		await page.getByLabel('市级医院').check();
		await page.getByText('按文件可报 2210 至 3060 元').waitFor();
		await page.getByLabel('核定金额（元）').fill('3061');
		expect(await page.getByRole('button', { name: '核价', exact: true }).isDisabled()).toBe(true);
		await page.getByLabel('核定金额（元）').fill('2600');
		await expectNoFaultsInAnyLook(page);
		await act(page, '核价');
		await page.getByText('超过 1000 元，须由核价以外的另一人确认').waitFor();
		expect(await page.getByRole('button', { name: '确认准予报销' }).isDisabled()).toBe(true);
		await expectNoFaultsInAnyLook(page);

		const other = house.second.page;
		await signInAt(other, house.app, { phone: reviewers[1], next: `/office/claims/${id}` });
		await other.getByRole('button', { name: '确认准予报销' }).click();
		await other.getByRole('alertdialog').getByRole('button', { name: '确认准予报销' }).click();
		await other.getByText('已办理：准予报销').waitFor();
	});

	it('the student sees the decision: in the inbox, and on the claim with the sum and how it came about', async () => {
		const { page } = house.phone;
		await page.goto(`${house.app.url}/inbox`);
		await page.getByText('报销申请已核定').first().click();
		await page.getByText('准予报销 2600 元').waitFor();
		await page.getByText('3400 × 65% = 2210').waitFor();
		await page.getByText('金额已核定，等待确认').waitFor();
		await page.getByRole('button', { name: '取来 PDF' }).click();
		await page.getByText('没有网络也能打开').waitFor();
		await expectNoFaultsInAnyLook(page);
		await english(page, async () => {
			await page.getByText('2600 yuan granted').waitFor();
			await expectNoFaultsInAnyLook(page);
		});
	});

	it('the other kinds are decided too; a receipt that was claimed before is shown', async () => {
		const { page } = house.desk;
		for (const [kind, number, asked, amount] of [
			[accident, 'MZ-77', '600', '450'],
			[internship, 'zy2023001', '1000', '500'],
		] as const) {
			await openOnDesk(page, ids[kind!.kind]!);
			await page.getByRole('button', { name: '其余全部接受' }).click();
			await act(page, '核对完成');
			await bill(page, number, asked);
			if (kind === internship) {
				await page.getByText('票据号 ZY2023001 也在另一份申请里').waitFor();
				await page
					.getByText(/^同一申请人/)
					.first()
					.waitFor();
				await page.getByLabel('市级医院').check();
			}
			await page.getByLabel('核定金额（元）').fill(amount);
			await act(page, '核价');
			await page.getByRole('button', { name: '确认准予报销' }).click();
			await page.getByRole('alertdialog').getByRole('button', { name: '确认准予报销' }).click();
			await page.getByText('已办理：准予报销').waitFor();
			await house.phone.page.goto(`${house.app.url}/claims/${ids[kind!.kind]}`);
			await house.phone.page.getByText(`准予报销 ${amount} 元`).waitFor();
		}
	});

	it('a decision is taken back with its reason, and the student is told', async () => {
		const { page } = house.desk;
		const id = ids[accident!.kind]!;
		await openOnDesk(page, id);
		await page.getByRole('button', { name: '撤销决定' }).click();
		const sheet = page.getByRole('dialog', { name: '撤销决定' });
		await sheet.getByLabel('决定有误').check();
		await sheet.getByLabel('说明（学生看得到）').fill('金额录错');
		await sheet.getByRole('button', { name: '撤销决定' }).click();
		await page.getByText(/已办理：撤销/).waitFor();
		await house.phone.page.goto(`${house.app.url}/claims/${id}`);
		await house.phone.page.getByText('经办机构正在审核').waitFor();
	});
});
