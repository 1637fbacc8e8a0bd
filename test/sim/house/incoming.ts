/** A request's body as Node hands it over: in chunks, each when it has come, and as far as the line holds. */
import type { IncomingMessage } from 'node:http';
import type { Rng } from '../engine/rng.ts';
import type { Scheduler } from '../engine/scheduler.ts';

type Listener = (...args: unknown[]) => void;

const mostChunks = 3;
const longestMs = 2_000;

/**
 * Begins to arrive when somebody listens. `cutAt`: the line breaks after so many bytes.
 * What comes belongs to the process that listens: with it the line is gone.
 */
export function incoming(
	{ scheduler, rng }: { scheduler: Scheduler; rng: Rng },
	{ bytes, cutAt }: { bytes: Uint8Array; cutAt: number | null },
): IncomingMessage {
	const listeners = new Map<string, Set<Listener>>();
	const emit = (event: string, ...args: unknown[]) => {
		for (const listener of listeners.get(event) ?? []) listener(...args);
	};
	const arrive = async () => {
		const end = cutAt ?? bytes.byteLength;
		const chunkBytes = Math.max(1, Math.ceil(end / rng.int(1, mostChunks)));
		for (let at = 0; at < end; at += chunkBytes) {
			await scheduler.sleep(rng.int(1, rng.chance(0.1) ? longestMs : 20));
			emit('data', bytes.slice(at, Math.min(end, at + chunkBytes)));
		}
		await scheduler.sleep(1);
		emit(cutAt === null ? 'end' : 'aborted');
	};
	let isAsked = false;
	return {
		on(event: string, listener: Listener) {
			listeners.set(event, (listeners.get(event) ?? new Set()).add(listener));
			if (event === 'data' && !isAsked) {
				isAsked = true;
				void arrive();
			}
		},
		off: (event: string, listener: Listener) => void listeners.get(event)?.delete(listener),
		socket: { remoteAddress: '127.0.0.1', pause: () => {}, resume: () => {} },
		destroyed: false,
		readableEnded: false,
	} as unknown as IncomingMessage;
}
