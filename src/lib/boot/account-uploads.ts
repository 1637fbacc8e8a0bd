import type { UploadStore } from '#lib/device/upload-store.ts';
import type { UploadWirePort } from '#lib/sync/upload-ports.ts';
import { Uploader } from '#lib/sync/uploader.ts';
import { systemClock, systemRandom } from '#shared/std/clock.ts';
import { isOut, oneAtATime, pageTimer } from './platform.ts';
import { uploadFeed as feed } from './upload-feed.ts';

/** A run may send many megabytes; two tabs that do so at once hinder each other, and lose nothing by it. */
const longestWaitForLockMs = 10 * 60_000;

interface AccountUploadsParts {
	store: UploadStore;
	wire: UploadWirePort;
	/** Something was put into the outbox. */
	onReleased(): void;
}

/** One signed-in account's uploader with everything that wakes it. */
export class AccountUploads {
	readonly #uploader: Uploader;
	readonly #stops: (() => void)[] = [];

	constructor({ store, wire, onReleased }: AccountUploadsParts) {
		this.#uploader = new Uploader({
			store,
			wire,
			timer: pageTimer,
			lock: oneAtATime('campuscover-uploads', longestWaitForLockMs),
			clock: systemClock,
			random: systemRandom,
			isOut,
			mayUse: () => feed.mayUse(),
			onProgress: (hash, sentBytes) => feed.progress(hash, sentBytes),
			onReleased,
			onBug: (error) => reportError(new Error(`the uploader met a bug: ${(error as Error | null)?.name}`)),
		});
		feed.serve(() => void this.#uploader.ask('person'));
		this.#stops.push(
			this.#uploader.onStatus((status) => feed.tell(status)),
			feed.onNetwork(() => this.signal()),
			store.watch(() => void this.#uploader.ask('work')),
		);
	}

	/** A moment to try: online, focus, a poke, a poll. */
	signal(): void {
		void this.#uploader.ask('signal');
	}

	stop(): void {
		for (const stop of this.#stops) stop();
		feed.serve(null);
		void this.#uploader.stop();
	}
}
