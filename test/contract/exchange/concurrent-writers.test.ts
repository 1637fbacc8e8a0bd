/*
 * Ten devices of three people write at once on a real PostgreSQL: the same records, the same batches twice at a time,
 * commits in any order, connections cut in the middle of a COMMIT. What a fault of SQL would break is judged after:
 * exactly once, no number passed over, every change told, nobody's field lost, the audit whole.
 */
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sql } from 'kysely';
import { openDatabase, type Database } from '#server/store/database.ts';
import { sealAudit } from '#server/usecase/audit/seal-audit.usecase.ts';
import type { AuditHead } from '#server/usecase/audit/ports.ts';
import { verifyAudit } from '#server/usecase/audit/verify-audit.usecase.ts';
import type { Tx, UnitOfWork } from '#server/usecase/ports.ts';
import { RefusalError } from '#shared/errors/refusal.ts';
import { protocolVersion } from '#shared/protocol/version.ts';
import type { ExchangeReply } from '#shared/protocol/exchange.ts';
import { canonicalJson } from '#shared/std/canonical-json.ts';
import { describeOnPostgres } from '../../support/databases.ts';
import { startCuttingProxy, type CuttingProxy } from '../../support/cutting-proxy.ts';
import { createWorld, Device, edit, type World } from '../../support/flow-world.ts';
import { Rng } from '../../sim/engine/rng.ts';

const batchesEach = 12;
const timeout = 120_000;

/** Sends until an answer is heard: what became of an attempt without one, the repeat finds out. */
async function sendUntilHeard(device: Device, mutations: unknown[], from: number): Promise<ExchangeReply> {
	for (let tries = 0; tries < 40; tries++) {
		try {
			return await device.send(mutations, from);
		} catch (error) {
			if (!(error instanceof RefusalError) || error.refusal.code !== 'server.unavailable') throw error;
		}
	}
	throw new Error('no answer came');
}

/** Every field of its own key, so that what must stand in the end is known. */
async function write(
	device: Device,
	rng: Rng,
	records: string[],
	name: string,
): Promise<Map<string, string>> {
	const written = new Map<string, string>();
	for (let n = 1; n <= batchesEach; n++) {
		const record = rng.pick(records);
		const key = `${name}.${rng.int(1, 3)}`;
		const value = `${name} ${n}`;
		const mutations = [
			edit(record, { [key]: value }, { base: 1 }),
			{ kind: 'notice.read', record, atMs: 1, body: {} },
		];
		const from = device.sequence + 1;
		const copies = rng.chance(0.4) ? 2 : 1;
		const replies = await Promise.all(
			Array.from({ length: copies }, () => sendUntilHeard(device, mutations, from)),
		);
		for (const { results } of replies) expect(results).toEqual(replies[0]!.results);
		expect(replies[0]!.results.map(({ status }) => status)).toEqual(['applied', 'refused']);
		written.set(`${record} ${key}`, value);
	}
	return written;
}

interface Outcome {
	lostFields: string[];
	effects: number;
	receipts: number;
	gaps: number;
	untold: number;
	audit: string[];
}

/** `calm` is called when all is written. */
async function race(world: World, database: Database, seed: number, calm = () => {}): Promise<Outcome> {
	const heads: AuditHead[] = [];
	const port = {
		append: async (head: AuditHead) => void heads.push(head),
		last: async () => heads.at(-1) ?? null,
		readAll: async () => [...heads],
	};
	const people = await Promise.all([
		world.account('student'),
		world.account('student'),
		world.account('student'),
	]);
	const recordsOf = people.map(() => [world.newId(), world.newId()]);
	const devices = Array.from({ length: 10 }, (_, i) => ({
		device: new Device(world, people[i % 3]!, protocolVersion),
		records: recordsOf[i % 3]!,
		name: `d${i}`,
	}));
	for (const [i, records] of recordsOf.entries()) {
		const first = devices[i]!.device;
		for (const record of records)
			await sendUntilHeard(first, [edit(record, { made: 'yes' })], first.sequence + 1);
	}
	const before = await totals(database);
	let isOver = false;
	const sealing = (async () => {
		while (!isOver) {
			await sealAudit({ services: world.services, heads: port }).catch(() => 0);
			await setTimeout(5);
		}
	})();
	const seen = new Map<string, string>();
	const reader = new Device(world, people[0]!, protocolVersion);
	const reading = (async () => {
		while (!isOver) await pullInto(reader, seen);
	})();
	const all = await Promise.all(
		devices.map(({ device, records, name }, i) => write(device, new Rng(seed, i), records, name)),
	);
	isOver = true;
	calm();
	await Promise.all([sealing, reading]);
	for (let i = 0; i < 5; i++) await pullInto(reader, seen);
	const lostFields: string[] = [];
	for (const written of all) {
		for (const [place, value] of written) {
			const [record, key] = place.split(' ') as [string, string];
			const { rows } = await sql<{ value: string | null }>`
				select fields ->> ${key} as value from enrollment where id = ${record}`.execute(database.owner);
			if (rows[0]?.value !== value) lostFields.push(place);
		}
	}
	const after = await totals(database);
	const whole = new Map<string, string>();
	await pullInto(new Device(world, people[0]!, protocolVersion), whole);
	await sealAudit({ services: world.services, heads: port });
	const { faults } = await verifyAudit({ uow: world.services.uow, heads: port });
	return {
		lostFields,
		effects: after.effects - before.effects,
		receipts: after.applied - before.applied,
		gaps: after.gaps,
		untold: [...whole].filter(([id, view]) => seen.get(id) !== view).length,
		audit: faults,
	};
}

