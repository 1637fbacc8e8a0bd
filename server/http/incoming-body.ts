/*
 * A request's body as it arrives, and as far as it arrives: a line that is cut in the middle loses nothing that
 * had come. Neither web streams nor `for await` over the request can do that; both throw away what they hold when
 * the line breaks.
 */
import type { IncomingMessage } from 'node:http';
import type { UploadBody } from '#server/usecase/document/ports.ts';

/** So much may wait to be written, a chunk more at most; then the socket is read no further. */
export const mostWaitingBytes = 256 * 1024;
/** A line that says nothing for so long counts as cut. */
const silenceMs = 30_000;

type Incoming = Pick<IncomingMessage, 'on' | 'off' | 'socket' | 'destroyed' | 'readableEnded'>;

export interface IncomingBody extends UploadBody {
	/** Listens no more; what still comes is nobody's. */
	close(): void;
}

/**
 * Listens from now on: call it in the tick that the request comes in, since a line may be cut before anybody has
 * found out whose it is. Its chunks end without an error when the body ends, the line is cut or silent, or `stop`
 * is called.
 */
export function incomingBody(incoming: Incoming): IncomingBody {
	const waiting: Uint8Array[] = [];
	let waitingBytes = 0;
	let isOver = incoming.destroyed || incoming.readableEnded;
	let wake = () => {};
	const end = () => {
		isOver = true;
		wake();
	};
	const silence = setTimeout(end, silenceMs);
	const onData = (chunk: Uint8Array) => {
		waiting.push(chunk);
		waitingBytes += chunk.byteLength;
		// The socket, not the request: a paused request keeps a share of its own, which a cut takes with it.
		if (waitingBytes >= mostWaitingBytes) incoming.socket.pause();
		silence.refresh();
		wake();
	};
	const ends = ['end', 'close', 'aborted'] as const;
	incoming.on('data', onData);
	for (const event of ends) incoming.on(event, end);
	// Stays for good: a cut that nobody listens to would end the process.
	incoming.on('error', end);
	return {
		async *chunks(stop) {
			stop.addEventListener('abort', end);
			if (stop.aborted) end();
			try {
				for (;;) {
					const chunk = waiting.shift();
					if (chunk) {
						yield chunk;
						waitingBytes -= chunk.byteLength;
						if (waitingBytes < mostWaitingBytes && !isOver) incoming.socket.resume();
						silence.refresh();
					} else if (isOver) return;
					else await new Promise<void>((resolve) => (wake = resolve));
				}
			} finally {
				stop.removeEventListener('abort', end);
			}
		},
		close() {
			clearTimeout(silence);
			waiting.length = 0;
			incoming.socket.resume();
			incoming.off('data', onData);
			for (const event of ends) incoming.off(event, end);
		},
	};
}
