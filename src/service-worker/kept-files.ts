/*
 * The app's files on the phone. The start page and the form come with the first install, most of them from the browser's
 * cache, as the page has them by then: a visit may be short. The rest comes afterwards, pack by pack, when a page
 * asks; what is there is not fetched again. An update is installed whole, beside a version that is whole.
 */
import { PrecacheController } from 'workbox-precaching';
import { precacheEntries, type OfflinePack, type OfflineParts } from './offline-parts.ts';
import { isOwnFile } from './own-file.ts';
import { errandsFor, unpack, type Errand } from './packed-files.ts';
import { isHashed } from './previous-version.ts';

/** On their way at once: one alone waits a round trip for each, and of many all are lost when the line is cut. */
const atOnce = 2;

const pathOf = (url: string) => new URL(url, location.href).pathname;

export class KeptFiles {
	readonly #version: string;
	readonly #precache: PrecacheController;
	readonly #first: ReturnType<typeof precacheEntries>;
	readonly #all: ReturnType<typeof precacheEntries>;
	readonly #paths: ReadonlySet<string>;
	readonly #packs: OfflinePack[];
	#filling: Promise<boolean> = Promise.resolve(true);
	/** The server no longer has a file of this version: there is a newer one. */
	isOutdated = false;

	constructor({ first, later, packs }: OfflineParts, version: string) {
		this.#version = version;
		this.#packs = packs;
		this.#first = precacheEntries(first, version);
		this.#all = precacheEntries([...first, ...later], version);
		this.#paths = new Set(this.#all.map(({ url }) => url));
		const cacheWillUpdate = async ({ request, response }: { request: Request; response: Response }) =>
			(await this.#isOwn(request.url, response)) ? response : null;
		this.#precache = new PrecacheController({ plugins: [{ cacheWillUpdate }] });
	}

	/** `isFirst`: no version is on the phone yet. Call it as soon as the worker starts. */
	list(isFirst: boolean): void {
		this.#precache.addToCacheList(isFirst ? this.#first : this.#all);
	}

	/** What `list` said: of an update first what comes in packs, since Workbox fetches one file after another. */
	install(event: ExtendableEvent): void {
		const packed = this.#missing()
			.then((missing) => this.#fetchAll(errandsFor(missing, this.#packs).filter((one) => 'pack' in one)))
			.catch(() => false);
		event.waitUntil(packed.then(() => this.#precache.install(event)));
	}

	/** Removes what is not of this version. */
	activate(event: ExtendableEvent): void {
		this.list(false);
		void this.#precache.activate(event);
	}

	has(url: URL): boolean {
		return url.origin === location.origin && this.#paths.has(url.pathname);
	}

	/** Absolute addresses of this version's files. */
	addresses(): Set<string> {
		return new Set([...this.#paths].map((path) => new URL(path, location.href).href));
	}

	/** The kept file; undefined where it is not there. */
	kept(url: string): Promise<Response | undefined> {
		return this.#precache.matchPrecache(url);
	}

	/** The kept file, or the network's, which is kept from then on. */
	async answer(request: Request, event: ExtendableEvent): Promise<Response> {
		const kept = await this.kept(request.url);
		if (kept) return kept;
		const response = await fetch(request);
		// Others may be of the next version by now: those `keep` fetches.
		if (isHashed(request.url)) {
			event.waitUntil(this.#put(request.url, response.clone()).catch(() => false));
		}
		return response;
	}

	/**
	 * Fetches what is missing of these addresses, or of all. False where the network or the room ended before: what came
	 * until then is kept.
	 */
	keep(urls?: string[]): Promise<boolean> {
		// Two tabs may ask: nothing is fetched twice.
		this.#filling = this.#filling.then(() => this.#fill(urls)).catch(() => false);
		return this.#filling;
	}

	async #fill(urls: string[] | undefined): Promise<boolean> {
		this.list(false);
		const missing = await this.#missing();
		const loaded = urls && new Set(urls.map(pathOf));
		const errands: Errand[] = loaded
			? missing.filter((path) => loaded.has(path)).map((url) => ({ url }))
			: errandsFor(missing, this.#packs);
		if (errands.length > 0 && !(await this.#isDeployed())) return false;
		return this.#fetchAll(errands);
	}

	/** Paths of what is listed and not here. */
	async #missing(): Promise<string[]> {
		const there = new Set((await (await this.#open()).keys()).map(({ url }) => url));
		return [...this.#precache.getURLsToCacheKeys()]
			.filter(([, key]) => !there.has(key))
			.map(([url]) => pathOf(url));
	}

	/** Some at a time, in this order. False when one could not be had: none is begun after it. */
	async #fetchAll(errands: Errand[]): Promise<boolean> {
		const waiting = [...errands];
		const lane = async (): Promise<boolean> => {
			for (let next = waiting.shift(); next; next = waiting.shift()) {
				if (await this.#run(next)) continue;
				waiting.length = 0;
				return false;
			}
			return true;
		};
		const lanes = await Promise.all(Array.from({ length: atOnce }, lane));
		return !lanes.includes(false);
	}

	async #run(errand: Errand): Promise<boolean> {
		if ('url' in errand) {
			const cache = isHashed(errand.url) ? 'default' : 'reload';
			return this.#put(errand.url, await fetch(errand.url, { cache, priority: 'low' }));
		}
		const { pack } = errand;
		// Its files are kept: the browser's cache need not have it, too.
		const answer = await fetch(pack.url, { cache: 'no-store', priority: 'low' });
		this.isOutdated ||= answer.status === 404;
		if (!answer.ok) return false;
		for (const [url, file] of await unpack(pack, answer)) await this.#put(url, file);
		return true;
	}

	/** Whether the server still has this version: no file of another one may come among its files. */
	async #isDeployed(): Promise<boolean> {
		const answer = await fetch('/_app/version.json', { cache: 'no-store' });
		const { version } = (await answer.json()) as { version?: unknown };
		this.isOutdated = version !== this.#version;
		return !this.isOutdated;
	}

	#open(): Promise<Cache> {
		return caches.open(this.#precache.strategy.cacheName);
	}

	async #put(url: string, response: Response): Promise<boolean> {
		this.isOutdated ||= response.status === 404;
		const key = this.#precache.getCacheKeyForURL(new URL(url, location.href).href);
		if (!key || !(await this.#isOwn(url, response))) return false;
		await (await this.#open()).put(key, response);
		return true;
	}

	#isOwn(url: string, response: Response): Promise<boolean> {
		return isOwnFile(pathOf(url), response, this.#paths);
	}
}
