import { beforeAll, expect, it } from 'vitest';
import { readStatistics } from '#server/usecase/review/read-statistics.usecase.ts';
import { describeOnEachDatabase } from '../../support/databases.ts';
import { createWorld, type World } from '../../support/flow-world.ts';
import { aWaitingCase, deskOf, nothingToRemark } from '../../support/review-flow.ts';

const day = 86_400_000;

describeOnEachDatabase('statistics of the review', (database) => {
	let world: World;
	let ann: ReturnType<typeof deskOf>;
	beforeAll(async () => {
		world = await createWorld(database());
		nothingToRemark(world);
		ann = deskOf(world, await world.account('reviewer'));
	});

	it('count reasons by week, scheme and school, and tell the median of waiting', async () => {
		const read = () => readStatistics({ services: world.services, actor: ann.actor });
		expect(await read()).toEqual({ reasons: [], waiting: [] });
		const ids: string[] = [];
		for (let i = 0; i < 3; i++) {
			ids.push((await aWaitingCase(world, `等${i}`, { isChecked: true })).record);
			world.clock.moveOn(day);
		}
		// They have waited for one, two and three days now.
		await ann.giveBack(ids[0]!);
		await ann.giveBack(ids[1]!);
		await ann.approve(ids[2]!);
		const { reasons, waiting } = await read();
		const nowMs = world.clock.nowMs() + 8 * 3_600_000;
		const monday = new Date(nowMs - ((new Date(nowMs).getUTCDay() + 6) % 7) * day).toISOString().slice(0, 10);
		const where = { schemeId: 'yunnan-kunming-2023', schoolCode: 'kmmu', week: monday };
		expect(reasons).toEqual([{ act: 'returned', code: 'unclear', ...where, count: 2 }]);
		const median = { week: monday, count: 3, medianMs: expect.closeTo(2 * day, -4) };
		expect(waiting).toEqual([
			{ ...median, schemeId: null, schoolCode: null },
			{ ...median, schemeId: null, schoolCode: 'kmmu' },
			{ ...median, schemeId: 'yunnan-kunming-2023', schoolCode: null },
		]);
		world.clock.moveOn(13 * 7 * day);
		expect(await read()).toEqual({ reasons: [], waiting: [] });
	});
});
