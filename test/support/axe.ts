import { readFileSync } from 'node:fs';
import type axe from 'axe-core';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

const source = readFileSync(new URL(import.meta.resolve('axe-core/axe.min.js')), 'utf8');
const wcag = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
/** What a colour or a size can break; the others judge the document, which is the same in every look. */
const ofTheLook = ['color-contrast', 'link-in-text-block', 'scrollable-region-focusable', 'target-size'];

/** What axe finds against WCAG 2.2 AA; with `rules`, by these alone. */
export async function faults(page: Page, rules?: string[]): Promise<string[]> {
	// Half a megabyte of script: once for each page, not for each look.
	if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(source);
	const runOnly: axe.RunOnly = rules ? { type: 'rule', values: rules } : { type: 'tag', values: wcag };
	return page.evaluate(async (runOnly) => {
		const { violations } = await (window as unknown as { axe: typeof axe }).axe.run({
			runOnly,
			resultTypes: ['violations'],
		});
		return violations.flatMap(({ id: rule, nodes }) =>
			nodes.map(({ html }) => `${rule}: ${html.slice(0, 160)}`),
		);
	}, runOnly);
}

/** The same screen as it stands, in light, in dark and in 大字. */
export async function expectNoFaultsInAnyLook(page: Page): Promise<void> {
	const setSize = (size: string) =>
		page.evaluate((chosen) => (document.documentElement.dataset['size'] = chosen), size);
	const isDark = await page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches);
	let rules: string[] | undefined;
	for (const look of ['light', 'dark'] as const) {
		await page.emulateMedia({ colorScheme: look });
		for (const size of ['normal', 'large']) {
			await setSize(size);
			await expectNoFaults(page, rules);
			rules = ofTheLook;
		}
		await setSize('normal');
	}
	await page.emulateMedia({ colorScheme: isDark ? 'dark' : 'light' });
}

/** Axe, and no sideways scrolling: what reaches beyond the screen is out of reach for a thumb. */
export async function expectNoFaults(page: Page, rules?: string[]): Promise<void> {
	await page.locator('h1').first().waitFor();
	// Half-way between two colours, no text has the contrast that it ends with.
	await page.evaluate(() => {
		const ending = document
			.getAnimations()
			.filter(({ effect }) => effect?.getComputedTiming().iterations !== Infinity);
		return Promise.allSettled(ending.map(({ finished }) => finished));
	});
	expect(await faults(page, rules)).toEqual([]);
	expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
}
