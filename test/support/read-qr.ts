/** Scans a code without a decoder: a code is drawn of each token that the page may have made, and compared with what it shows. */
import type { Page } from 'playwright-core';
import { renderSVG } from 'uqr';
import { bytesToBase64url } from '#shared/std/base64url.ts';

/** What a page shows as the code of an address. */
export const codeOf = (address: string) =>
	`data:image/svg+xml,${encodeURIComponent(renderSVG(address, { border: 3 }))}`;

/** From now on, until the page is loaded anew, notes the 128-bit draws of the page. */
export async function noteDraws(page: Page): Promise<void> {
	await page.evaluate(() => {
		const noted: number[][] = [];
		const draw = crypto.getRandomValues.bind(crypto);
		Object.assign(globalThis, { noted });
		crypto.getRandomValues = <T extends ArrayBufferView | null>(into: T): T => {
			const drawn = draw(into as Uint8Array<ArrayBuffer>);
			if (drawn.byteLength === 16) noted.push([...drawn]);
			return into;
		};
	});
}

/** The token of the code that leads to `path`, with the token in the fragment and nothing else. */
export async function tokenShown(page: Page, path: string): Promise<string> {
	const shown = await page.locator('figure img').getAttribute('src');
	const noted = await page.evaluate(() => (globalThis as unknown as { noted: number[][] }).noted);
	const { origin } = new URL(page.url());
	const tokens = noted.map((bytes) => bytesToBase64url(Uint8Array.from(bytes)));
	const token = tokens.find((each) => codeOf(`${origin}${path}#t=${each}`) === shown);
	if (token === undefined) throw new Error(`the code leads elsewhere than to ${path}`);
	return token;
}
