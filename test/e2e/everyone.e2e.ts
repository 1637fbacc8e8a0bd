/** For everyone: the keyboard alone, a screen reader, large type, no motion, small hands, two languages. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { aPhone, openHouse } from '../support/e2e-house.ts';
import { choose, heading } from '../support/enrollment-flow.ts';
import { cutText, focusNow, heardFaults, movingParts, smallTargets } from '../support/everyone.ts';

const house = openHouse({ phone: aPhone });
let draft = '';

/** The screens of the main job, once there is a draft. */
const screens = () => [
	'/',
	'/drafts',
	draft,
	`${draft}/consent?next=person/id`,
	`${draft}/person/id`,
	`${draft}/identity/kind`,
	`${draft}/check`,
	'/sign-in',
	'/sync',
	'/account',
	'/guide/yunnan-kunming-2023/pay',
];

async function open(path: string): Promise<Page> {
	const { page } = house.phone;
	await page.goto(house.app.url + path);
	// A window behind others has no focus to show.
	await page.bringToFront();
	await page.locator('h1').waitFor();
	await page.getByRole('button', { name: /^(演示日期|Demo)/ }).waitFor();
	return page;
}

async function display(settings: { large?: boolean; english?: boolean }): Promise<void> {
	await house.phone.page.evaluate(({ large, english }) => {
		localStorage.setItem('campuscover.size', large ? 'large' : 'normal');
		localStorage.setItem('PARAGLIDE_LOCALE', english ? 'en' : 'zh-CN');
	}, settings);
}

/** What a check finds on each screen that has something. */
async function foundOn(
	paths: string[],
	check: (page: Page) => Promise<string[]>,
): Promise<Record<string, string[]>> {
	const found: Record<string, string[]> = {};
	for (const path of paths) {
		const faults = await check(await open(path));
		if (faults.length > 0) found[path] = faults;
	}
	return found;
}

/** Tab by Tab to a control; the keyboard is seen wherever it comes by. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
	const passed: string[] = [];
	for (let presses = 0; presses < 40; presses++) {
		await page.keyboard.press('Tab');
		const now = await focusNow(page);
		// Past the last control the browser's own bar comes.
		if (now.tag === 'BODY') continue;
		expect(now.isVisible, `seen at “${now.name}”`).toBe(true);
		passed.push(now.name);
		if (name.test(now.name)) return;
	}
	throw new Error(`Tab does not reach ${name}, only: ${passed.join(' | ')}`);
}

/** On a page gone to by keyboard: its heading has the focus. */
async function arriveAt(page: Page, title: string): Promise<void> {
	await heading(page, title);
	await expect.poll(() => focusNow(page).then(({ tag, name }) => `${tag} ${name}`)).toBe(`H1 ${title}`);
}

