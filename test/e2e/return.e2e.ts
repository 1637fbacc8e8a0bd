/** 撤回 and 退回补正: taken back and submitted anew; sent back with reasons, read and corrected without a network, submitted again, seen and approved. */
import { afterAll, beforeAll, describe, it } from 'vitest';
import { openPhone, startApp, type AppUnderTest, type Phone } from '../support/app-under-test.ts';
import {
	beginEnrollment,
	drawSignature,
	fillEnrollment,
	signInWithCode,
	submitEnrollment,
	type Applicant,
} from '../support/enrollment-flow.ts';
import { pictureOnFailure } from '../support/failure-picture.ts';

const who: Applicant = {
	name: '测试同学',
	idTyped: '53011220040507048X',
	phone: '13987654321',
	school: '昆明医科大学',
	hasIdentity: true,
};
const address = '呈贡校区 3 栋 412 室';
const corrected = '呈贡校区 5 栋 101 室';

pictureOnFailure(() => ({ phone, desk }));

let app: AppUnderTest;
let phone: Phone;
let desk: Phone;
let id = '';

beforeAll(async () => {
	app = await startApp();
	phone = await openPhone();
	desk = await openPhone({ width: 1280, height: 800 });
});

afterAll(async () => {
	await phone?.close();
	await desk?.close();
	await app?.stop();
});

describe('an enrollment that is sent back', () => {
	it('is submitted by a student', async () => {
		const { page } = phone;
		id = await beginEnrollment(page, app.url, who.school);
		await page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
		await fillEnrollment(page, who);
		await submitEnrollment(page, who.school);
		await signInWithCode(page, who.phone, app.codeFor);
		await page.getByRole('heading', { name: '先确认您是谁' }).waitFor();
		await page.getByRole('button', { name: '确认，是我本人' }).click();
		await page.getByRole('button', { name: /^认领 1 份/ }).click();
		await page
			.getByText(/已受理/)
			.first()
			.waitFor();
	});

	it('is taken back without a network: that waits, then it is a draft again, and is submitted anew', async () => {
		const { page } = phone;
		await app.stopServer();
		await page.getByRole('button', { name: '撤回登记' }).click();
		await page.getByRole('alertdialog').getByRole('button', { name: '撤回', exact: true }).click();
		await page.getByRole('heading', { name: '撤回待上传' }).waitFor();
		await app.startServer();
		await page.reload();
		await page.getByRole('heading', { name: '还没有提交' }).waitFor();
		await page.goto(`${app.url}/enrollment/${id}`);
		await submitEnrollment(page, who.school);
		await page
			.getByText(/已受理/)
			.first()
			.waitFor();
	});

	it('is sent back by a reviewer, who questions a field and the signature', async () => {
		const { page } = desk;
		await page.goto(`${app.url}/sign-in?next=${encodeURIComponent('/office/review')}`);
		await signInWithCode(page, '19000000011', app.codeFor);
		await page.getByRole('link', { name: new RegExp(who.name) }).click();
		await page.getByRole('button', { name: '不予通过' }).waitFor();
		await page.keyboard.press('r');
		const sheet = page.getByRole('dialog', { name: /^退回补正/ });
		await sheet.getByRole('button', { name: '退回补正' }).click();
		await sheet.getByText('请至少勾选一处').waitFor();
		await sheet.getByLabel('居住地址', { exact: false }).first().check();
		await sheet.getByLabel('补充说明').first().fill('楼号与学校名册不同');
		await sheet.getByRole('checkbox', { name: '签名' }).check();
		await sheet.getByRole('button', { name: '退回补正' }).click();
		await page.getByText('已退回，学生会看到理由').waitFor();
	});

	it('says on the phone, without a network, what to mend: in a summary and beside its field', async () => {
		const { page } = phone;
		await page.goto(`${app.url}/enrollment/${id}/status`);
		await page.getByText('退回补正的理由').waitFor();
		await app.stopServer();
		await page.reload();
		await page.getByText(/楼号与学校名册不同/).waitFor();
		await page.getByRole('link', { name: '去补正' }).click();
		await page.getByText('退回补正：请改这几处').waitFor();
		await page
			.getByRole('link', { name: /住址与户籍/ })
			.getByText('有问题')
			.waitFor();
		await page
			.getByRole('link', { name: /承诺书/ })
			.getByText('有问题')
			.waitFor();
		await page.getByRole('link', { name: '居住地址', exact: true }).click();
		await page.getByText('审核意见：与登记信息不一致：楼号与学校名册不同').waitFor();
	});

	it('is corrected there alone, signed anew and submitted, still without a network', async () => {
		const { page } = phone;
		await page.getByLabel('居住地址').fill(corrected);
		await page.getByText('审核意见').waitFor({ state: 'detached' });
		await page.getByRole('button', { name: '保存并继续' }).click();
		await page.getByRole('heading', { name: '居住地址', level: 1 }).waitFor({ state: 'detached' });
		await page.goto(`${app.url}/enrollment/${id}`);
		await page.getByText('已改', { exact: true }).waitFor();
		await page.getByRole('link', { name: '签名', exact: true }).click();
		await page.getByText('请重新签名').waitFor();
		await page.getByText('签名无法辨认').waitFor();
		await drawSignature(page);
		await page.getByRole('heading', { name: '参保登记', level: 1 }).waitFor();
		await submitEnrollment(page, who.school);
		await page.getByRole('heading', { name: '已保存，等待上传' }).waitFor();
		await app.startServer();
		await page.reload();
		await page
			.getByText(/已受理/)
			.first()
			.waitFor();
	});

	it('comes back to the reviewer with what changed, old beside new, and is approved', async () => {
		const { page } = desk;
		await page.goto(`${app.url}/office/review/${id}`);
		await page.getByText('退回后的改动').waitFor();
		await page.locator('del', { hasText: address }).waitFor();
		await page.locator('ins', { hasText: corrected }).waitFor();
		await page.getByText('新的签名').waitFor();
		await page.getByRole('button', { name: '通过', exact: true }).click();
		await page.getByRole('alertdialog').getByRole('button', { name: '通过', exact: true }).click();
		await page.getByText('已通过，缴费单已生成').waitFor();
		await phone.page.goto(`${app.url}/enrollment/${id}/status`);
		await phone.page.getByRole('heading', { name: '您还需要缴费' }).waitFor();
	});
});
