/** The app on the home screen, and where it cannot get there: shortcuts, the offer, WeChat, a browser that keeps nothing. */
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { anApplicant } from '../support/applicant.ts';
import { expectNoFaults } from '../support/axe.ts';
import { aPhone, openHouse } from '../support/e2e-house.ts';
import {
	beginEnrollment,
	fillPerson,
	giveConsent,
	signInWithCode,
	signOut,
} from '../support/enrollment-flow.ts';
import { bindAndClaim, submittedBy } from '../support/journeys.ts';
import { wholeCopy } from '../support/offline-copy.ts';

const wechat =
	'Mozilla/5.0 (Linux; Android 14; V2309A) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/123.0 Mobile Safari/537.36 MicroMessenger/8.0.50';
const iphone =
	'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1';
const house = openHouse({
	phone: aPhone,
	wechat: { userAgent: wechat, withoutWorker: true },
	iphone: { userAgent: iphone },
});
const manifest = JSON.parse(readFileSync('static/manifest.webmanifest', 'utf8')) as {
	shortcuts: { url: string; name: string }[];
};
const offer = (page: Page) => page.getByRole('heading', { name: '把校园医保放到桌面' });

/**
 * The browser's own event comes when it likes, and its question has no screen to be answered on: this one takes its
 * place, and counts how often it was asked.
 */
function offerInstall(page: Page, outcome: 'accepted' | 'dismissed'): Promise<void> {
	return page.evaluate((chosen) => {
		const event = new Event('beforeinstallprompt', { cancelable: true });
		const prompt = () => {
			sessionStorage.setItem('asked', `${Number(sessionStorage.getItem('asked')) + 1}`);
			return Promise.resolve();
		};
		Object.assign(event, { prompt, userChoice: Promise.resolve({ outcome: chosen }) });
		dispatchEvent(event);
		if (!event.defaultPrevented) throw new Error('the browser would ask by itself');
	}, outcome);
}
const asked = (page: Page) => page.evaluate(() => sessionStorage.getItem('asked'));

describe('the app on the home screen', () => {
	it('can be installed: the browser finds no fault in the manifest, its icons and its screenshots', async () => {
		const { page, context } = house.phone;
		await page.goto(house.app.url);
		await wholeCopy(page);
		const cdp = await context.newCDPSession(page);
		const { errors } = await cdp.send('Page.getAppManifest');
		expect(errors).toEqual([]);
		const faultsOf = async () => (await cdp.send('Page.getInstallabilityErrors')).installabilityErrors;
		expect(await faultsOf()).toEqual([]);
		const pictures = await page.evaluate(async () => {
			const answer = await fetch('/manifest.webmanifest');
			const { icons, screenshots, shortcuts } = await answer.json();
			const all = [...icons, ...screenshots, ...shortcuts.flatMap((each: { icons: object[] }) => each.icons)];
			return Promise.all(
				all.map(async ({ src, sizes }: { src: string; sizes: string }) => {
					const picture = new Image();
					picture.src = src;
					await picture.decode();
					return sizes === 'any' || sizes === `${picture.naturalWidth}x${picture.naturalHeight}`
						? 'fits'
						: src;
				}),
			);
		});
		expect(new Set(pictures)).toEqual(new Set(['fits']));
	});

	it('offers nothing at a first visit that only reads', async () => {
		const { page } = house.phone;
		await offerInstall(page, 'accepted');
		for (const path of ['Drafts', 'Account']) {
			await page.getByRole('link', { name: path === 'Drafts' ? '我的参保' : '我的账号' }).click();
			await page
				.getByRole('heading', { level: 1, name: path === 'Drafts' ? '我的参保' : '还没有登录' })
				.waitFor();
			expect(await offer(page).count()).toBe(0);
		}
	});

	it('offers it when a first draft is safe without a network, and 以后再说 is for good', async () => {
		const { page } = house.phone;
		const who = anApplicant();
		await beginEnrollment(page, house.app.url, who.school);
		await house.app.stopServer();
		await page.getByRole('link', { name: '继续：个人信息' }).click();
		await giveConsent(page);
		await fillPerson(page, who);
		await page.goto(`${house.app.url}/drafts`);
		await page.getByText('离线，照常填写').waitFor();
		await offerInstall(page, 'accepted');
		await page.getByRole('link', { name: '我的账号' }).click();
		await page.getByRole('link', { name: '我的参保' }).click();
		await offer(page).waitFor();
		await expectNoFaults(page);
		expect(await asked(page)).toBe(null);
		await page.getByRole('button', { name: '以后再说' }).click();
		await offer(page).waitFor({ state: 'detached' });
		await page.reload();
		await page.getByText('离线，照常填写').waitFor();
		await offerInstall(page, 'accepted');
		await page.getByRole('link', { name: '我的账号' }).click();
		await page.getByRole('link', { name: '我的参保' }).click();
		await page.getByRole('heading', { name: '我的参保' }).waitFor();
		expect(await offer(page).count()).toBe(0);
	});

	it('opens each shortcut on its page without a network', async () => {
		const { page } = house.phone;
		const places: Record<string, () => Promise<unknown>> = {
			'/#field-school': () => page.locator('#field-school:focus').waitFor(),
			'/drafts': () => page.getByRole('heading', { name: '我的参保', level: 1 }).waitFor(),
			'/pay': () => page.getByText('登录后才能看到自己的缴费单').waitFor(),
		};
		expect(manifest.shortcuts.map(({ url }) => url)).toEqual(Object.keys(places));
		for (const { url } of manifest.shortcuts) {
			await page.goto('about:blank');
			await page.goto(house.app.url + url);
			await places[url]!();
		}
		await house.app.startServer();
	});

	it('says what it takes of the phone, and for what', async () => {
		const { page } = house.phone;
		await page.goto(`${house.app.url}/sync`);
		await page.getByRole('heading', { name: '本机存储' }).waitFor();
		await page.getByText(/^共用 [\d.]+ [KM]B$/).waitFor();
		await page.getByText('1 份', { exact: true }).waitFor();
		await expectNoFaults(page);
	});
});

