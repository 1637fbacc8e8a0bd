/*
 * The simulation's store in memory is worth what it shares with the SQL store. Random transactions of random actors
 * run on both, one after the other, and every answer must be the same: what is seen, what is written, what is refused.
 */
import { beforeAll, expect, it } from 'vitest';
import { createUnitOfWork } from '#server/store/unit-of-work.ts';
import type { UnitOfWork } from '#server/usecase/ports.ts';
import { canonicalJson } from '#shared/std/canonical-json.ts';
import { describeOnEachDatabase } from '../../support/databases.ts';
import { Rng } from '../../sim/engine/rng.ts';
import { MemoryDatabase } from '../../sim/store/memory-database.ts';
import { memoryUnitOfWork } from '../../sim/store/memory-store.ts';
import { policies } from '../../sim/store/policies.ts';
import { actors, drawCall, prepare, type Call, type Pools } from './random-calls.ts';

function memoryStore() {
	const database = new MemoryDatabase({
		step: async () => {},
		turn: async () => {},
		rejoin: (promise) => promise,
		commit: () => ({ isWritten: true, error: null }),
	});
	return { database, uow: memoryUnitOfWork(database, () => database) };
}

/** The answers of one transaction; a call that throws ends it, and what it wrote is undone. */
async function answersOf(
	uow: UnitOfWork,
	actor: Pools['actors'][number],
	calls: Call[],
	cursors: Map<string, string>,
) {
	const answers: string[] = [];
	const stop = new Error('stop');
	try {
		await uow.run(actor, async (tx) => {
			for (const { name, run } of calls) {
				try {
					const answer = await run(tx, cursors);
					// What the SQL store sends later fails with the next answer.
					await tx.settings.get('nothing');
					answers.push(`${name} ${canonicalJson(answer)}`);
				} catch {
					answers.push(`${name} threw`);
					throw stop;
				}
			}
		});
	} catch (error) {
		if (error !== stop) throw error;
	}
	return answers;
}

describeOnEachDatabase('the store in memory', (database) => {
	let sql: UnitOfWork;
	const memory = memoryStore();
	const cursors = { sql: new Map<string, string>(), memory: new Map<string, string>() };
	beforeAll(async () => {
		sql = createUnitOfWork(database());
		for (const uow of [sql, memory.uow]) await prepare(uow);
	});

	const compare = async (seed: number): Promise<number> => {
		const rng = new Rng(seed);
		const actor = rng.pick(actors);
		const calls = Array.from({ length: rng.int(1, 4) }, () => drawCall(rng, actor, memory.database));
		const there = await answersOf(memory.uow, actor, calls, cursors.memory);
		const here = await answersOf(sql, actor, calls, cursors.sql);
		expect(there, `seed ${seed}, ${JSON.stringify(actor)}`).toEqual(here);
		return there.length;
	};

	it('answers as the SQL store does, whoever asks', { timeout: 180_000 }, async () => {
		let answers = 0;
		for (let seed = 1; seed <= 1_000; seed++) answers += await compare(seed);
		expect(answers).toBeGreaterThan(1_000);
	});

	it('is found out where one policy differs', async () => {
		const { select } = policies.enrollment;
		policies.enrollment.select = () => true;
		try {
			const runs = async () => {
				for (let seed = 1_001; seed <= 1_200; seed++) await compare(seed);
			};
			await expect(runs()).rejects.toThrow();
		} finally {
			policies.enrollment.select = select;
		}
	});
});
