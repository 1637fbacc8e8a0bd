import { mkdirSync, writeFileSync } from 'node:fs';
import { afterEach } from 'vitest';
import type { Phone } from './open-phone.ts';

/** After a failed test, leaves each phone's screen and its accessible outline in `test-results/`. */
export function pictureOnFailure(phones: () => Record<string, Phone | undefined>): void {
	afterEach(async ({ task }) => {
		if (task.result?.state !== 'fail') return;
		mkdirSync('test-results', { recursive: true });
		const base = `test-results/${task.name.replace(/[^\p{L}\p{N}]+/gu, '-').slice(0, 60)}`;
		for (const [name, phone] of Object.entries(phones())) {
			if (!phone || phone.page.isClosed()) continue;
			await phone.page.screenshot({ path: `${base}.${name}.png` }).catch(() => null);
			const outline = await phone.page
				.locator('body')
				.ariaSnapshot()
				.catch(() => 'no outline');
			writeFileSync(`${base}.${name}.txt`, `${phone.page.url()}\n${outline}\n`);
		}
	});
}
