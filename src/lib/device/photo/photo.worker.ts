/** Makes photos smaller beside the page, which stays quick meanwhile. One message in, one out. */
import { offscreenDrawing, shrinkPhoto } from './shrink.ts';

addEventListener('message', (event: MessageEvent<Blob>) => {
	const answer = (bytes: Uint8Array<ArrayBuffer> | null) =>
		(postMessage as (message: unknown, transfer: Transferable[]) => void)(bytes, bytes ? [bytes.buffer] : []);
	shrinkPhoto(event.data, offscreenDrawing).then(answer, () => answer(null));
});