async function pullInto(device: Device, seen: Map<string, string>): Promise<void> {
	try {
		for (const { id, view } of (await device.pull()).changes) seen.set(id, canonicalJson(view));
	} catch (error) {
		if (!(error instanceof RefusalError)) throw error;
	}
}

async function totals(database: Database) {
	const { rows } = await sql<{ effects: string; applied: string; gaps: string }>`select
		(select count(*) from audit_entry where act = 'enrollment.edit') as effects,
		(select count(*) from mutation_receipt where result ->> 'status' = 'applied') as applied,
		(select count(*) from device d where d.last_sequence <>
			(select count(*) from mutation_receipt r where r.device_id = d.id)) as gaps`.execute(database.owner);
	const { effects, applied, gaps } = rows[0]!;
	return { effects: Number(effects), applied: Number(applied), gaps: Number(gaps) };
}

const whole = (outcome: Outcome) => ({ ...outcome, isOnce: outcome.effects === outcome.receipts });
const clean = { lostFields: [], gaps: 0, untold: 0, audit: [], isOnce: true };

/** The store with one part in the place of its own. */
function withFault(uow: UnitOfWork, fault: (tx: Tx) => Partial<Tx>): UnitOfWork {
	return { run: (actor, work) => uow.run(actor, (tx) => work({ ...tx, ...fault(tx) })) };
}

describeOnPostgres('ten devices that write at once', (url) => {
	let proxy: CuttingProxy;
	let database: Database;
	let world: World;
	let sound: UnitOfWork;
	beforeAll(async () => {
		proxy = await startCuttingProxy(url());
		database = await openDatabase({ kind: 'postgres', url: proxy.url });
		world = await createWorld(database);
		sound = world.services.uow;
	});
	afterAll(async () => {
		await database.close();
		await proxy.close();
	});
	const planted = async (fault: (tx: Tx) => Partial<Tx>, seed: number): Promise<unknown> => {
		world.services.uow = withFault(sound, fault);
		try {
			return whole(await race(world, database, seed));
		} catch (error) {
			// An answer that differs, or none at all, is found out too.
			return error;
		} finally {
			world.services.uow = sound;
		}
	};

	it('lose nothing, and do nothing twice', { timeout }, async () => {
		expect(whole(await race(world, database, 1))).toMatchObject(clean);
	});

	it('lose nothing where connections are cut during COMMIT, heard of or not', { timeout }, async () => {
		const rng = new Rng(2);
		proxy.decide = () => (rng.chance(0.15) ? rng.pick(['before', 'after'] as const) : null);
		try {
			expect(whole(await race(world, database, 2, () => (proxy.decide = () => null)))).toMatchObject(clean);
		} finally {
			proxy.decide = () => null;
		}
		expect(proxy.cuts.before).toBeGreaterThan(5);
		expect(proxy.cuts.after).toBeGreaterThan(5);
	});

	it('are found out where a record is not held while it is changed', { timeout }, async () => {
		// Others get time to write between what is read and what is written over it: left to the machine, the two
		// were now and then so close together that nobody came between.
		const unheld = (tx: Tx) => async (id: string) => {
			const record = await tx.enrollments.get(id);
			await setTimeout(20);
			return record;
		};
		const outcome = await planted((tx) => ({ enrollments: { ...tx.enrollments, lock: unheld(tx) } }), 3);
		expect(outcome).not.toMatchObject(clean);
	});

	it('are found out where a repeat is not known as one', { timeout }, async () => {
		const fault = (tx: Tx): Partial<Tx> => ({
			receipts: {
				list: async () => [],
				async insert(receipts) {
					for (const receipt of receipts) {
						const { deviceId, sequence } = receipt;
						if ((await tx.receipts.list(deviceId, sequence, sequence)).length === 0)
							await tx.receipts.insert([receipt]);
					}
				},
			},
		});
		expect(await planted(fault, 4)).not.toMatchObject(clean);
	});

	it('are found out where the audit is a transaction of its own', { timeout }, async () => {
		const fault = (): Partial<Tx> => ({ audit: { append: async () => {} } as unknown as Tx['audit'] });
		expect(await planted(fault, 5)).not.toMatchObject(clean);
	});
});
