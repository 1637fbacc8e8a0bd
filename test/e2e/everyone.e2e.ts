/** For everyone: a screen reader, large type, no motion, small hands, two languages. The keyboard has a file of its own. */
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { aKeptPhone, openHouse } from '../support/e2e-house.ts';
import { beginAtStep, choose } from '../support/enrollment-flow.ts';
import { cutText, heardFaults, movingParts, smallTargets } from '../support/everyone.ts';

const house = openHouse({ phone: aKeptPhone });
let draft = '';

beforeAll(async () => {
	const { page } = house.phone;
	draft = `/enrollment/${await beginAtStep(page, house.app.url, '昆明医科大学', 'person/id')}`;
});

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
