/*
 * The app's files on the phone. The start page and the form come with the first install, most of them from the browser's
 * cache, as the page has them by then: a visit may be short. The rest comes afterwards, file by file, when a page
 * asks; what is there is not fetched again. An update is installed whole, beside a version that is whole.
 */
import { PrecacheController } from 'workbox-precaching';
import { precacheEntries, type OfflineParts } from './offline-parts.ts';
import { isOwnFile } from './own-file.ts';
import { isHashed } from './previous-version.ts';

/** Files on their way at once: each alone is a round trip, and most are small. */
const atOnce = 4;

export class KeptFiles {
	readonly #version: string;
	readonly #precache: PrecacheController;
	readonly #first: ReturnType<typeof precacheEntries>;
	readonly #all: ReturnType<typeof precacheEntries>;
	readonly #paths: ReadonlySet<string>;
	#filling: Promise<boolean> = Promise.resolve(true);
	/** The server no longer has a file of this version: there is a newer one. */
	isOutdated = false;

	constructor({ first, later }: OfflineParts, version: string) {
		this.#version = version;
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

	install(event: ExtendableEvent): void {
		void this.#precache.install(event);
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
		const there = new Set((await (await this.#open()).keys()).map(({ url }) => url));
		const missing = [...this.#precache.getURLsToCacheKeys()]
			.filter(([url, key]) => !there.has(key) && (!urls || urls.includes(url)))
			.map(([url]) => url);
		if (missing.length > 0 && !(await this.#isDeployed())) return false;
		const fetchNext = async (): Promise<boolean> => {
			for (let url = missing.shift(); url !== undefined; url = missing.shift()) {
				const asked: RequestInit = { cache: isHashed(url) ? 'default' : 'reload', priority: 'low' };
				if (!(await this.#put(url, await fetch(url, asked)))) return false;
			}
			return true;
		};
		const lanes = await Promise.all(Array.from({ length: atOnce }, fetchNext));
		return !lanes.includes(false);
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
		const key = this.#precache.getCacheKeyForURL(url);
		if (!key || !(await this.#isOwn(url, response))) return false;
		await (await this.#open()).put(key, response);
		return true;
	}

	#isOwn(url: string, response: Response): Promise<boolean> {
		return isOwnFile(new URL(url).pathname, response, this.#paths);
	}
}
