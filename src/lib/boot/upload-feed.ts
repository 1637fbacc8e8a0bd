/** Carries news from whichever uploader runs to whichever screen looks, and the person's wish the other way. */
import { uploadWishes, type UploadFeedPort, type UploadNews, type UploadWish } from '#lib/app/claim/ports.ts';

/** Network Information, which Chromium alone has. */
interface Connection extends EventTarget {
	type?: string;
	saveData?: boolean;
}

const wishName = 'campuscover-upload-wish';
const off: UploadNews = { phase: 'off', nextTryAtMs: null, underWay: [] };

const connection = () => (navigator as Navigator & { connection?: Connection }).connection;

function readWish(): UploadWish {
	try {
		const kept = localStorage.getItem(wishName);
		return uploadWishes.find((wish) => wish === kept) ?? 'always';
	} catch {
		return 'always';
	}
}

class UploadFeed implements UploadFeedPort {
	#news = off;
	#wish = readWish();
	readonly #newsListeners = new Set<(news: UploadNews) => void>();
	readonly #progressListeners = new Set<(hash: string, sentBytes: number) => void>();
	#ask: (() => void) | null = null;

	/** The uploader that runs now, by how to ask it; null: none. */
	serve(ask: (() => void) | null): void {
		this.#ask = ask;
		if (!ask) this.tell(off);
	}

	tell(news: UploadNews): void {
		this.#news = news;
		for (const listener of this.#newsListeners) listener(news);
	}

	progress(hash: string, sentBytes: number): void {
		for (const listener of this.#progressListeners) listener(hash, sentBytes);
	}

	mayUse(): boolean {
		if (this.#wish === 'always') return true;
		return this.#wish === 'not-metered' && !this.#isMetered();
	}

	/** Calls when the network becomes another. Returns how to stop. */
	onNetwork(listener: () => void): () => void {
		const known = connection();
		known?.addEventListener?.('change', listener);
		return () => known?.removeEventListener?.('change', listener);
	}

	onNews(listener: (news: UploadNews) => void): () => void {
		this.#newsListeners.add(listener);
		listener(this.#news);
		return () => this.#newsListeners.delete(listener);
	}

	onProgress(listener: (hash: string, sentBytes: number) => void): () => void {
		this.#progressListeners.add(listener);
		return () => this.#progressListeners.delete(listener);
	}

	askNow(): void {
		this.#ask?.();
	}

	wish(): UploadWish {
		return this.#wish;
	}

	setWish(wish: UploadWish): void {
		this.#wish = wish;
		try {
			localStorage.setItem(wishName, wish);
		} catch {
			// A browser that keeps nothing: the wish holds for this page.
		}
		this.#ask?.();
	}

	get knowsMetered(): boolean {
		const known = connection();
		return known?.type !== undefined || known?.saveData !== undefined;
	}

	#isMetered(): boolean {
		const known = connection();
		return known?.saveData === true || known?.type === 'cellular';
	}
}

/** One for the page. */
export const uploadFeed = new UploadFeed();
