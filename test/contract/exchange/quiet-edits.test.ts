/** A device is not told again what it knows from the result of its own edit, and misses nothing by it. */
import { beforeAll, expect, it } from 'vitest';
import type { EnrollmentView } from '#shared/protocol/view.ts';
import { viewAfter } from '#lib/device/draft.ts';
import type { Tx } from '#server/usecase/ports.ts';
import { describeOnEachDatabase } from '../../support/databases.ts';
import {
	completeFields,
	consent,
	createWorld,
	Device,
	edit,
	submit,
	type World,
} from '../../support/flow-world.ts';

const upon = (base: number, record: string, fields: Record<string, string>) => ({
	...edit(record, fields),
	body: { fields, base },
});

/** Of a quiet edit's result. */
interface Told {
	revision: number;
	updatedAtMs: number;
}

describeOnEachDatabase('quiet edits', (database) => {
	let world: World;
	beforeAll(async () => {
		world = await createWorld(database());
	});

	async function twoDevices() {
		const { actor, person } = await world.student();
		return { person, actor, one: new Device(world, actor, 4), two: new Device(world, actor, 4) };
	}

	it('come back as a revision alone, from which the device makes the view that another device is sent', async () => {
		const { one, two } = await twoDevices();
		const [a, b] = [world.newId(), world.newId()];
		const made = await one.send([edit(a, { name: '甲' }, { consent }), edit(b, { name: '乙' })]);
		expect(made.results.map(({ revision }) => revision)).toEqual([1, 1]);
		expect(made.changes).toEqual([]);
		one.cursor = made.cursor;
		const changed = await one.send([upon(1, a, { phone: '13900000001' })]);
		expect([changed.results[0]!.revision, changed.changes]).toEqual([2, []]);

		const body = edit(a, { name: '甲' }, { consent }).body;
		const first = viewAfter(a, null, body, made.results[0] as Told);
		const told = viewAfter(a, first, upon(1, a, { phone: '13900000001' }).body, changed.results[0] as Told);
		const sent = (await two.pull()).changes.find(({ id }) => id === a)?.view as EnrollmentView;
		expect(told).toEqual(sent);
	});

	it('are answered alike when the answer was lost, and nothing else comes', async () => {
		const { one } = await twoDevices();
		const mutations = [edit(world.newId(), { name: '甲' }), edit(world.newId(), {})];
		const first = await one.send(mutations);
		const again = await one.send(mutations, 1);
		expect([again.results, again.changes]).toEqual([first.results, []]);
	});

	it('never hide what another device did meanwhile: then the view comes whole', async () => {
		const { one, two } = await twoDevices();
		const record = world.newId();
		await one.send([edit(record, { name: '甲' })]);
		await one.pull();
		await two.pull();
		await two.send([upon(1, record, { address: '址' })]);
		const reply = await one.send([upon(1, record, { phone: '1' })]);
		expect(reply.results[0]!.revision).toBeUndefined();
		expect(reply.changes).toMatchObject([
			{ id: record, view: { fields: { name: '甲', address: '址', phone: '1' } } },
		]);
	});

	it('would hide it if the feed were not asked, and this is how that shows', async () => {
		const { one, two } = await twoDevices();
		const record = world.newId();
		await one.send([edit(record, { name: '甲' })]);
		await one.pull();
		await two.pull();
		await two.send([upon(1, record, { address: '址' })]);
		const { uow } = world.services;
		const deaf = (tx: Tx): Tx => ({ ...tx, changes: { ...tx.changes, unheard: async () => [] } });
		world.services.uow = { run: (actor, work) => uow.run(actor, (tx) => work(deaf(tx))) };
		const reply = await one.send([upon(1, record, { phone: '1' })]);
		world.services.uow = uow;
		expect(reply.changes).toEqual([]);
	});

	it('are all told to a device that reads from the beginning, over any number of pages', async () => {
		const { one } = await twoDevices();
		const records = Array.from({ length: 3 }, () => world.newId());
		await one.send(records.map((record) => edit(record, {})));
		await one.pull();
		expect((await one.pull()).changes).toEqual([]);
		one.cursor = null;
		expect((await one.pull()).changes.map(({ id }) => id)).toEqual(records);
	});

	it('are no longer quiet when something else happened to the record in the same call', async () => {
		const { one, person } = await twoDevices();
		const record = world.newId();
		const fields = completeFields(person);
		const reply = await one.send([edit(record, fields, { consent }), await submit(record, fields)]);
		expect(reply.results.map(({ revision }) => revision)).toEqual([1, undefined]);
		expect(reply.changes).toMatchObject([{ id: record, view: { state: 'declared' } }]);
	});

	it('are told to a device whose storage was copied back from before it sent them', async () => {
		const { one, actor } = await twoDevices();
		await one.send([edit(world.newId(), {})]);
		await one.pull();
		const copied = Object.assign(new Device(world, actor, 4), {
			id: one.id,
			cursor: one.cursor,
			sequence: 1,
		});
		const record = world.newId();
		await one.send([edit(record, { name: '甲' })]);
		expect((await one.pull()).changes).toEqual([]);
		expect((await copied.pull()).changes).toMatchObject([{ id: record, view: { fields: { name: '甲' } } }]);
	});

	it('are told whole to a device of before', async () => {
		const { actor } = await world.student();
		const old = new Device(world, actor, 3);
		const reply = await old.send([edit(world.newId(), { name: '甲' }), edit(world.newId(), {})]);
		expect(reply.results.every(({ revision }) => revision === undefined)).toBe(true);
		expect(reply.changes).toHaveLength(2);
	});
});
