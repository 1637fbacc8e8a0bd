/*
 * What another app shares with this one. The worker has no keys, and nothing personal may lie on the phone in the clear:
 * so the files stay in its memory until a page has sealed them. The browser keeps the worker alive meanwhile.
 */

/** The manifest's `share_target`. */
export const sharePath = '/share';
const receivedPath = '/received';
/** A page that has not come by then does not come: the files are still where they were shared from. */
const patienceMs = 120_000;

let waiting: File[] = [];
/** Ends the wait for a page. */
let taken: () => void = () => undefined;

/** For the POST of a share: leads to the page that takes the files. */
export async function receiveShared(request: Request, event: ExtendableEvent): Promise<Response> {
	const form = await request.formData().catch(() => null);
	const files = form?.getAll('files').filter((value) => value instanceof File) ?? [];
	waiting = [...waiting, ...files];
	event.waitUntil(
		new Promise<void>((resolve) => {
			taken = resolve;
			setTimeout(resolve, patienceMs);
		}),
	);
	// Reloading the page must not share again.
	return Response.redirect(files.length > 0 ? receivedPath : `${receivedPath}?empty`, 303);
}

/** Hands over what waits: from then on the page has it. */
export function handOver(): File[] {
	const files = waiting;
	waiting = [];
	taken();
	return files;
}
