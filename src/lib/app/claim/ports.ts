/** What the screens of claims need of the uploader, wherever it runs; boot joins the two. */
import type { Answer } from '#lib/app/app.ts';
import type { PhotoHint } from '#lib/device/photo/sharpness.ts';
import type { ClaimStore, DocumentStore } from '#lib/device/claim-types.ts';

/** When files may go up: at any time, not on a metered network, or not now. */
export const uploadWishes = ['always', 'not-metered', 'not-now'] as const;
export type UploadWish = (typeof uploadWishes)[number];

export interface UploadNews {
	/** As the bar's phases; `paused`: by the person's wish; `off`: nobody uploads, since nobody is signed in or nothing is left. */
	phase:
		| 'off'
		| 'idle'
		| 'sending'
		| 'paused'
		| 'offline'
		| 'captive'
		| 'failing'
		| 'full'
		| 'lost'
		| 'outdated'
		| 'signed-out';
	nextTryAtMs: number | null;
	/** Hashes of the files under way. */
	underWay: string[];
}

export interface UploadFeedPort {
	/** Calls at once and at every change. Returns how to stop. */
	onNews(listener: (news: UploadNews) => void): () => void;
	/** Bytes that the server holds of a file, at the moment of hearing so. Returns how to stop. */
	onProgress(listener: (hash: string, sentBytes: number) => void): () => void;
	/** The person asks: tries at once. */
	askNow(): void;
	wish(): UploadWish;
	setWish(wish: UploadWish): void;
	/** Whether this browser tells a metered network from others. */
	knowsMetered: boolean;
}

/** Everything that the screens of claims work with; loaded when a page asks. */
export interface ClaimDesk {
	claims: ClaimStore;
	documents: DocumentStore;
	uploads: UploadFeedPort;
	/** JPEG, at most 2000 px long, without EXIF. Rejects with RefusalError `document.type-unknown`. */
	makeSmaller(photo: Blob): Promise<Uint8Array<ArrayBuffer>>;
	/** What might make a photo hard to read; null: nothing, or nobody can tell. Never rejects. */
	lookOver(photo: Blob): Promise<PhotoHint | null>;
	/** A file of a claim from the server, for one that is not on this phone. */
	fetchDocument(claim: string, hash: string): Answer<Blob>;
}
