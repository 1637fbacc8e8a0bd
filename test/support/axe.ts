import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

export async function faults(page: Page): Promise<string[]> {
	const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
	const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
	return violations.flatMap(({ id: rule, nodes }) =>
		nodes.map(({ html }) => `${rule}: ${html.slice(0, 160)}`),
	);
}

/** The same screen as it stands, in light, in dark and in 大字. */
export async function expectNoFaultsInAnyLook(page: Page): Promise<void> {
	const setSize = (size: string) =>
		page.evaluate((chosen) => (document.documentElement.dataset['size'] = chosen), size);
	const isDark = await page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches);
	for (const look of ['light', 'dark'] as const) {
		await page.emulateMedia({ colorScheme: look });
		await expectNoFaults(page);
		await setSize('large');
		await expectNoFaults(page);
		await setSize('normal');
	}
	await page.emulateMedia({ colorScheme: isDark ? 'dark' : 'light' });
}

/** Axe, and no sideways scrolling: what reaches beyond the screen is out of reach for a thumb. */
export async function expectNoFaults(page: Page): Promise<void> {
	await page.locator('h1').first().waitFor();
	// Half-way between two colours, no text has the contrast that it ends with.
	await page.evaluate(() => {
		const ending = document
			.getAnimations()
			.filter(({ effect }) => effect?.getComputedTiming().iterations !== Infinity);
		return Promise.allSettled(ending.map(({ finished }) => finished));
	});
	expect(await faults(page)).toEqual([]);
	expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
}
