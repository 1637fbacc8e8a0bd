import type { Page } from 'playwright-core';

/** Waits until the phone holds the whole app, so that the network may go. */
export async function offlineReady(page: Page): Promise<void> {
	await page.waitForFunction(() => document.documentElement.dataset.offline === 'ready');
}
