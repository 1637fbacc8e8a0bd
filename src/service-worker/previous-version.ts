/*
 * When one tab takes a new version, the worker of that version takes over all tabs, and its precache holds only
 * its own files. Tabs that still run the version before may yet load parts of it which no server has any more:
 * those files are moved aside first, and answered from there.
 */
const previousName = 'campuscover-previous-version';
/** Its name never changes its content. */
export const isHashed = (url: string) => url.includes('/_app/immutable/');

/** Called before the new worker takes over: what lies in the precache and is not its own belongs to the version before. */
export async function keepPreviousVersion(own: ReadonlySet<string>): Promise<void> {
	await caches.delete(previousName);
	const precaches = (await caches.keys()).filter((name) => name.startsWith('workbox-precache'));
	const previous = await caches.open(previousName);
	for (const name of precaches) {
		const cache = await caches.open(name);
		for (const request of await cache.keys()) {
			const response = isHashed(request.url) && !own.has(request.url) && (await cache.match(request));
			if (response) await previous.put(request, response);
		}
	}
}

/** For a hashed file that is not of this version. */
export async function fromPreviousVersion({ request }: { request: Request }): Promise<Response> {
	const kept = (await caches.has(previousName)) && (await (await caches.open(previousName)).match(request));
	return kept || fetch(request);
}

/** Whether `fromPreviousVersion` answers for this address. */
export const isHashedFile = ({ url }: { url: URL }) => isHashed(url.pathname);
