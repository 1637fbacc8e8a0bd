import { RefusalError } from '#shared/errors/refusal.ts';
import { pageDrawing, shrinkPhoto } from './shrink.ts';

/** One photo at a time: two of a phone's camera together can be more than its memory. */
let tail: Promise<unknown> = Promise.resolve();

/**
 * The photo as JPEG, at most 2000 px long, without what its file told beside the picture. In a worker, or in the
 * page where the worker cannot be had. Rejects with RefusalError `document.type-unknown`: nobody can read it.
 */
export function makeSmaller(photo: Blob): Promise<Uint8Array<ArrayBuffer>> {
	const made = tail.then(async () => {
		try {
			const bytes = await inWorker(photo);
			return bytes ?? (await shrinkPhoto(photo, pageDrawing));
		} catch {
			throw new RefusalError({ code: 'document.type-unknown' });
		}
	});
	tail = made.catch(() => undefined);
	return made;
}

/** Null where the worker does not start or does not know how: the page then tries. */
function inWorker(photo: Blob): Promise<Uint8Array<ArrayBuffer> | null> {
	if (typeof Worker === 'undefined' || typeof OffscreenCanvas === 'undefined') return Promise.resolve(null);
	return new Promise((resolve) => {
		const worker = new Worker(new URL('./photo.worker.ts', import.meta.url), { type: 'module' });
		const end = (bytes: Uint8Array<ArrayBuffer> | null) => {
			worker.terminate();
			resolve(bytes);
		};
		worker.addEventListener('message', (event: MessageEvent<Uint8Array<ArrayBuffer> | null>) =>
			end(event.data),
		);
		worker.addEventListener('error', () => end(null));
		worker.postMessage(photo);
	});
}
