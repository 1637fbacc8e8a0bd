import { describe, expect, test } from 'vitest';
import { syncLimits } from '#lib/sync/limits.ts';
import type { ErrorCode } from '#shared/errors/error-codes.ts';
import { World } from './fake-world.ts';

test('empties the outbox in numbered batches and then rests', async () => {
	const world = new World().add(...Array.from({ length: 2500 }, (_, i) => `r${i}`));
	await world.engine.ask('person');
	expect(world.entries).toEqual([]);
	expect(world.requests.map((request) => [request.firstSequence, request.mutations.length])).toEqual([
		[1, 1000],
		[1001, 1000],
		[2001, 500],
	]);
	expect(world.engine.status).toEqual({ phase: 'idle', nextTryAtMs: null });
});

test('asks for further pages until there are none', async () => {
	const world = new World();
	world.answers.push((request) => world.taken(request, { more: true }));
	await world.engine.ask('signal');
	expect(world.requests.map(({ cursor }) => cursor)).toEqual([null, 'c1']);
});

test('a batch whose reply was lost is sent again as it was', async () => {
	const world = new World().add('a', 'b').refuseNext({ code: 'network.offline' });
	await world.engine.ask('person');
	world.add('c');
	await world.passTime();
	// What is said beside it of what stays unsent is of now.
	const { unsent } = world.requests[0]!;
	expect(JSON.stringify({ ...world.requests[1], unsent })).toBe(JSON.stringify(world.requests[0]));
	expect(world.requests[2]).toMatchObject({ firstSequence: 3 });
	expect(world.entries).toEqual([]);
});

describe('nothing is dropped when the exchange fails', () => {
	const phaseByCode: [ErrorCode, string][] = [
		['network.offline', 'offline'],
		['network.timeout', 'offline'],
		['network.captive-portal', 'captive'],
		['request.client-too-old', 'outdated'],
		['request.too-many', 'failing'],
		['server.unavailable', 'failing'],
		['server.bug', 'failing'],
		['request.not-found', 'failing'],
		['auth.required', 'signed-out'],
	];
	test.each(phaseByCode)('%s', async (code, phase) => {
		const world = new World().add('a', 'b').refuseNext({ code });
		await world.engine.ask('person');
		expect(world.entries).toHaveLength(2);
		expect(world.refused).toEqual([]);
		expect(world.engine.status.phase).toBe(phase);
		expect(world.timer === null).toBe(phase === 'signed-out');
	});
});

test('waits longer with each failure, up to five minutes, and never a moment more', async () => {
	for (let seed = 0; seed < 20; seed++) {
		const world = new World(seed).add('a');
		const delays: number[] = [];
		for (let i = 0; i < 14; i++) {
			world.refuseNext({ code: 'server.unavailable' });
			if (i === 0) await world.engine.ask('person');
			else await world.passTime();
			delays.push(world.timer!.delayMs);
		}
		expect(delays[0]).toBeLessThanOrEqual(syncLimits.firstWaitMs);
		expect(Math.max(...delays)).toBeLessThanOrEqual(300_000);
		expect(delays.at(-1)).toBeGreaterThanOrEqual(150_000);
	}
});

test('a line that broke is tried again at once, twice, and then as patiently as a server that is away', async () => {
	const delaysAfter = async (code: ErrorCode) => {
		const world = new World().add('a');
		const delays: number[] = [];
		for (let i = 0; i < 4; i++) {
			world.refuseNext({ code });
			if (i === 0) await world.engine.ask('person');
			else await world.passTime();
			delays.push(world.timer!.delayMs);
		}
		return delays;
	};
	const [first, second, third, fourth] = (await delaysAfter('network.offline')) as [
		number,
		number,
		number,
		number,
	];
	expect(first).toBeLessThanOrEqual(syncLimits.quickWaitsMs[0]);
	expect(second).toBeLessThanOrEqual(syncLimits.quickWaitsMs[1]);
	expect(third).toBeGreaterThanOrEqual(syncLimits.firstWaitMs / 2);
	expect(fourth).toBeGreaterThanOrEqual(syncLimits.firstWaitMs);
	// Somebody who answered, if only to say that it is too much, is left alone.
	expect(Math.min(...(await delaysAfter('server.unavailable')))).toBeGreaterThanOrEqual(
		syncLimits.firstWaitMs / 2,
	);
});

