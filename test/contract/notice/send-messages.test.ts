import { beforeEach, expect, it } from 'vitest';
import type { AccountActor } from '#server/usecase/actor.ts';
import { sendMessages } from '#server/usecase/notice/send-messages.usecase.ts';
import { tellOwner } from '#server/usecase/notice/tell-owner.ts';
import { describeOnEachDatabase } from '../../support/databases.ts';
import { createWorld, Device, type World } from '../../support/flow-world.ts';

const day = 86_400_000;

describeOnEachDatabase('text messages about notices', (database) => {
	let world: World;
	let owner: AccountActor;
	let record: string;
	beforeEach(async () => {
		await database().owner.deleteFrom('notice_delivery').execute();
		world = await createWorld(database());
		({ actor: owner, record } = await world.declared());
	});
	const tell = (kind: 'returned' | 'approved-pay' | 'paid') =>
		world.services.uow.run({ kind: 'system' }, (tx) =>
			tellOwner(tx, world.services, { kind, accountId: owner.accountId, enrollmentId: record }),
		);
	const send = () => sendMessages({ services: world.services });
	const sentKinds = () => world.sms.notices.map(({ kind }) => kind);
	const outcomes = async () =>
		(
			await database()
				.owner.selectFrom('notice_delivery')
				.select(['outcome', 'attempts'])
				.where('channel', '=', 'sms')
				.where('account_id', '=', owner.accountId)
				.execute()
		).map(({ outcome, attempts }) => [outcome, attempts]);

	it('go to the account’s phone, once', async () => {
		await tell('returned');
		expect(await send()).toBe(1);
		expect(await send()).toBe(0);
		const account = await world.services.uow.run({ kind: 'system' }, (tx) =>
			tx.accounts.findById(owner.accountId),
		);
		expect(world.sms.notices).toEqual([{ id: expect.any(String), phone: account!.phone, kind: 'returned' }]);
		expect(await outcomes()).toEqual([['sent', 1]]);
	});

	it('are not lost to a silent service, and come later and later under the same id', async () => {
		await tell('returned');
		world.sms.silent = true;
		expect(await send()).toBe(0);
		expect(await send()).toBe(0);
		expect(await outcomes()).toEqual([[null, 1]]);
		world.clock.moveOn(31_000);
		await send();
		world.clock.moveOn(31_000);
		world.sms.silent = false;
		expect(await send()).toBe(0);
		world.clock.moveOn(30_000);
		expect(await send()).toBe(1);
		expect(await outcomes()).toEqual([['sent', 3]]);
	});

	it('whose process ended in the middle are tried again after their lease, and not before', async () => {
		await tell('returned');
		const { sendNotice } = world.services.sms;
		let ids: string[] = [];
		let end = () => {};
		world.services.sms.sendNotice = async ({ id }) => {
			ids = [...ids, id];
			await new Promise<void>((_, fail) => (end = () => fail(new Error('the process ended'))));
		};
		const hanging = send();
		await expect.poll(() => ids.length).toBe(1);
		world.services.sms.sendNotice = sendNotice;
		expect(await send()).toBe(0);
		world.clock.moveOn(121_000);
		expect(await send()).toBe(1);
		expect(world.sms.notices.map(({ id }) => id)).toEqual(ids);
		end();
		await hanging;
	});

	it('are not sent of what was read in the app meanwhile', async () => {
		await tell('returned');
		const phone = new Device(world, owner, 3);
		const [notice] = (await phone.pull()).changes.filter(({ kind }) => kind === 'notice');
		await phone.send([{ kind: 'notice.read', record: notice!.id, atMs: 1, body: {} }]);
		expect(await send()).toBe(0);
		expect([sentKinds(), await outcomes()]).toEqual([[], [['not-needed', 1]]]);
	});

	it('are at most five a day to a phone, and the sixth comes the next day', async () => {
		for (let n = 0; n < 6; n++) await tell('approved-pay');
		expect(await send()).toBe(5);
		world.clock.moveOn(day / 2);
		expect(await send()).toBe(0);
		world.clock.moveOn(day / 2 + 1_000);
		expect(await send()).toBe(1);
		expect(sentKinds()).toHaveLength(6);
	});

	it('are given up when they are no news any more', async () => {
		await tell('paid');
		world.sms.silent = true;
		await send();
		world.clock.moveOn(3 * day + 1_000);
		world.sms.silent = false;
		expect(await send()).toBe(0);
		expect([sentKinds(), await outcomes()]).toEqual([[], [['given-up', 2]]]);
	});

	it('go out once, however many processes send', async () => {
		for (let n = 0; n < 4; n++) await tell('returned');
		await Promise.all([send(), send(), send()]);
		expect(new Set(world.sms.notices.map(({ id }) => id)).size).toBe(4);
		expect(sentKinds()).toHaveLength(4);
	});

	it('that meet a bug hold up none behind them', async () => {
		await tell('returned');
		await tell('paid');
		const { sendNotice } = world.services.sms;
		world.services.sms.sendNotice = async (message) => {
			if (message.kind === 'returned') throw new TypeError('a bug');
			await sendNotice(message);
		};
		expect(await send()).toBe(1);
		expect(sentKinds()).toEqual(['paid']);
	});
});
