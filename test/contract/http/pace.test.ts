import { afterAll, beforeAll, expect, it } from 'vitest';
import { startServerUnderTest, type ServerUnderTest } from '../../support/server-under-test.ts';

let under: ServerUnderTest;
beforeAll(async () => {
	under = await startServerUnderTest();
});
afterAll(() => under.stop());

it('tells a client that runs away to wait, and holds up no other account', async () => {
	const [wild, calm] = [await under.signedIn('13600000001'), await under.signedIn('13600000002')];
	const device = '018f0000-0000-7000-8000-0000000000aa';
	const request = { version: 1, device, firstSequence: 1, mutations: [], cursor: null };
	let refusal;
	for (let i = 0; i < 1_300 && !refusal; i++) {
		// Not even an exchange: what counts is the call.
		const reply = await wild.mutate('sync.exchange', { ...request, version: 0 });
		if (reply.status === 429) refusal = reply.error;
	}
	expect(refusal).toMatchObject({ code: 'request.too-many', retryAfterSeconds: expect.any(Number) });
	const other = { ...request, device: device.replace('aa', 'bb') };
	expect((await calm.mutate('sync.exchange', other)).status).toBe(200);
});
