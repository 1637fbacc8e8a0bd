import { EventEmitter } from 'node:events';
import { expect, it } from 'vitest';
import { incomingBody, mostWaitingBytes } from '#server/http/incoming-body.ts';

/** A socket that gives chunks while it may, as fast as it is read. */
class Incoming extends EventEmitter {
	destroyed = false;
	readableEnded = false;
	isPaused = false;
	taken = 0;
	socket = {
		pause: () => (this.isPaused = true),
		resume: () => (this.isPaused = false),
	};
	push(bytes: number) {
		if (this.isPaused) return false;
		this.taken += bytes;
		this.emit('data', new Uint8Array(bytes));
		return true;
	}
}

const chunk = 64 * 1024;
const never = new AbortController().signal;

it('a disk that hangs: no more than the bound and one chunk is held, however much the phone sends', async () => {
	const incoming = new Incoming();
	const chunks = incomingBody(incoming as never)
		.chunks(never)
		[Symbol.asyncIterator]();
	for (let i = 0; i < 1000; i++) incoming.push(chunk);
	expect(incoming.taken).toBeLessThanOrEqual(mostWaitingBytes + chunk);
	await chunks.next();
	// The first chunk is being written, for ever.
	for (let i = 0; i < 1000; i++) incoming.push(chunk);
	expect(incoming.taken).toBeLessThanOrEqual(mostWaitingBytes + chunk);
	// Written: the next may come.
	await chunks.next();
	expect(incoming.push(chunk)).toBe(true);
});

it('what had come before the cut is handed on, all of it', async () => {
	const incoming = new Incoming();
	const body = incomingBody(incoming as never);
	incoming.push(100);
	incoming.push(200);
	incoming.destroyed = true;
	incoming.emit('error', new Error('ECONNRESET'));
	incoming.emit('close');
	let held = 0;
	for await (const part of body.chunks(never)) held += part.byteLength;
	expect(held).toBe(300);
});

it('a second uploader’s wish ends it without an error', async () => {
	const incoming = new Incoming();
	const stop = new AbortController();
	const body = incomingBody(incoming as never);
	incoming.push(100);
	const all = (async () => {
		let held = 0;
		for await (const part of body.chunks(stop.signal)) held += part.byteLength;
		return held;
	})();
	stop.abort();
	expect(await all).toBe(100);
});
