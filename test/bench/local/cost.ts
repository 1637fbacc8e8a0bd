/** What a piece of work costs a page, by the browser's own count. */
import type { CDPSession, Page } from 'playwright-core';

export interface Cost {
	scriptMs: number;
	/** Script, styles, layout and painting. */
	taskMs: number;
}

/** Long enough for whatever a save sets off, and for the form's own wait before it writes. */
export const quietMs = 2_500;
export const cpuSlowdown = 4;

async function costsSoFar(devtools: CDPSession): Promise<Cost> {
	const { metrics } = await devtools.send('Performance.getMetrics');
	const value = (name: string) => (metrics.find((metric) => metric.name === name)?.value ?? 0) * 1000;
	return { scriptMs: value('ScriptDuration'), taskMs: value('TaskDuration') };
}

export async function costOf(devtools: CDPSession, work: () => Promise<unknown>): Promise<Cost> {
	const before = await costsSoFar(devtools);
	await work();
	return less(await costsSoFar(devtools), before);
}

export const less = (cost: Cost, other: Cost): Cost => ({
	scriptMs: cost.scriptMs - other.scriptMs,
	taskMs: cost.taskMs - other.taskMs,
});

const median = (values: number[]) => values.toSorted((a, b) => a - b)[values.length >> 1]!;
export const middle = (costs: Cost[]): Cost => ({
	scriptMs: Math.round(median(costs.map(({ scriptMs }) => scriptMs))),
	taskMs: Math.round(median(costs.map(({ taskMs }) => taskMs))),
});

export interface Measured {
	page: Page;
	devtools: CDPSession;
	times: number;
}

interface Step {
	prepare: () => Promise<unknown>;
	act: () => Promise<unknown>;
}

/** Does it so often on a page that is quiet, and takes from each cost what the page costs when nothing is done. */
export async function onQuietPage({ page, devtools, times }: Measured, step: (i: number) => Step) {
	await page.waitForTimeout(4 * quietMs);
	const costs: Cost[] = [];
	for (let i = 0; i < times; i++) {
		const { prepare, act } = step(i);
		await prepare();
		await page.waitForTimeout(quietMs);
		const cost = await costOf(devtools, async () => {
			await act();
			await page.waitForTimeout(quietMs);
		});
		costs.push(less(cost, await costOf(devtools, () => page.waitForTimeout(quietMs))));
	}
	return middle(costs);
}
