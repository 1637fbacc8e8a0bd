import { SvelteMap } from 'svelte/reactivity';
import type { UploadFeedPort, UploadNews, UploadWish } from './ports.ts';

/** Speed is what came through in so long. */
const windowMs = 8_000;

export interface FileSpeed {
	bytesPerSecond: number;
	secondsLeft: number | null;
}

/** How files are going up, as far as a screen shows it. */
export class UploadProgress {
	readonly #feed: UploadFeedPort;
	readonly #clock: { nowMs(): number };
	#news = $state.raw<UploadNews>({ phase: 'off', nextTryAtMs: null, underWay: [] });
	#wish = $state<UploadWish>('always');
	readonly #sent = new SvelteMap<string, number>();
	readonly #marks = new SvelteMap<string, { atMs: number; bytes: number }[]>();

	constructor(feed: UploadFeedPort, clock: { nowMs(): number }) {
		this.#feed = feed;
		this.#clock = clock;
		this.#wish = feed.wish();
	}

	/** Call in an effect; returns how to stop. */
	start(): () => void {
		const stops = [
			this.#feed.onNews((news) => (this.#news = news)),
			this.#feed.onProgress((hash, bytes) => {
				this.#sent.set(hash, bytes);
				const atMs = this.#clock.nowMs();
				const recent = (this.#marks.get(hash) ?? []).filter((mark) => mark.atMs > atMs - windowMs);
				this.#marks.set(hash, [...recent, { atMs, bytes }]);
			}),
		];
		return () => stops.forEach((stop) => stop());
	}

	get news(): UploadNews {
		return this.#news;
	}

	get wish(): UploadWish {
		return this.#wish;
	}

	get knowsMetered(): boolean {
		return this.#feed.knowsMetered;
	}

	setWish(wish: UploadWish): void {
		this.#wish = wish;
		this.#feed.setWish(wish);
	}

	askNow(): void {
		this.#feed.askNow();
	}

	/** Bytes that the server holds, as last heard; null before anything was heard on this page. */
	sentOf(hash: string): number | null {
		return this.#sent.get(hash) ?? null;
	}

	isUnderWay(hash: string): boolean {
		return this.#news.underWay.includes(hash);
	}

	/** Null before two pieces have come through. */
	speedOf(hash: string, size: number): FileSpeed | null {
		const marks = this.#marks.get(hash) ?? [];
		const [first, last] = [marks[0], marks.at(-1)];
		if (!first || !last || last.atMs === first.atMs || last.bytes <= first.bytes) return null;
		const bytesPerSecond = ((last.bytes - first.bytes) * 1000) / (last.atMs - first.atMs);
		return { bytesPerSecond, secondsLeft: Math.ceil((size - last.bytes) / bytesPerSecond) };
	}
}
