import { beforeAll, expect, it } from 'vitest';
import { appRouter } from '#server/router/app-router.ts';
import { createPace } from '#server/router/pace.ts';
import { describeOnEachDatabase } from '../../support/databases.ts';
import { createWorld, type World } from '../../support/flow-world.ts';

describeOnEachDatabase('an account that exchanges without end', (database) => {
	let world: World;
	beforeAll(async () => {
		world = await createWorld(database());
	});

	it('is told how long to wait, and holds up no other account', async () => {
		const exchangePace = createPace(world.clock, 2);
		const caller = async () =>
			appRouter.createCaller({
				services: world.services,
				exchangePace,
				actor: await world.account('student'),
				session: { tokenHash: 'a', needsSecondFactor: false },
				request: {
					caller: { address: '203.0.113.1', browser: null },
					setSessionToken() {},
					setBrowser() {},
				},
			});
		const [wild, calm] = [await caller(), await caller()];
		const ask = (who: typeof wild, device = world.newId()) =>
			who.sync.exchange({ version: 2, device, firstSequence: 1, mutations: [], cursor: null });
		for (let i = 0; i < 2; i++) expect((await ask(wild)).results).toEqual([]);
		await expect(ask(wild)).rejects.toMatchObject({
			code: 'TOO_MANY_REQUESTS',
			cause: { refusal: { code: 'request.too-many', retryAfterSeconds: expect.any(Number) } },
		});
		expect((await ask(calm)).results).toEqual([]);
		world.clock.moveOn(300_000);
		expect((await ask(wild)).results).toEqual([]);
	});
});
