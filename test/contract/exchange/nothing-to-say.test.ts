/** A call that carries nothing writes nothing: a phone that only asks what is new costs the database no transaction of its own. */
import { sql } from 'kysely';
import { beforeAll, expect, it } from 'vitest';
import { describeOnEachDatabase } from '../../support/databases.ts';
import { createWorld, Device, edit, type World } from '../../support/flow-world.ts';

describeOnEachDatabase('an exchange that carries nothing', (database) => {
	let world: World;
	let device: Device;
	beforeAll(async () => {
		world = await createWorld(database());
		device = new Device(world, (await world.student()).actor);
		await device.send([edit(world.newId(), { name: '甲' })]);
	});

	/** How many transactions that write there were meanwhile; asking is one itself. */
	async function written(work: () => Promise<unknown>): Promise<number> {
		const now = async () => {
			const { rows } = await sql<{ n: string }>`select pg_current_xact_id()::text as n`.execute(
				database().owner,
			);
			return Number(rows[0]!.n);
		};
		const before = await now();
		await work();
		return (await now()) - before - 1;
	}

	it('writes nothing, and would be caught if it did', async () => {
		expect(await written(() => device.pull())).toBe(0);
		expect(await written(() => device.send([edit(world.newId(), { name: '乙' })]))).toBeGreaterThan(0);
	});

	it('of a device that nobody knows makes it, and of another account’s is refused', async () => {
		const { actor } = await world.student();
		expect(await written(() => new Device(world, actor).pull())).toBeGreaterThan(0);
		const other = new Device(world, actor);
		Object.assign(other, { id: device.id });
		await expect(other.pull()).rejects.toMatchObject({ refusal: { code: 'sync.device-unknown' } });
	});
});