test('the same seed waits the same, another seed otherwise', async () => {
	const delayOf = async (seed: number) => {
		const world = new World(seed).refuseNext({ code: 'network.offline' });
		await world.engine.ask('person');
		return world.timer!.delayMs;
	};
	expect(await delayOf(5)).toBe(await delayOf(5));
	expect(await delayOf(5)).not.toBe(await delayOf(6));
});

test('new work waits out a back-off; the network and the person do not', async () => {
	const world = new World().add('a').refuseNext({ code: 'network.offline' });
	await world.engine.ask('person');
	await world.engine.ask('work');
	expect(world.requests).toHaveLength(1);
	await world.engine.ask('signal');
	expect(world.requests).toHaveLength(2);
	expect(world.timer).toBeNull();
});

test('when the server names a time, only the person tries before it', async () => {
	const world = new World().add('a').refuseNext({ code: 'request.too-many', retryAfterSeconds: 600 });
	await world.engine.ask('person');
	expect(world.timer!.delayMs).toBe(600_000);
	await world.engine.ask('signal');
	expect(world.requests).toHaveLength(1);
	await world.engine.ask('person');
	expect(world.requests).toHaveLength(2);
});

test('the time that the server names holds, though the phone cannot write down that nothing is being sent', async () => {
	const world = new World().add('a').refuseNext({ code: 'request.too-many', retryAfterSeconds: 600 });
	world.refuseToSetSending = { code: 'device.storage-full' };
	await world.engine.ask('person');
	expect(world.engine.status.phase).toBe('failing');
	expect(world.timer!.delayMs).toBe(600_000);
	await world.engine.ask('signal');
	expect(world.requests).toHaveLength(1);
});

test('a gap is healed by numbering from where the server stands', async () => {
	const world = new World().add('a', 'b').refuseNext({ code: 'sync.sequence-gap', expected: 7 });
	await world.engine.ask('person');
	expect(world.requests.map(({ firstSequence }) => firstSequence)).toEqual([1, 7]);
	expect(world.entries).toEqual([]);
});

test.each([
	['a gap without a number', { code: 'sync.sequence-gap' as const }],
	['a number used for another body', { code: 'sync.repeated-otherwise' as const }],
	['an unknown device', { code: 'sync.device-unknown' as const }],
])('%s is healed by a new device id', async (_what, refusal) => {
	const world = new World().add('a').refuseNext(refusal);
	await world.engine.ask('person');
	expect(world.requests.map(({ device }) => device)).toEqual(['device-1', "device-1'"]);
	expect(world.entries).toEqual([]);
});

test('a result that speaks of numbering refuses no record', async () => {
	const world = new World().add('a');
	world.answers.push((request) => {
		const results = [{ sequence: 1, status: 'refused' as const, code: 'sync.repeated-otherwise' as const }];
		return world.taken(request, { results });
	});
	await world.engine.ask('person');
	expect(world.refused).toEqual([]);
	expect(world.requests).toHaveLength(2);
});

test('a server that always finds a gap is not asked for ever', async () => {
	const world = new World().add('a');
	for (let i = 0; i < 9; i++) world.refuseNext({ code: 'sync.sequence-gap', expected: i + 1 });
	await world.engine.ask('person');
	expect(world.requests.length).toBeLessThanOrEqual(syncLimits.heals + 1);
	expect(world.entries).toHaveLength(1);
});

test('one entry that no server reads is found and refused alone', async () => {
	const world = new World().add('a', 'b', 'bad', 'd', 'e');
	const answer: (typeof world.answers)[number] = (request) =>
		request.mutations.some(({ record }) => record === 'bad')
			? { ok: false, error: { code: 'request.malformed', path: 'mutations.0.body' } }
			: world.taken(request);
	world.answers = Array.from({ length: 20 }, () => answer);
	await world.engine.ask('person');
	expect(world.refused.map(({ mutation, code }) => [mutation.record, code])).toEqual([
		['bad', 'request.malformed'],
	]);
	expect(world.entries).toEqual([]);
});

test('a body that was cut on its way blames no entry: the same numbers go again', async () => {
	const world = new World().add('a', 'b').refuseNext({ code: 'request.malformed' });
	await world.engine.ask('person');
	expect([world.engine.status.phase, world.refused]).toEqual(['failing', []]);
	await world.passTime();
	expect(world.requests[1]).toEqual(world.requests[0]);
	expect(world.entries).toEqual([]);
});

