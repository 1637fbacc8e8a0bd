/** The checksum of a person's records: it fits after every pull, and what does not fit heals without touching unsent work. */
import 'fake-indexeddb/auto';
import { afterEach, beforeAll, expect, it } from 'vitest';
import { CampusCoverDb } from '#lib/device/schema.ts';
import { describeOnEachDatabase } from '../../support/databases.ts';
import { createWorld, Device, edit, type World } from '../../support/flow-world.ts';
import { SyncedPhone } from '../../support/synced-phone.ts';

const draft = { schemeId: 'yunnan-kunming-2023', schoolCode: 'kmmu' };

describeOnEachDatabase('the checksum of a scope', (database) => {
	let world: World;
	const phones: SyncedPhone[] = [];
	beforeAll(async () => {
		world = await createWorld(database());
	});
	afterEach(() => {
		for (const phone of phones.splice(0)) phone.close();
	});

	async function aPhone() {
		const { actor } = await world.student();
		const phone = await new SyncedPhone(world, actor).open();
		phones.push(phone);
		const records: string[] = [];
		for (const name of ['甲', '乙', '丙']) {
			records.push((await phone.drafts.create({ ...draft, fields: { name } })).id);
		}
		await phone.sync();
		await phone.sync();
		return { phone, actor, records };
	}

	async function onDisk<T>(phone: SyncedPhone, work: (db: CampusCoverDb) => Promise<T>): Promise<T> {
		const db = new CampusCoverDb(phone.phone.name);
		return work(db).finally(() => db.close());
	}

	const names = async (phone: SyncedPhone) =>
		(await phone.drafts.list()).map(({ fields }) => String(fields.name)).sort();

	it('comes when it is asked for, on the last page alone, and to no older device', async () => {
		const { actor, records } = await aPhone();
		const { exchange } = await import('#server/usecase/exchange/exchange.usecase.ts');
		const ask = (version: number, check: boolean) =>
			exchange({
				services: world.services,
				actor,
				request: { version, device: world.newId(), firstSequence: 1, mutations: [], cursor: null, check },
			});
		const asked = await ask(4, true);
		expect(asked.checksum).toMatch(/^[0-9a-f]{16}$/);
		expect(asked.full).toEqual({ generation: expect.stringMatching(/^[0-9a-f]{8}$/), expected: 1 });
		expect((await ask(4, false)).checksum).toBeUndefined();
		expect(await ask(3, true)).not.toHaveProperty('full');
		const device = new Device(world, actor, 4);
		await device.send([edit(records[0]!, { name: '别的' })]);
		expect((await ask(4, true)).checksum).not.toBe(asked.checksum);
	});

	it('fits on a phone that has everything, and asks for nothing more', async () => {
		const { phone } = await aPhone();
		const before = phone.requests.length;
		expect(await phone.sync()).toBe('idle');
		expect(phone.requests.length - before).toBe(1);
		expect(phone.requests.at(-1)).toMatchObject({ check: true, mutations: [] });
		expect(phone.requests.at(-1)!.cursor).not.toBeNull();
	});

	it('does not fit where the phone has lost a record, and brings it back', async () => {
		const { phone, actor, records } = await aPhone();
		await onDisk(phone, (db) => db.record.delete([actor.accountId, records[1]!]));
		expect(await names(phone)).toEqual(['丙', '甲']);
		await phone.sync();
		expect(await names(phone)).toEqual(['丙', '乙', '甲']);
		expect(phone.bugs).toEqual([]);
	});

	it('does not fit where the phone holds an old word of a record: nobody would ever send it again', async () => {
		const { phone, actor, records } = await aPhone();
		const old = await onDisk(phone, (db) => db.record.get([actor.accountId, records[0]!]));
		await phone.drafts.edit(records[0]!, { fields: { name: '新' } });
		await phone.sync();
		await onDisk(phone, (db) => db.record.put({ ...old!, revision: 1_000 }));
		expect(await names(phone)).toEqual(['丙', '乙', '甲']);
		await phone.sync();
		expect(await names(phone)).toEqual(['丙', '乙', '新']);
	});

	it('lets go of a record that is gone from the server, and keeps what is unsent', async () => {
		const { phone, actor, records } = await aPhone();
		// Gone without a word: what no code of ours does.
		await database().owner.deleteFrom('enrollment').where('id', 'in', records.slice(0, 2)).execute();
		await database().owner.deleteFrom('change').where('record_id', 'in', records.slice(0, 2)).execute();
		await phone.drafts.edit(records[1]!, { fields: { name: '还没上传' } });
		const offered = await phone.drafts.create({ ...draft, fields: { name: '新草稿' } });
		await phone.sync();
		await phone.sync();
		expect(await names(phone)).toEqual(['丙', '新草稿', '还没上传'].sort());
		expect((await phone.drafts.get(offered.id))?.progress).toBe('uploaded');
		expect((await phone.drafts.get(records[1]!))?.refusal?.code).toBe('request.not-found');
		expect(actor.accountId).toBeTruthy();
	});

	it('asks for everything once and no more where it can never fit, says so, and goes on syncing', async () => {
		const { phone } = await aPhone();
		const honest = phone.world;
		const lying = {
			...honest,
			services: {
				...honest.services,
				uow: {
					run: ((actor, work) =>
						honest.services.uow.run(actor, (tx) =>
							work({ ...tx, enrollments: { ...tx.enrollments, ofOwner: async () => [] } }),
						)) as typeof honest.services.uow.run,
				},
			},
		};
		phone.world = lying;
		const before = phone.requests.length;
		expect(await phone.sync()).toBe('idle');
		const sent = phone.requests.slice(before);
		expect(sent.filter(({ cursor }) => cursor === null)).toHaveLength(1);
		expect(phone.bugs).toHaveLength(1);
		expect(await names(phone)).toEqual(['丙', '乙', '甲']);
	});
});
