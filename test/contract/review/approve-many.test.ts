import { beforeAll, expect, it } from 'vitest';
import type { BulkApproval } from '#shared/protocol/review-desk.ts';
import { describeOnEachDatabase } from '../../support/databases.ts';
import { createWorld, refusalOf, type World } from '../../support/flow-world.ts';
import { aWaitingCase, deskOf, nothingToRemark } from '../../support/review-flow.ts';

describeOnEachDatabase('an approval of many', (database) => {
	let world: World;
	let ann: ReturnType<typeof deskOf>;
	let ben: ReturnType<typeof deskOf>;
	beforeAll(async () => {
		world = await createWorld(database());
		nothingToRemark(world);
		world.services.review.samplePercent = 0;
		ann = deskOf(world, await world.account('reviewer'));
		ben = deskOf(world, await world.account('reviewer'));
	});
	const some = async (count: number) => {
		const ids: string[] = [];
		for (let i = 0; i < count; i++)
			ids.push((await aWaitingCase(world, `众${i}`, { isChecked: true })).record);
		return ids;
	};
	const ofResult = ({ items }: BulkApproval, result: string) =>
		items.filter((item) => item.result === result).map(({ id }) => id);
	const stateOf = async (id: string) => (await ann.read(id)).enrollment.state;

	it('draws a sample that stays in the queue with its mark, and approves the rest some at a time', async () => {
		world.services.review.samplePercent = 20;
		const ids = await some(15);
		const plan = await ann.plan(ids);
		const aside = ofResult(plan, 'set-aside');
		expect(aside).toHaveLength(3);
		expect(ofResult(plan, 'waiting')).toHaveLength(12);
		expect(await stateOf(ofResult(plan, 'waiting')[0]!)).toBe('declared');
		const half = await ann.run(plan.id);
		expect(ofResult(half, 'approved')).toHaveLength(10);
		const whole = await ann.run(plan.id);
		expect(ofResult(whole, 'approved')).toHaveLength(12);
		expect(await ann.run(plan.id)).toEqual(whole);
		const sampled = await ann.find({ state: 'declared', flag: 'sampled' });
		expect(new Set(sampled.rows.map(({ id }) => id))).toEqual(new Set(aside));
		expect(sampled.rows.every((row) => row.isSampled)).toBe(true);
		expect((await ann.read(aside[0]!)).isSampled).toBe(true);
		// Once set aside, never approved unseen.
		expect((await refusalOf(ann.plan(aside))).code).toBe('enrollment.findings-stand');
		expect(await ann.names({ state: 'declared', flag: 'clean' })).toEqual([]);
		for (const id of aside) await ann.approve(id);
		world.services.review.samplePercent = 0;
	});

	it('is for cases without remarks alone: others are left out, as is what is not there', async () => {
		const [clean] = await some(1);
		world.registers.school = 'not-known';
		const { record } = await aWaitingCase(world, '有话', { isChecked: true });
		nothingToRemark(world);
		const unchecked = await aWaitingCase(world, '未查');
		const plan = await ann.plan([clean!, record, unchecked.record, world.newId()]);
		expect(plan.items.map(({ id }) => id)).toEqual([clean]);
		expect((await refusalOf(ann.plan([record]))).code).toBe('enrollment.findings-stand');
		await ann.run(plan.id);
		expect([await stateOf(clean!), await stateOf(record)]).toEqual(['approved', 'declared']);
	});

	it('passes over what changed, what was decided and what another has in hand, and says so', async () => {
		const [fine, held, decided, changed] = (await some(4)) as [string, string, string, string];
		const plan = await ann.plan([fine, held, decided, changed]);
		await ben.take(held);
		await ben.giveBack(decided);
		// A register answers otherwise in the meantime: another evaluation is newest.
		await world.services.uow.run({ kind: 'system' }, async (tx) => {
			const newest = await tx.evaluations.newest(changed);
			await tx.evaluations.append(changed, { ...newest!, id: world.newId() });
		});
		const { items } = await ann.run(plan.id);
		const told = Object.fromEntries(items.map(({ id, result, reason }) => [id, reason ?? result]));
		expect(told[fine]).toBe('approved');
		expect(told[held]).toBe('held');
		expect(told[decided]).toBe('decided');
		expect(told[changed]).toBe('changed');
		expect(await stateOf(held)).toBe('declared');
	});

	it('is nobody else’s to go on with', async () => {
		const plan = await ann.plan(await some(1));
		expect((await refusalOf(ben.run(plan.id))).code).toBe('request.not-found');
		expect((await refusalOf(ann.run(world.newId()))).code).toBe('request.not-found');
	});

	it('is not stopped by one that cannot be approved for a bug: it is named, the others are approved', async () => {
		const ids = await some(3);
		const plan = await ann.plan(ids);
		const { uow } = world.services;
		let isBroken = true;
		const broken = {
			...world.services,
			uow: {
				run: ((actor, work, how) =>
					uow.run(
						actor,
						(tx) =>
							work({
								...tx,
								orders: {
									...tx.orders,
									insert: (order) => {
										const fails = isBroken && order.enrollmentId === ids[1];
										if (fails) throw new Error('a bug');
										return tx.orders.insert(order);
									},
								},
							}),
						how,
					)) as typeof uow.run,
			},
		};
		const { items } = await deskOf({ ...world, services: broken }, ann.actor).run(plan.id);
		isBroken = false;
		expect(items.map(({ reason, result }) => reason ?? result)).toEqual(['approved', 'failed', 'approved']);
		expect(await stateOf(ids[1]!)).toBe('declared');
	});
});
