/**
 * A real Chromium writes while its network is torn at random, by a seed: calls that never arrive, calls whose answer is
 * lost after the server took them, a line that is simply gone, and reloads in the middle. In the end both sides hold
 * the same.
 */
import type { BrowserContext, Page, Route } from 'playwright-core';
import { seeded } from './seeded.ts';

const exchange = '**/api/trpc/sync.exchange*';

export interface Torn {
	/** Calls by what became of them. */
	fates: Record<'through' | 'not-sent' | 'answer-lost' | 'slow', number>;
	reloads: number;
	/** What was typed last. */
	last: string;
}

/** One exchange's fate, drawn by chance. */
async function fated(route: Route, chance: number, torn: Torn): Promise<void> {
	const fate = chance < 0.3 ? 'not-sent' : chance < 0.55 ? 'answer-lost' : chance < 0.65 ? 'slow' : 'through';
	torn.fates[fate] += 1;
	if (fate === 'not-sent') return route.abort('connectionreset');
	if (fate === 'answer-lost') {
		await route.fetch();
		return route.abort('connectionreset');
	}
	if (fate === 'slow') await new Promise((resolve) => setTimeout(resolve, 700));
	return route.continue();
}

/** Types into the address of the open draft for so long, while the network is torn; whole again when it resolves. */
export async function writeOnTornNetwork(
	context: BrowserContext,
	page: Page,
	{ seed, forMs }: { seed: number; forMs: number },
): Promise<Torn> {
	const random = seeded(seed);
	const torn: Torn = {
		fates: { through: 0, 'not-sent': 0, 'answer-lost': 0, slow: 0 },
		reloads: 0,
		last: '',
	};
	const onRoute = (route: Route) => fated(route, random(), torn).catch(() => undefined);
	await context.route(exchange, onRoute);
	const until = performance.now() + forMs;
	for (let n = 1; performance.now() < until; n++) {
		torn.last = `撕裂的网络 ${seed}-${n}`;
		await page.getByLabel('居住地址').fill(torn.last);
		await page.locator('[data-save=saved]').waitFor();
		const dice = random();
		if (dice < 0.25) {
			await context.setOffline(true);
			await page.waitForTimeout(random() * 1_500);
			await context.setOffline(false);
		} else if (dice < 0.4) {
			torn.reloads += 1;
			await page.reload();
			await page.getByLabel('居住地址').waitFor();
		} else await page.waitForTimeout(random() * 4_000);
	}
	await context.unroute(exchange, onRoute);
	return torn;
}
