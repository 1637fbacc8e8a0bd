import { beforeAll, expect, it } from 'vitest';
import type { AccountActor } from '#server/usecase/actor.ts';
import { readLooks } from '#server/usecase/record/read-looks.usecase.ts';
import { readCase } from '#server/usecase/review/read-review.usecase.ts';
import { aHandedInClaim, reviewerOf } from '../../support/claim-review-flow.ts';
import { describeOnEachDatabase } from '../../support/databases.ts';
import { createWorld, type World } from '../../support/flow-world.ts';

describeOnEachDatabase('who looked at one’s records', (database) => {
	let world: World;
	beforeAll(async () => (world = await createWorld(database())));
	const looksOf = (actor: AccountActor) => readLooks({ services: world.services, actor });

	it('names the role, the record and the time, and no person', async () => {
		const { actor, record } = await world.declared();
		expect((await looksOf(actor)).looks).toEqual([]);
		const reviewer = await world.account('reviewer');
		await readCase({ services: world.services, actor: reviewer, id: record });
		const { looks } = await looksOf(actor);
		expect(looks).toEqual([
			{ recordId: record, kind: 'enrollment', what: 'opened', role: 'reviewer', atMs: expect.any(Number) },
		]);
		expect(JSON.stringify(looks)).not.toContain(reviewer.accountId);
	});

	it('several looks of one person within an hour are one, of two people two', async () => {
		const { actor, record } = await aHandedInClaim(world);
		const ann = reviewerOf(world, await world.account('reviewer'));
		const ben = reviewerOf(world, await world.account('reviewer'));
		for (let i = 0; i < 3; i++) await ann.look(record);
		await ben.look(record);
		expect((await looksOf(actor)).looks).toHaveLength(2);
		world.clock.moveOn(2 * 3_600_000);
		await ann.look(record);
		const { looks } = await looksOf(actor);
		expect(looks.map(({ kind, what }) => [kind, what])).toEqual(Array(3).fill(['claim', 'opened']));
		expect(looks[0]!.atMs).toBeGreaterThan(looks[1]!.atMs);
	});

	it('is each person’s own: what was looked at of another is not in it, and one’s own looks are none', async () => {
		const one = await world.declared();
		const other = await world.declared();
		const reviewer = await world.account('reviewer');
		await readCase({ services: world.services, actor: reviewer, id: one.record });
		expect((await looksOf(other.actor)).looks).toEqual([]);
		expect((await looksOf(reviewer)).looks).toEqual([]);
	});
});
