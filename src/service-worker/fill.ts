/*
 * Fetches what the phone does not have yet. It may be cut off anywhere: what is kept stays, and the next call goes on
 * from there. Few files at a time and with low priority, so that a form on a slow line does not wait for it.
 */
const filesAtATime = 2;

export interface KeptFile {
	url: string;
	/** The name in the cache: with the version, for files without a hash in their name. */
	key: string;
	/** What a page must name to be of this version; the server may have a newer one by now. */
	mustName?: string;
}

/** A login page of the network answers everything with a page; an error is not to be kept either. */
async function isOurs(response: Response, file: KeptFile): Promise<boolean> {
	if (!response.ok || response.redirected) return false;
	const isPage = (response.headers.get('content-type') ?? '').includes('text/html');
	if (!file.mustName) return !isPage;
	return isPage && (await response.clone().text()).includes(file.mustName);
}

async function keep(cache: Cache, file: KeptFile, load: typeof fetch): Promise<void> {
	if (await cache.match(file.key)) return;
	const isHashed = file.url.includes('/immutable/');
	// A hashed file is mostly in the browser's own cache: then this costs no network.
	const init = {
		cache: isHashed ? 'default' : 'reload',
		credentials: 'same-origin',
		priority: 'low',
	} as const;
	const response = await load(file.url, init);
	if (!(await isOurs(response, file))) throw new TypeError(`not kept: ${file.url}`);
	await cache.put(file.key, response);
}

/** Rejects when a file could not be had; the others are kept all the same. */
export async function fill(
	cache: Cache,
	files: readonly KeptFile[],
	load: typeof fetch = fetch,
): Promise<void> {
	const waiting = [...files];
	const failures: unknown[] = [];
	const work = async () => {
		for (let file = waiting.shift(); file; file = waiting.shift()) {
			await keep(cache, file, load).catch((error: unknown) => failures.push(error));
		}
	};
	await Promise.all(Array.from({ length: filesAtATime }, work));
	if (failures.length > 0) throw failures[0];
}
