/** Days of a drive, drawn from seeds (`test/sim/drive`), and the faults that they must find. */
import 'fake-indexeddb/auto';
import { beforeAll, expect, it } from 'vitest';
import { describeOnEachDatabase } from '../../support/databases.ts';
import { createWorld, type World } from '../../support/flow-world.ts';
import { DriveDay } from '../../sim/drive/drive-day.ts';
import { drivePlants, type DrivePlant } from '../../sim/drive/drive-plants.ts';

/** A day is hundreds of exchanges and unsealings, on a machine that has other work. */
const dayMs = 120_000;
const seeds = Array.from({ length: 5 }, (_, i) => i + 1);

describeOnEachDatabase('a day of a drive', (database) => {
	let world: World;
	beforeAll(async () => {
		world = await createWorld(database());
	});

	it.each(seeds)(
		'loses nothing, tells nothing and counts nobody twice, whatever fails: seed %i',
		async (seed) => {
			const { findings, trace, sealed } = await new DriveDay(seed, world, null).run();
			expect(findings, trace.join('\n')).toEqual([]);
			expect(sealed.length).toBeGreaterThan(0);
		},
		dayMs,
	);

	const found = async (plant: DrivePlant) => {
		const { findings, trace } = await new DriveDay(plant.seed, world, plant).run();
		expect(
			findings.map(({ invariant }) => invariant),
			trace.join('\n'),
		).toContain(plant.breaks);
	};
	it.each(drivePlants)('is found out where $words', found, dayMs);
});
