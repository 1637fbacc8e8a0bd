/** axe on the screens of the main job, light and dark; a planted fault shows that it would speak. */
import { describe, expect, it } from 'vitest';
import { expectNoFaults, expectNoFaultsInAnyLook, faults } from '../support/axe.ts';
import { aDesk, aPhone, openHouse } from '../support/e2e-house.ts';
import { beginEnrollment } from '../support/enrollment-flow.ts';
import { openReview, signInAt } from '../support/journeys.ts';

const house = openHouse({ light: aPhone, dark: { dark: true }, desk: aDesk });
let id = '';

describe('accessibility', () => {
	it('would find a planted fault', async () => {
		const { page } = house.light;
		await page.goto(house.app.url);
		await page.locator('h1').first().waitFor();
		await page.evaluate(() => {
			const picture = document.createElement('img');
			picture.src = '/icon.svg';
			document.body.append(picture);
		});
		expect((await faults(page)).some((fault) => fault.startsWith('image-alt'))).toBe(true);
	});

	for (const tone of ['light', 'dark'] as const) {
		it(`finds nothing on the screens before sign-in, ${tone}`, async () => {
			const { page } = house[tone];
			id = await beginEnrollment(page, house.app.url, '昆明医科大学');
			for (const path of [
				'/',
				'/drafts',
				`/enrollment/${id}`,
				`/enrollment/${id}/stop`,
				`/enrollment/${id}/stop/register`,
				'/verify/01938c40-1111-7111-8111-111111111111',
				'/sign-in',
				'/sync',
				'/account',
				'/inbox',
				'/install',
				'/pay',
				`/enrollment/${id}/consent?next=person/id`,
			]) {
				await page.goto(house.app.url + path);
				await expectNoFaults(page);
			}
		});

		it(`finds nothing on the screens of somebody who has paid, ${tone}`, async () => {
			const { page } = house[tone];
			await signInAt(page, house.app, { phone: '19000000003', next: '/drafts' });
			await page.getByRole('button', { name: '都不是我的，继续' }).click();
			await page.getByText('段**').first().waitFor();
			const [paid] = await page
				.getByRole('link', { name: /段\*\*/ })
				.evaluateAll((links) => links.map((link) => link.getAttribute('href')!));
			await page.goto(house.app.url + paid);
			await page.getByRole('heading', { name: '参保成功' }).waitFor();
			await page.goto(`${house.app.url}/inbox`);
			await page.getByRole('link', { name: /^参保成功/ }).waitFor();
			await expectNoFaults(page);
			for (const path of ['status', 'pay', 'receipt', 'record', 'check']) {
				await page.goto(house.app.url + paid!.replace(/status$/, path));
				await expectNoFaults(page);
			}
			await page.goto(`${house.app.url}/account`);
			await page.getByRole('button', { name: '退出登录' }).click();
			await page.getByRole('dialog').getByRole('button', { name: '退出登录' }).waitFor();
			await expectNoFaultsInAnyLook(page);
		});
	}

	/** Each kind of screen once: text, table, picture, list of numbers, two sides. */
	const guidePages = {
		light: ['', '/changchun-2023/dates', '/changchun-2023/contacts'],
		dark: ['/changchun-2023', '/changchun-2023/claims', '/yunnan-kunming-2023/stop'],
		desk: ['/yunnan-kunming-2023/identity', '/yunnan-kunming-2023/pay'],
	};
	for (const tone of ['light', 'dark', 'desk'] as const) {
		it(`finds nothing in the guide and a calculator, ${tone}`, async () => {
			const { page } = house[tone];
			for (const path of guidePages[tone]) {
				await page.goto(`${house.app.url}/guide${path}`);
				await expectNoFaults(page);
			}
			if (tone === 'desk') return;
			await page.goto(`${house.app.url}/guide/changchun-2023/calculator/major-illness`);
			await page.getByRole('button', { name: /演示日期/ }).waitFor();
			await page.getByLabel(/自付合规费用/).fill('150000');
			await page.getByRole('button', { name: '算一算' }).click();
			await page.getByRole('img', { name: /^分段图/ }).waitFor();
			await expectNoFaults(page);
		});
	}

	it('finds nothing on the reviewer’s desk', async () => {
		const { page } = house.desk;
		await openReview(house.desk, house.app);
		await page.getByRole('link', { name: /林小禾/ }).waitFor();
		await expectNoFaults(page);
		await page.getByRole('link', { name: /林小禾/ }).click();
		await page.getByRole('button', { name: '通过', exact: true }).waitFor();
		await expectNoFaults(page);
		await page.getByRole('button', { name: '已办结' }).click();
		await page.getByRole('link', { name: /赵云川/ }).click();
		for (const act of ['更正', '重新打开']) {
			await page.getByRole('button', { name: act, exact: true }).click();
			const sheet = page.getByRole('dialog', { name: new RegExp(act) });
			await sheet.getByRole('checkbox').first().check();
			await expectNoFaults(page);
			await page.keyboard.press('Escape');
			await sheet.waitFor({ state: 'hidden' });
		}
	});

	it('finds nothing in the gallery, light and dark', async () => {
		const { page } = house.desk;
		await page.goto(`${house.app.url}/gallery`);
		await page.getByRole('heading', { name: 'Button', exact: true }).waitFor();
		await expectNoFaults(page);
		await page.emulateMedia({ colorScheme: 'dark' });
		await expectNoFaults(page);
	});
});