describe('by keyboard alone', () => {
	it('a sheet takes the focus, keeps it, closes with Escape, and gives it back', async () => {
		const page = await open('/');
		await tabTo(page, /^学校$/);
		await page.keyboard.press('Enter');
		await page.getByRole('dialog', { name: '学校' }).waitFor();
		for (let presses = 0; presses < 12; presses++) {
			await page.keyboard.press('Tab');
			const { tag, isInDialog } = await focusNow(page);
			expect(isInDialog || tag === 'BODY', `after ${presses + 1} times Tab`).toBe(true);
		}
		await page.keyboard.press('Escape');
		await page.getByRole('dialog', { name: '学校' }).waitFor({ state: 'hidden' });
		expect(await focusNow(page)).toMatchObject({ name: '学校', tag: 'BUTTON' });
	});

	it('the first part of the form is filled in, each step beginning at its heading', async () => {
		const { page } = house.phone;
		await page.keyboard.press('Space');
		await tabTo(page, /^昆明医科大学/);
		await page.keyboard.press('Enter');
		await tabTo(page, /^开始参保登记$/);
		await page.keyboard.press('Enter');
		await arriveAt(page, '参保登记');
		draft = new URL(page.url()).pathname;
		await tabTo(page, /^继续：个人信息$/);
		await page.keyboard.press('Enter');
		await arriveAt(page, '填写之前，请先同意');
		await tabTo(page, /^我同意/);
		await page.keyboard.press('Space');
		await tabTo(page, /^同意并继续$/);
		await page.keyboard.press('Enter');
		await arriveAt(page, '姓名和证件');
	});

	it('what is wrong is said at once and leads to its field; what is right is said to be saved', async () => {
		const { page } = house.phone;
		await tabTo(page, /^保存并继续$/);
		await page.keyboard.press('Enter');
		const alert = page.getByRole('alert');
		await alert.waitFor();
		expect(await page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('alert');
		await page.keyboard.press('Tab');
		await page.keyboard.press('Enter');
		expect(await page.evaluate(() => document.activeElement?.id)).toBe('field-name');
		await page.keyboard.type('测试安春');
		await tabTo(page, /^居民身份证/);
		await page.keyboard.press('Space');
		await page.keyboard.press('ArrowDown');
		await page.keyboard.press('ArrowUp');
		await tabTo(page, /^证件号$/);
		await page.keyboard.type('53011220040507048X');
		await page.getByRole('status').filter({ hasText: '已保存在本机' }).waitFor();
		await page.keyboard.press('Enter');
		await arriveAt(page, '性别和手机号');
	});

	it('would notice a focus that cannot be seen', async () => {
		const { page } = house.phone;
		await page.keyboard.press('Tab');
		expect((await focusNow(page)).isVisible).toBe(true);
		await page.evaluate(() => {
			const sheet = new CSSStyleSheet();
			sheet.replaceSync(':focus-visible { outline: none !important }');
			document.adoptedStyleSheets.push(sheet);
		});
		await page.keyboard.press('Tab');
		await page.keyboard.press('Tab');
		expect((await focusNow(page)).isVisible).toBe(false);
	});
});

describe('by ear', () => {
	it('every control has a name and headings come in order', async () => {
		const page = await open('/');
		await page.evaluate(() => {
			const main = document.querySelector('main')!;
			main.append(document.createElement('button'), document.createElement('h4'));
			main.querySelector('h4')!.textContent = '4';
		});
		expect(await heardFaults(page)).toEqual([
			'button without a name: <button></button>',
			'a heading of level 4 after none above it',
		]);
		expect(await foundOn(screens(), heardFaults)).toEqual({});
	});
});

describe('in large type', () => {
	it('nothing is cut or beyond the edge, in 大字, in English 大字, and at twice the size', async () => {
		const page = await open('/');
		await page.evaluate(() => {
			const line = document.querySelector('h1')!;
			line.style.cssText = 'white-space: nowrap; overflow: hidden; inline-size: 60px';
		});
		expect(await cutText(page)).toHaveLength(1);
		const found: Record<string, unknown> = {};
		for (const settings of [{ large: true }, { large: true, english: true }]) {
			await display(settings);
			found[JSON.stringify(settings)] = await foundOn(screens(), cutText);
		}
		await display({});
		found['twice'] = await foundOn(screens(), async (at) => {
			await at.evaluate(() => (document.documentElement.style.fontSize = '212.5%'));
			return cutText(at);
		});
		expect(found).toEqual({ '{"large":true}': {}, '{"large":true,"english":true}': {}, twice: {} });
	});
});

describe('with a thumb', () => {
	it('every target is 44 px high and wide, 60 px in 大字', async () => {
		const page = await open('/');
		expect(await smallTargets(page, 200)).not.toEqual([]);
		const normal = await foundOn(screens(), (at) => smallTargets(at, 44));
		await display({ large: true });
		const large = await foundOn(screens(), (at) => smallTargets(at, 60));
		await display({});
		expect({ normal, large }).toEqual({ normal: {}, large: {} });
	});
});

describe('without motion', () => {
	it('nothing moves for more than a millisecond, not even a sheet', async () => {
		const page = await open('/');
		await page.locator('#field-school').click();
		await page.getByRole('dialog', { name: '学校' }).waitFor();
		expect(await movingParts(page)).toEqual([]);
		await page.emulateMedia({ reducedMotion: 'no-preference' });
		expect(await movingParts(page)).toContainEqual(expect.stringMatching(/^dialog .*rise/));
		await page.emulateMedia({ reducedMotion: 'reduce' });
		await page.keyboard.press('Escape');
		await choose(page, '学校', '昆明医科大学');
	});
});

describe('in English', () => {
	it('the choice is there before the first paint, in every title, and after a restart', async () => {
		await (await open('/')).getByRole('button', { name: /English|Switch to English/ }).click();
		await house.phone.page.getByRole('button', { name: 'Start enrollment' }).waitFor();
		await house.phone.restart();
		await house.phone.page.addInitScript(() => {
			requestAnimationFrame(() => {
				Object.assign(window, { atFirstPaint: `${document.documentElement.lang} ${document.title}` });
			});
		});
		for (const path of screens()) {
			const page = await open(path);
			expect(await page.evaluate(() => (window as { atFirstPaint?: string }).atFirstPaint)).toMatch(
				/^en CampusCover|^en .*CampusCover$/,
			);
			expect(await page.title(), path).toMatch(/^[^\u4e00-\u9fff]+ · CampusCover$/);
			expect(await page.evaluate(() => document.documentElement.lang)).toBe('en');
		}
		await display({});
		expect(await (await open('/account')).title()).toMatch(/^[\u4e00-\u9fff]+ · 校园医保$/);
	});
});
