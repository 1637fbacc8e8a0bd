/** 撤回 and 退回补正: taken back and submitted anew; sent back with reasons, read and corrected without a network, submitted again, seen and approved. */
import { describe, it } from 'vitest';
import { anApplicant } from '../support/applicant.ts';
import { aDesk, aPhone, openHouse } from '../support/e2e-house.ts';
import { drawSignature, submitEnrollment } from '../support/enrollment-flow.ts';
import { confirmApproval, isAccepted, openReview, submittedBy } from '../support/journeys.ts';
import { wholeCopy } from '../support/offline-copy.ts';

const who = anApplicant({ hasIdentity: true });
const address = '呈贡校区 3 栋 412 室';
const corrected = '呈贡校区 5 栋 101 室';

const house = openHouse({ phone: aPhone, desk: aDesk });
let id = '';

describe('an enrollment that is sent back', () => {
	it('is submitted by a student', async () => {
		id = await submittedBy(house.phone, house.app, who);
		await wholeCopy(house.phone.page);
	});

	it('is taken back without a network: that waits, then it is a draft again, and is submitted anew', async () => {
		const { page } = house.phone;
		await house.app.stopServer();
		await page.getByRole('button', { name: '撤回登记' }).click();
		await page.getByRole('alertdialog').getByRole('button', { name: '撤回', exact: true }).click();
		await page.getByRole('heading', { name: '撤回待上传' }).waitFor();
		await house.app.startServer();
		await page.reload();
		await page.getByRole('heading', { name: '还没有提交' }).waitFor();
		await page.goto(`${house.app.url}/enrollment/${id}`);
		await submitEnrollment(page, who.school);
		await isAccepted(page);
	});

	it('is sent back by a reviewer, who questions a field and the signature', async () => {
		const { page } = house.desk;
		await openReview(house.desk, house.app);
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
		const { page } = house.phone;
		await page.goto(`${house.app.url}/enrollment/${id}/status`);
		await page.getByText('退回补正的理由').waitFor();
		await house.app.stopServer();
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
		const { page } = house.phone;
		await page.getByLabel('居住地址').fill(corrected);
		await page.getByText('审核意见').waitFor({ state: 'detached' });
		await page.getByRole('button', { name: '保存并继续' }).click();
		await page.getByRole('heading', { name: '居住地址', level: 1 }).waitFor({ state: 'detached' });
		await page.goto(`${house.app.url}/enrollment/${id}`);
		await page.getByText('已改', { exact: true }).waitFor();
		await page.getByRole('link', { name: '签名', exact: true }).click();
		const asked = page.getByRole('status').filter({ hasText: '请重新签名' });
		await asked.getByText('签名无法辨认').waitFor();
		await drawSignature(page);
		await page.getByRole('heading', { name: '参保登记', level: 1 }).waitFor();
		await submitEnrollment(page, who.school);
		await page.getByRole('heading', { name: '已保存，等待上传' }).waitFor();
		await house.app.startServer();
		await page.reload();
		await page.getByRole('heading', { name: '等待医保中心审核' }).waitFor();
		await isAccepted(page);
	});

	it('comes back to the reviewer with what changed, old beside new, and is approved', async () => {
		const { page } = house.desk;
		await page.goto(`${house.app.url}/office/review/${id}`);
		await page.getByText('退回后的改动').waitFor();
		await page.locator('del', { hasText: address }).waitFor();
		await page.locator('ins', { hasText: corrected }).waitFor();
		await page.getByText('新的签名').waitFor();
		await confirmApproval(page);
		await house.phone.page.goto(`${house.app.url}/enrollment/${id}/status`);
		await house.phone.page.getByRole('heading', { name: '您还需要缴费' }).waitFor();
	});
});