describe('an iPhone', () => {
	it('is led by pictures, and told until when what is not uploaded is safe', async () => {
		const { page } = house.iphone;
		const who = anApplicant();
		await page.addInitScript(() => {
			Object.assign(StorageManager.prototype, { persisted: () => Promise.resolve(false) });
		});
		await beginEnrollment(page, house.app.url, who.school);
		await page.getByRole('link', { name: '继续：个人信息' }).click();
		await giveConsent(page);
		await fillPerson(page, who);
		await page.getByText('已保存在本机').waitFor();
		await page.goto(`${house.app.url}/sync`);
		await page.getByText('请在 7 天内联网上传').waitFor();
		await page.getByText(/^测\*+（昆明医科大学 · 2023）$/).waitFor();
		await page.goto(`${house.app.url}/install`);
		await page.getByRole('img', { name: /“添加到主屏幕”一行被圈出/ }).waitFor();
		await page.getByText('这里还有 1 项没有上传').waitFor();
		await expectNoFaults(page);
	});
});

describe('where the app cannot be kept', () => {
	it('works in WeChat with a network, and shows the way to a browser', async () => {
		const { page } = house.wechat;
		await page.goto(house.app.url);
		await page.getByRole('img', { name: /^图：微信右上角/ }).waitFor();
		await page.getByRole('button', { name: '复制本页网址' }).waitFor();
		await expectNoFaults(page);
		expect(await page.evaluate(() => navigator.serviceWorker.getRegistration().then(Boolean))).toBe(false);
		await page.getByRole('button', { name: '复制本页网址' }).click();
		await page
			.getByRole('status')
			.filter({ hasText: /^已复制|没有复制成功/ })
			.waitFor({ state: 'attached' });
		await submittedBy(house.wechat, house.app, anApplicant());
	});

	it('offers the home screen after a submission, where the browser can: it is asked once, when the person accepts', async () => {
		const { page } = house.wechat;
		// Wherever that is: here nobody but the test says that the browser can.
		await offerInstall(page, 'accepted');
		await page.getByRole('link', { name: '我的参保' }).click();
		await page.getByRole('link', { name: /^测\*/ }).click();
		await offer(page).waitFor();
		expect(await page.getByRole('heading', { name: '有进展时通知本机' }).count()).toBe(0);
		await page.getByRole('button', { name: '放到桌面', exact: true }).click();
		await page.getByText('已放到桌面，下次从桌面打开').waitFor();
		expect(await asked(page)).toBe('1');
		await signOut(page, house.app.url);
	});

	it('works with a network where the browser keeps nothing: says so, and has it again at the next sign-in', async () => {
		const { page } = house.wechat;
		const who = anApplicant();
		await page.addInitScript(() => Object.defineProperty(globalThis, 'indexedDB', { value: undefined }));
		await beginEnrollment(page, house.app.url, who.school);
		await page.getByText('这个浏览器不保存内容，请保持联网').waitFor();
		await page.getByRole('link', { name: '继续：个人信息' }).click();
		await giveConsent(page);
		await fillPerson(page, who);
		expect(await page.getByText('已保存在本机').count()).toBe(0);
		await expectNoFaults(page);
		await page.getByRole('link', { name: '登录，边填边上传' }).click();
		await signInWithCode(page, who.phone, house.app.codeFor);
		await bindAndClaim(page);
		await page.getByText('您已登录，填写的内容会自动上传').waitFor();
		// Only inside the app: a page loaded anew has nothing in its memory.
		await page.locator('a[href="/sync"]').first().click();
		await page.getByRole('link', { name: /^测\*.*已上传/ }).waitFor();
		await page.goto(`${house.app.url}/sign-in?next=/drafts`);
		await signInWithCode(page, who.phone, house.app.codeFor);
		await page.getByRole('link', { name: /测\*/ }).waitFor();
	});
});
