/** What somebody sends to fill the server's memory: each has its answer, and none takes more than the stated bound. */
import { request as httpRequest } from 'node:http';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { maxExchangeBytes, maxMutationsPerExchange } from '#shared/protocol/exchange.ts';
import { protocolVersion } from '#shared/protocol/version.ts';
import { startServerUnderTest, type Caller, type ServerUnderTest } from '../../support/server-under-test.ts';

const path = '/api/trpc/sync.exchange';
const million = 1_000_000;
/** One call holds its body, the inflated text, and what was parsed of it: a handful of the limit. */
const mostBytesOfOneCall = 16 * maxExchangeBytes;

let under: ServerUnderTest;
let caller: Caller;
beforeAll(async () => {
	under = await startServerUnderTest();
	caller = await under.signedIn('13600000021');
});
afterAll(() => under.stop());

/** The highest that the process's memory outside and inside the heap rose to while `work` ran. */
async function peakWhile(work: () => Promise<unknown>): Promise<number> {
	globalThis.gc?.();
	const now = () => {
		const { heapUsed, external, arrayBuffers } = process.memoryUsage();
		return heapUsed + external + arrayBuffers;
	};
	const before = now();
	let peak = before;
	const timer = setInterval(() => (peak = Math.max(peak, now())), 2);
	await work();
	clearInterval(timer);
	return Math.max(peak, now()) - before;
}

/** A body in pieces, its length not said; the status that it was answered with, or that the line was cut. */
function stream(pieces: Iterable<Buffer>, headers: Record<string, string> = {}): Promise<number | 'cut'> {
	return new Promise((resolve) => {
		const sent = httpRequest(under.server.url + path, {
			method: 'POST',
			headers: { 'content-type': 'application/json', 'transfer-encoding': 'chunked', ...headers },
		});
		sent.on('response', (answer) => {
			answer.resume();
			resolve(answer.statusCode ?? 0);
		});
		sent.on('error', () => resolve('cut'));
		Readable.from(pieces)
			.on('error', () => undefined)
			.pipe(sent);
	});
}

function* megabytes(count: number): Generator<Buffer> {
	const piece = Buffer.alloc(65_536, ' ');
	for (let sent = 0; sent < count * million; sent += piece.length) yield piece;
}

const mutation = () => ({
	kind: 'enrollment.edit',
	record: crypto.randomUUID(),
	atMs: 1,
	body: { schemeId: 's', schoolCode: 'c', fields: {} },
});
const exchangeOf = (mutations: unknown[]) => ({
	version: protocolVersion,
	device: crypto.randomUUID(),
	firstSequence: 1,
	mutations,
	cursor: null,
});

describe('memory', () => {
	it('a JSON of 100 MB whose length is not said is refused at the limit, and never held', async () => {
		let answer: number | 'cut' = 0;
		const peak = await peakWhile(async () => (answer = await stream(megabytes(100))));
		expect([413, 'cut']).toContain(answer);
		expect(peak).toBeLessThan(mostBytesOfOneCall);
	});

	it('twenty bombs at once, each 500 MB once inflated, are refused at the limit', async () => {
		const bomb = gzipSync(Buffer.alloc(500 * million, ' '), { level: 9 });
		expect(bomb.length).toBeLessThan(million);
		const answers: unknown[] = [];
		const peak = await peakWhile(async () => {
			const calls = Array.from({ length: 20 }, () => stream([bomb], { 'content-encoding': 'gzip' }));
			answers.push(...(await Promise.all(calls)));
		});
		expect(answers).toEqual(Array.from({ length: 20 }, () => 413));
		expect(peak).toBeLessThan(20 * mostBytesOfOneCall);
	});

	it('would find a server that holds what it is sent: the same measure sees 100 MB held', async () => {
		const held: Buffer[] = [];
		const peak = await peakWhile(async () => {
			for (const piece of megabytes(100)) held.push(Buffer.from(piece));
		});
		expect(held.length).toBeGreaterThan(0);
		expect(peak).toBeGreaterThan(mostBytesOfOneCall);
	});

	it('ten thousand mutations are refused as a whole with the place, and nothing of them is applied', async () => {
		const many = exchangeOf(Array.from({ length: 10_000 }, mutation));
		const { error } = await caller.mutate('sync.exchange', many);
		expect(error).toMatchObject({ code: 'request.malformed', path: 'mutations' });
		const all = exchangeOf([]);
		expect((await caller.mutate('sync.exchange', all)).data).toMatchObject({ changes: [] });
		// As many as are allowed go through.
		const allowed = exchangeOf(Array.from({ length: maxMutationsPerExchange }, mutation));
		const { data } = await caller.mutate('sync.exchange', allowed);
		expect((data as { results: unknown[] }).results).toHaveLength(maxMutationsPerExchange);
	});

	it.each([
		['three days ahead', Date.now() + 3 * 86_400_000],
		['fifty years ahead', Date.now() + 50 * 365 * 86_400_000],
		['fifty years behind', Date.now() - 50 * 365 * 86_400_000],
		['before there was a clock', -1],
	])('a phone whose clock is %s is answered like any other', async (_, atMs) => {
		const { data } = await caller.mutate('sync.exchange', exchangeOf([{ ...mutation(), atMs }]));
		const [result] = (data as { results: { updatedAtMs: number }[] }).results;
		expect(result).toMatchObject({ sequence: 1, status: 'applied' });
		expect(result!.updatedAtMs).not.toBe(atMs);
	});
});
