import { beforeAll, expect, it } from 'vitest';
import { readViews, removeView, saveView } from '#server/usecase/review/keep-view.usecase.ts';
import { describeOnEachDatabase } from '../../support/databases.ts';
import { createWorld, refusalOf, type World } from '../../support/flow-world.ts';
import { aWaitingCase, deskOf, nothingToRemark } from '../../support/review-flow.ts';

const day = 86_400_000;

describeOnEachDatabase('the reviewer’s list', (database) => {
	let world: World;
	let ann: ReturnType<typeof deskOf>;
	let ben: ReturnType<typeof deskOf>;
	const ids: Record<string, string> = {};
	beforeAll(async () => {
		world = await createWorld(database());
		ann = deskOf(world, await world.account('reviewer'));
		ben = deskOf(world, await world.account('reviewer'));
		for (const [name, studentNumber] of [
			['欧阳晓', '2022a0101'],
			['欧阳', '20220102'],
			['李　四', '20220203'],
			['ana maria', '20220204'],
		] as const) {
			ids[name] = (await aWaitingCase(world, name, { studentNumber, isChecked: true })).record;
			world.clock.moveOn(2 * day);
		}
		nothingToRemark(world);
		ids['全清'] = (await aWaitingCase(world, '全清', { studentNumber: '20220301', isChecked: true })).record;
	});

	it('finds by the beginning of a name, however wide, small or spaced its signs are', async () => {
		expect(await ann.names({ text: '欧阳' })).toEqual(['欧阳', '欧阳晓']);
		expect(await ann.names({ text: '欧阳晓' })).toEqual(['欧阳晓']);
		expect(await ann.names({ text: '李四' })).toEqual(['李　四']);
		expect(await ann.names({ text: 'ＡＮＡ ma' })).toEqual(['ana maria']);
		expect(await ann.names({ text: '阳晓' })).toEqual([]);
		expect(await ann.names({ text: '%' })).toEqual([]);
	});

	it('finds by the beginning of a student number, and by a whole case number', async () => {
		expect(await ann.names({ text: '2022A' })).toEqual(['欧阳晓']);
		expect(await ann.names({ text: '202202' })).toEqual(['李　四', 'ana maria']);
		const { rows } = await ann.find({ text: '李四' });
		expect(await ann.names({ text: rows[0]!.caseNumber.toLowerCase() })).toEqual(['李　四']);
	});

	it('is narrowed by school, scheme, remarks and how long a case has waited', async () => {
		expect(await ann.names({ state: 'declared', schoolCode: 'ynau' })).toEqual([]);
		expect(await ann.names({ state: 'declared', schoolCode: 'kmmu' })).toHaveLength(5);
		expect(await ann.names({ schemeId: 'changchun-2023' })).toEqual([]);
		expect(await ann.names({ state: 'declared', flag: 'clean' })).toEqual(['全清']);
		expect(await ann.names({ state: 'declared', flag: 'remarks' })).toHaveLength(4);
		expect(await ann.names({ state: 'declared', waitedDays: 7 })).toEqual(['欧阳晓']);
		expect(await ann.names({ state: 'approved' })).toEqual([]);
	});

	it('tells in whose hands a case is, and is narrowed by that', async () => {
		await ann.take(ids['欧阳']!);
		await ben.take(ids['李　四']!);
		expect(await ann.names({ hands: 'mine' })).toEqual(['欧阳']);
		expect(await ann.names({ hands: 'others' })).toEqual(['李　四']);
		expect(await ben.names({ hands: 'mine' })).toEqual(['李　四']);
		expect(await ann.names({ hands: 'nobody' })).toEqual(['欧阳晓', 'ana maria', '全清']);
		const { rows } = await ann.find({ state: 'declared' });
		expect(rows.map(({ hands }) => hands)).toEqual(['nobody', 'mine', 'others', 'nobody', 'nobody']);
		world.clock.moveOn(31 * 60_000);
		expect(await ann.names({ hands: 'others' })).toEqual([]);
		expect(await ann.names({ hands: 'nobody' })).toHaveLength(5);
	});

	it('shows no ID number, writes the look down, and never what was searched for', async () => {
		const { rows } = await ann.find({ text: '欧阳晓' });
		expect(JSON.stringify(rows)).not.toMatch(/\d{17}[\dX]/);
		const entries = await world.services.uow.run({ kind: 'system' }, (tx) => tx.audit.sealed(0, 1));
		expect(entries).toEqual([]);
		const written = await world.services.uow.run({ kind: 'system' }, (tx) => tx.audit.unsealed(10_000));
		const looks = written.filter(({ act }) => act === 'review.queue');
		expect(looks.at(-1)?.detail).toEqual({ state: null, searched: 'name', rows: 1 });
		expect(JSON.stringify(written)).not.toMatch(/欧阳|2022A/);
	});

	it('shows beside a case those of the same student number or phone, by what they are alike', async () => {
		const studentNumber = '2022a 0101';
		const { record } = await aWaitingCase(world, '同号', { studentNumber, phone: '13700000009' });
		const like = await aWaitingCase(world, '同机', { studentNumber: '20229999', phone: '13700000009' });
		const { alike } = await ann.read(record);
		expect(alike.map(({ name, likenesses }) => [name, likenesses])).toEqual([
			['欧阳晓', ['number']],
			['同机', ['phone']],
		]);
		const { alike: none } = await deskOf(world, await world.account('reviewer')).read(like.record);
		expect(none.map(({ name }) => name)).toEqual(['同号']);
		for (const id of [record, like.record]) await ann.giveBack(id);
	});

	it('goes on page after page, and says how many there are up to a limit', async () => {
		const first = await ann.find({ state: 'declared' });
		expect([first.total, first.isMore, first.next]).toEqual([5, false, null]);
		const after = `${first.rows[1]!.submittedAtMs}.${first.rows[1]!.id}`;
		const further = await ann.find({ state: 'declared', after });
		expect(further.rows.map(({ id }) => id)).toEqual(first.rows.slice(2).map(({ id }) => id));
	});

	it('keeps a few filters under names, each reviewer’s own', async () => {
		const { services } = world;
		const filter = { state: 'declared', flag: 'clean' } as const;
		const save = (name: string) => saveView({ services, actor: ann.actor, input: { name, filter } });
		const [view] = await save('可批量');
		expect(view).toMatchObject({ name: '可批量', filter });
		expect(await save(' 可批量 ')).toHaveLength(1);
		expect(await readViews({ services, actor: ben.actor })).toEqual([]);
		const foreign = removeView({ services, actor: ben.actor, id: view!.id });
		expect((await refusalOf(foreign)).code).toBe('request.not-found');
		for (let i = 1; i < 12; i++) await save(`视图${i}`);
		expect((await refusalOf(save('第十三个'))).code).toBe('request.too-many');
		expect(await removeView({ services, actor: ann.actor, id: view!.id })).toHaveLength(11);
	});
});
