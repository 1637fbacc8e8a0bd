/** A browser whose storage was emptied: the server knows it again, and tells what the one before had said. */
import { afterEach, beforeAll, expect, it } from 'vitest';
import type { AccountActor } from '#server/usecase/actor.ts';
import { exchange } from '#server/usecase/exchange/exchange.usecase.ts';
import { describeOnEachDatabase } from '../../support/databases.ts';
import { createWorld, type World } from '../../support/flow-world.ts';
import { SyncedPhone } from '../../support/synced-phone.ts';

const draft = { schemeId: 'yunnan-kunming-2023', schoolCode: 'kmmu' };

describeOnEachDatabase('a former storage', (database) => {
	let world: World;
	beforeAll(async () => {
		world = await createWorld(database());
	});
	const phones: SyncedPhone[] = [];
	afterEach(() => {
		for (const phone of phones.splice(0)) phone.close();
	});

	let browsers = 0;
	const aBrowser = () => `browser-${(browsers += 1)}`;

	async function aStorage(actor: AccountActor, browser: string | null): Promise<SyncedPhone> {
		const phone = await new SyncedPhone(world, actor).open();
		phones.push(phone);
		phone.browser = browser;
		return phone;
	}

	/** A phone that goes offline with something unsent, having told what it could. */
	async function emptied(actor: AccountActor, browser: string | null) {
		const phone = await aStorage(actor, browser);
		await phone.drafts.create({ ...draft, fields: { name: '已上传' } });
		await phone.sync();
		expect(phone.formers).toEqual([]);
	}

	it('is told to the next storage of the same browser and account, once', async () => {
		const { actor } = await world.student();
		const browser = aBrowser();
		await emptied(actor, browser);
		const beforeMs = world.clock.nowMs();
		world.clock.moveOn(60_000);
		const fresh = await aStorage(actor, browser);
		await fresh.sync();
		expect(fresh.formers).toMatchObject([{ records: 0, files: 0 }]);
		expect(fresh.formers[0]!.heardAtMs).toBeLessThanOrEqual(beforeMs);
		expect((await fresh.drafts.list()).map(({ fields }) => fields)).toEqual([{ name: '已上传' }]);
		await fresh.sync();
		await fresh.drafts.create(draft);
		await fresh.sync();
		expect(fresh.formers.length).toBe(1);
	});

	it('is told with what it had said was unsent, and after several of them with the last one’s word', async () => {
		const { actor } = await world.student();
		const browser = aBrowser();
		const say = (device: string, records: number, files: number) =>
			exchange({
				services: world.services,
				actor,
				browser,
				request: {
					version: 4,
					device,
					firstSequence: 1,
					mutations: [],
					cursor: null,
					unsent: { records, files },
				},
			});
		await say(world.newId(), 7, 0);
		world.clock.moveOn(1_000);
		const last = world.newId();
		expect((await say(last, 1, 0)).former).toMatchObject({ records: 7, files: 0 });
		world.clock.moveOn(1_000);
		await say(last, 3, 2);
		world.clock.moveOn(1_000);
		const phone = await aStorage(actor, browser);
		await phone.sync();
		expect(phone.formers).toMatchObject([{ records: 3, files: 2 }]);
	});

	it('is nobody else’s: another browser, another account, a browser without a name', async () => {
		const [{ actor }, other] = [await world.student(), await world.student()];
		const browser = aBrowser();
		await emptied(actor, browser);
		for (const [who, where] of [
			[actor, aBrowser()],
			[other.actor, browser],
			[actor, null],
		] as const) {
			const phone = await aStorage(who, where);
			await phone.sync();
			expect(phone.formers).toEqual([]);
		}
	});

	it('is not told to a phone that says nothing of what is unsent, nor kept of it', async () => {
		const { actor } = await world.student();
		const browser = aBrowser();
		const request = { version: 4, device: world.newId(), firstSequence: 1, mutations: [], cursor: null };
		expect('former' in (await exchange({ services: world.services, actor, browser, request }))).toBe(false);
		const fresh = await aStorage(actor, browser);
		await fresh.sync();
		expect(fresh.formers).toEqual([]);
		const again = await exchange({
			services: world.services,
			actor,
			browser,
			request: { ...request, device: world.newId() },
		});
		expect('former' in again).toBe(false);
	});

	it('would not be known by a server that keeps no note of it', async () => {
		const { actor } = await world.student();
		const browser = aBrowser();
		const { uow } = world.services;
		world.services.uow = {
			run: (by, work) =>
				uow.run(by, (tx) => work({ ...tx, unsentNotes: { ...tx.unsentNotes, put: async () => {} } })),
		};
		await emptied(actor, browser).finally(() => (world.services.uow = uow));
		const fresh = await aStorage(actor, browser);
		await fresh.sync();
		expect(fresh.formers).toEqual([]);
	});
});
