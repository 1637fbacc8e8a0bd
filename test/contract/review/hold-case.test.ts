import { beforeAll, expect, it } from 'vitest';
import { describeOnEachDatabase } from '../../support/databases.ts';
import { createWorld, refusalOf, type World } from '../../support/flow-world.ts';
import { aWaitingCase, deskOf, nothingToRemark } from '../../support/review-flow.ts';

describeOnEachDatabase('a case in a reviewer’s hands', (database) => {
	let world: World;
	let ann: ReturnType<typeof deskOf>;
	let ben: ReturnType<typeof deskOf>;
	beforeAll(async () => {
		world = await createWorld(database());
		nothingToRemark(world);
		ann = deskOf(world, await world.account('reviewer'));
		ben = deskOf(world, await world.account('reviewer'));
	});
	const aCase = async () => (await aWaitingCase(world, '在手', { isChecked: true })).record;
	const codeOf = async (call: Promise<unknown>) => (await refusalOf(call)).code;
	const stateOf = async (id: string) => (await ann.read(id)).enrollment.state;

	it('is seen by the others, who are asked before they take it or decide it', async () => {
		const id = await aCase();
		await ann.take(id);
		expect((await ann.read(id)).hold).toMatchObject({ isMine: true });
		expect((await ben.read(id)).hold).toMatchObject({ isMine: false });
		expect(await codeOf(ben.take(id))).toBe('review.held');
		expect(await codeOf(ben.approve(id))).toBe('review.held');
		expect(await codeOf(ben.giveBack(id))).toBe('review.held');
		expect(await stateOf(id)).toBe('declared');
		await ben.approve(id, { despiteHolder: true });
		expect(await stateOf(id)).toBe('approved');
		expect((await ann.read(id)).hold).toBeNull();
	});

	it('goes to another who says so, and what the first decides then is asked about as well', async () => {
		const id = await aCase();
		await ann.take(id);
		await ben.take(id, { despiteHolder: true });
		expect((await ben.read(id)).hold).toMatchObject({ isMine: true });
		expect(await codeOf(ann.giveBack(id))).toBe('review.held');
		await ann.release(id);
		expect((await ben.read(id)).hold).toMatchObject({ isMine: true });
		await ben.release(id);
		expect((await ben.read(id)).hold).toBeNull();
		await ann.giveBack(id);
		expect(await stateOf(id)).toBe('returned');
	});

	it('is free again when its time is over, and one’s own is taken for longer', async () => {
		const id = await aCase();
		await ann.take(id);
		world.clock.moveOn(20 * 60_000);
		await ann.take(id);
		world.clock.moveOn(20 * 60_000);
		expect(await codeOf(ben.take(id))).toBe('review.held');
		world.clock.moveOn(10 * 60_000);
		await ben.take(id);
		expect((await ben.read(id)).hold).toMatchObject({ isMine: true });
		await ben.approve(id);
	});

	it('of two who decide, the first counts and the other is told, in either order', async () => {
		const [one, two] = [await aCase(), await aCase()];
		const [annOfOne, benOfTwo] = [await ann.seen(one), await ben.seen(two)];
		await ann.approve(one);
		expect(await codeOf(ben.giveBack(one))).toBe('enrollment.wrong-state');
		await ben.giveBack(two);
		expect(await codeOf(ann.approve(two))).toBe('enrollment.wrong-state');
		expect([annOfOne.id, benOfTwo.id]).toEqual([one, two]);
		expect([await stateOf(one), await stateOf(two)]).toEqual(['approved', 'returned']);
	});

	it('of two who decide at once, one wins and one is told', async () => {
		const id = await aCase();
		const ends = await Promise.allSettled([ann.approve(id), ben.giveBack(id)]);
		const lost = ends.filter(({ status }) => status === 'rejected') as PromiseRejectedResult[];
		expect(lost.map(({ reason }) => reason.refusal.code)).toEqual(['enrollment.wrong-state']);
	});

	it('of two who take it at once, one has it and the other is asked', async () => {
		const id = await aCase();
		const ends = await Promise.allSettled([ann.take(id), ben.take(id)]);
		const lost = ends.filter(({ status }) => status === 'rejected') as PromiseRejectedResult[];
		expect(lost.map(({ reason }) => reason.refusal.code)).toEqual(['review.held']);
		await ann.approve(id, { despiteHolder: true });
	});

	it('is the oldest that is free, never the same for two, and there may be none left', async () => {
		const [one, two] = [await aCase(), await aCase()];
		const taken = await Promise.all([ann.next(), ben.next()]);
		expect(new Set(taken)).toEqual(new Set([one, two]));
		expect(await ann.next()).toBeNull();
		for (const id of [one, two]) await ann.approve(id, { despiteHolder: true });
	});

	it('is never the reviewer’s own enrollment, nor one that does not wait or is not there', async () => {
		const id = await aCase();
		await ann.approve(id);
		expect(await codeOf(ann.take(id))).toBe('enrollment.wrong-state');
		expect(await codeOf(ann.take(world.newId()))).toBe('request.not-found');
		const own = await aWaitingCase(world, '本人', { isChecked: true });
		const asReviewer = deskOf(world, { ...own.actor, role: 'reviewer' });
		expect(await codeOf(asReviewer.take(own.record))).toBe('enrollment.own-review');
		expect(await asReviewer.next()).toBeNull();
	});

	it('is written down: who took it, who passed over whom, who let it go', async () => {
		const id = await aCase();
		await ann.take(id);
		await ben.take(id, { despiteHolder: true });
		await ben.release(id);
		const entries = await world.services.uow.run({ kind: 'system' }, (tx) => tx.audit.ofSubject(id));
		const told = entries.filter(({ act }) => act === 'review.take' || act === 'review.release');
		expect(told.map(({ act, actor, detail }) => [act, actor, detail['isTakenOver']])).toEqual([
			['review.take', ann.actor.accountId, false],
			['review.take', ben.actor.accountId, true],
			['review.release', ben.actor.accountId, undefined],
		]);
	});
});
