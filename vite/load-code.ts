/*
 * Runs in the page, in the place of Vite's own helper for `import()` (see retriable-imports.ts): fetches a file's bytes before
 * the browser is asked to import it.
 *
 * Why: an `import()` that failed once is answered from the browser's memory for as long as the page lives; Chromium 150
 * never asks the network again. A page opened without a line would lack its code even when the line is back. A failed
 * `fetch` is forgotten, and what it brought lies in the browser's cache or the worker's, from where the import takes it.
 */

/** A line may be dead without saying so. Ms; a file is a few dozen kB, on a line shared by a dozen of them. */
const timeoutMs = 60_000;

/** Files that have come, or are on their way; by address, with the addresses of those that each imports. */
const asked = new Map<string, Promise<string[]>>();

/** As the bundler writes them; `import(…)` is none of these. */
const staticImport = /\b(?:from|import)\s*["'`](\.{1,2}\/[^"'`]+\.js)["'`]/g;
const dynamicImport = /\bimport\(["'`](\.{1,2}\/[^"'`]+\.js)["'`]\)/;

/** Rejects unless the whole of it came and is code: a network's login page says 200, too. */
async function fetchScript(url: string): Promise<string[]> {
	const answer = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout?.(timeoutMs) });
	const isCode = answer.ok && answer.headers.get('content-type')?.includes('javascript');
	if (!isCode) throw new TypeError(`no code came for ${url}`);
	return [...(await answer.text()).matchAll(staticImport)].map(([, file]) => new URL(file!, url).href);
}

function addStyles(url: string): Promise<string[]> {
	return new Promise((resolve, reject) => {
		const link = document.createElement('link');
		link.rel = 'stylesheet';
		link.crossOrigin = '';
		link.href = url;
		link.onload = () => resolve([]);
		link.onerror = () => {
			link.remove();
			reject(new TypeError(`no styles came for ${url}`));
		};
		document.head.append(link);
	});
}

/** What the page itself names is the browser's own affair. */
function isNamed(url: string, rel: string): boolean {
	return [...document.getElementsByTagName('link')].some((link) => link.rel === rel && link.href === url);
}

function bring(url: string): Promise<string[]> {
	const isStyles = url.endsWith('.css');
	const held = asked.get(url);
	if (held) return held;
	if (isNamed(url, isStyles ? 'stylesheet' : 'modulepreload')) return Promise.resolve([]);
	const coming = isStyles ? addStyles(url) : fetchScript(url);
	asked.set(url, coming);
	coming.catch(() => asked.delete(url));
	return coming;
}

async function bringAll(urls: string[], seen: Set<string>): Promise<void> {
	const fresh = urls.filter((url) => !seen.has(url));
	for (const url of fresh) seen.add(url);
	await Promise.all(fresh.map(async (url) => bringAll(await bring(url), seen)));
}

/**
 * `files` are what Vite knows `load` to need, relative to `from`; what it imports itself is read out of its text, as Vite
 * does not always say. Rejects where one of them, or of what they import, cannot be had: ask again.
 */
export async function loadCode<T>(
	load: () => Promise<T>,
	files: string[] = [],
	from = location.href,
): Promise<T> {
	const own = dynamicImport.exec(String(load))?.[1];
	const urls = [...files, ...(own ? [own] : [])].map((file) => new URL(file, from).href);
	try {
		await bringAll(urls, new Set());
		return await load();
	} catch (error) {
		// As Vite's own does: `hooks.client.ts` and boot listen.
		const told = Object.assign(new Event('vite:preloadError', { cancelable: true }), { payload: error });
		dispatchEvent(told);
		throw error;
	}
}