test('on a network too slow for the batch its first half goes again under the same numbers', async () => {
	const world = new World().add('a', 'b', 'c', 'd', 'e');
	const slow: (typeof world.answers)[number] = (request) =>
		request.mutations.length > 2 ? { ok: false, error: { code: 'network.timeout' } } : world.taken(request);
	world.answers = Array.from({ length: 20 }, () => slow);
	await world.engine.ask('person');
	await world.passTime();
	expect(
		world.requests.slice(0, 2).map(({ firstSequence, mutations }) => [firstSequence, mutations.length]),
	).toEqual([
		[1, 5],
		[1, 2],
	]);
	while (world.entries.length > 0) await world.passTime();
	const numbered = world.requests.flatMap(({ firstSequence, mutations }) =>
		mutations.map(({ record }, i) => `${record}${firstSequence + i}`),
	);
	expect(new Set(numbered)).toEqual(new Set(['a1', 'b2', 'c3', 'd4', 'e5']));
});

test('an answer that settles nothing, or a page that repeats itself, makes no hot loop', async () => {
	const empty = new World().add('a');
	empty.answers = Array.from({ length: 5 }, () => (request) => empty.taken(request, { results: [] }));
	await empty.engine.ask('person');
	expect(empty.requests).toHaveLength(1);
	expect(empty.entries).toHaveLength(1);

	const stuck = new World();
	stuck.cursor = 'same';
	stuck.answers = Array.from({ length: 5 }, () => (r) => stuck.taken(r, { more: true, cursor: 'same' }));
	await stuck.engine.ask('person');
	expect(stuck.requests).toHaveLength(1);
	expect(stuck.engine.status.phase).toBe('failing');
});

test('a server that never ends its pages is left after the bound', async () => {
	const world = new World();
	let page = 0;
	world.answers = Array.from(
		{ length: 500 },
		() => (r) => world.taken(r, { more: true, cursor: `p${page++}` }),
	);
	await world.engine.ask('person');
	expect(world.requests).toHaveLength(syncLimits.rounds);
	expect(world.timer).not.toBeNull();
});

test('what is asked during a run is answered by one more round of it', async () => {
	const world = new World();
	world.answers.push((request) => {
		world.add('late');
		void world.engine.ask('work');
		return world.taken(request);
	});
	await world.engine.ask('signal');
	expect(world.entries).toEqual([]);
	expect(world.requests).toHaveLength(2);
});

test('what is asked as a run ends is not forgotten', async () => {
	const world = new World();
	world.engine.onStatus(({ phase }) => {
		if (phase !== 'idle' || world.requests.length > 1) return;
		world.add('late');
		void world.engine.ask('work');
	});
	await world.engine.ask('signal');
	await new Promise((resolve) => setTimeout(resolve, 5));
	expect(world.entries).toEqual([]);
});

test('a bug is reported and backed off from, never thrown', async () => {
	const world = new World().add('a');
	world.answers.push(() => 'throw');
	await world.engine.ask('person');
	expect(world.bugs).toHaveLength(1);
	expect(world.engine.status.phase).toBe('failing');
	expect(world.entries).toHaveLength(1);
});

test('after stopping nothing is sent', async () => {
	const world = new World().add('a').refuseNext({ code: 'network.offline' });
	await world.engine.ask('person');
	await world.engine.stop();
	await world.engine.ask('person');
	expect(world.requests).toHaveLength(1);
	expect(world.timer).toBeNull();
});

test('what stays unsent is said with the first call, and again only when it is another number', async () => {
	const world = new World().add('a');
	await world.engine.ask('person');
	await world.engine.ask('person');
	expect(world.requests.map(({ unsent }) => unsent)).toEqual([{ records: 0, files: 0 }, undefined]);
});

test('a former storage is told to a new one alone', async () => {
	const former = { records: 2, files: 0, heardAtMs: 1 };
	for (const isFresh of [true, false]) {
		const world = new World();
		world.isFresh = isFresh;
		world.answers.push((request) => world.taken(request, { former }));
		await world.engine.ask('person');
		expect(world.formers).toEqual(isFresh ? [former] : []);
	}
});
