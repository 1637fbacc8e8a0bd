import { sql } from 'kysely';
import { beforeAll, expect, it } from 'vitest';
import { noticeKinds } from '#shared/domain/notice/notice-kind.ts';
import { protocolVersion } from '#shared/protocol/version.ts';
import type { NoticeView } from '#shared/protocol/view.ts';
import type { AccountActor, Actor } from '#server/usecase/actor.ts';
import type { NoticeRow } from '#server/usecase/notice/ports.ts';
import { tellOwner } from '#server/usecase/notice/tell-owner.ts';
import { pushOrders } from '#server/usecase/payment/push-orders.usecase.ts';
import { recordPayment } from '#server/usecase/payment/record-payment.usecase.ts';
import { approveEnrollment } from '#server/usecase/review/approve-enrollment.usecase.ts';
import { readCase } from '#server/usecase/review/read-review.usecase.ts';
import { rejectEnrollment, returnEnrollment } from '#server/usecase/review/return-or-reject.usecase.ts';
import { describeOnEachDatabase } from '../../support/databases.ts';
import { createWorld, Device, edit, refusalOf, submit, type World } from '../../support/flow-world.ts';

const reason = { target: 'field', field: 'address', code: 'does-not-match', words: '' } as const;

describeOnEachDatabase('a person is told of what happens to their enrollment', (database) => {
	let world: World;
	let reviewer: AccountActor;
	beforeAll(async () => {
		world = await createWorld(database());
		reviewer = await world.account('reviewer');
	});

	async function told() {
		const student = await world.declared();
		const phone = new Device(world, student.actor, protocolVersion);
		return { ...student, phone };
	}
	async function seen(id: string) {
		const { evaluations } = await readCase({ services: world.services, actor: reviewer, id });
		return { services: world.services, actor: reviewer, input: { id, evaluationId: evaluations.at(-1)!.id } };
	}
	const returned = async (id: string) => {
		const call = await seen(id);
		await returnEnrollment({ ...call, input: { ...call.input, reasons: [reason] } });
	};
	const noticesOf = async (device: Device) =>
		(await device.pull()).changes.flatMap(({ kind, view }) => (kind === 'notice' ? [view!] : []));
	const read = (id: string) => ({ kind: 'notice.read', record: id, atMs: 1, body: {} });
	const rowsOf = (actor: AccountActor) =>
		database().owner.selectFrom('notice').selectAll().where('account_id', '=', actor.accountId).execute();
	const deliveriesOf = (actor: AccountActor) =>
		database()
			.owner.selectFrom('notice_delivery')
			.select(['channel', 'outcome'])
			.where('account_id', '=', actor.accountId)
			.orderBy('channel')
			.execute();

	it('when it is returned, rejected, approved and paid, each leading to the enrollment', async () => {
		const { phone, device, record, fields, actor } = await told();
		await returned(record);
		expect(world.pokes.at(-1)?.accountId).toBe(actor.accountId);
		const first = await noticesOf(phone);
		expect(first).toEqual([
			{
				id: expect.any(String),
				kind: 'returned',
				enrollmentId: record,
				atMs: expect.any(Number),
				readAtMs: null,
			},
		]);
		await device.send([
			edit(record, { address: '昆明市呈贡区' }),
			await submit(record, { ...fields, address: '昆明市呈贡区' }),
		]);
		await approveEnrollment(await seen(record));
		await pushOrders({ services: world.services });
		expect((await noticesOf(phone)).map(({ kind }) => kind)).toEqual(['approved-pay']);
		const order = [...world.gateway.orders.values()].at(-1)!;
		const payment = {
			orderId: order.orderId,
			amountFen: order.amountFen,
			taxReceiptNumber: `R-${record.slice(-8)}`,
			paidAtMs: world.clock.nowMs(),
			method: 'wechat',
		} as const;
		for (let times = 0; times < 2; times++) {
			await recordPayment({ services: world.services, payment, source: 'callback' });
		}
		expect((await noticesOf(phone)).map(({ kind }) => kind)).toEqual(['paid']);
		const other = await told();
		const call = await seen(other.record);
		await rejectEnrollment({
			...call,
			input: { ...call.input, code: 'not-eligible', words: '请到户籍地参保' },
		});
		expect((await noticesOf(other.phone)).map(({ kind }) => kind)).toEqual(['rejected']);
	});

	it('of everything that the list names, in the order in which it was told', async () => {
		const { phone, record, actor } = await told();
		for (const kind of noticeKinds) {
			await world.services.uow.run({ kind: 'system' }, (tx) =>
				tellOwner(tx, world.services, {
					...{ kind, accountId: actor.accountId },
					enrollmentId: kind === 'prepared' ? null : record,
				}),
			);
		}
		expect((await noticesOf(phone)).map(({ kind }) => kind)).toEqual(noticeKinds);
	});

	it('with the event or not at all', async () => {
		const { phone, record, actor } = await told();
		const failing = world.services.uow.run({ kind: 'system' }, async (tx) => {
			await tellOwner(tx, world.services, { kind: 'paid', accountId: actor.accountId, enrollmentId: record });
			throw new Error('the event failed');
		});
		await expect(failing).rejects.toThrow('the event failed');
		expect(await noticesOf(phone)).toEqual([]);
		expect([await rowsOf(actor), await deliveriesOf(actor)]).toEqual([[], []]);
		// The planted fault: told in a transaction of its own, it would stand without its event.
		await world.services.uow.run({ kind: 'system' }, (tx) =>
			tellOwner(tx, world.services, { kind: 'paid', accountId: actor.accountId, enrollmentId: record }),
		);
		expect(await noticesOf(phone)).toHaveLength(1);
		expect(await deliveriesOf(actor)).toEqual([
			{ channel: 'push', outcome: null },
			{ channel: 'sms', outcome: null },
		]);
	});

	it('in kinds that the device knows: an older one hears the rest, and all once it is renewed', async () => {
		const { device, record, actor } = await told();
		await device.pull();
		await returned(record);
		expect((await device.pull()).changes.map(({ kind }) => kind)).toEqual(['enrollment']);
		expect((await device.pull()).changes).toEqual([]);
		const renewed = new Device(world, actor, protocolVersion);
		renewed.cursor = device.cursor;
		expect((await noticesOf(renewed)).map(({ kind }) => kind)).toEqual(['returned']);
		expect((await renewed.pull()).changes).toEqual([]);
	});

	it('and reads it once, on every device, whatever is sent twice', async () => {
		const { phone, record, actor } = await told();
		await returned(record);
		const [notice] = await noticesOf(phone);
		const from = phone.sequence + 1;
		const replies = [await phone.send([read(notice!.id)], from), await phone.send([read(notice!.id)], from)];
		expect(replies.map(({ results }) => results[0]?.status)).toEqual(['applied', 'applied']);
		const [{ readAtMs }] = (await noticesOf(phone)) as [NoticeView];
		expect(readAtMs).toEqual(expect.any(Number));
		world.clock.moveOn(60_000);
		const tablet = new Device(world, actor, protocolVersion);
		await tablet.send([read(notice!.id)]);
		expect((await noticesOf(tablet))[0]).toMatchObject({ readAtMs });
		const entries = await world.services.uow.run({ kind: 'system' }, (tx) => tx.audit.ofSubject(notice!.id));
		expect(entries.map(({ act }) => act)).toEqual(['notice.read']);
	});

	it('alone: nobody else reads the notice or marks it', async () => {
		const { phone, record, actor } = await told();
		await returned(record);
		const [notice] = await noticesOf(phone);
		const stranger = new Device(world, (await world.student()).actor, protocolVersion);
		expect((await stranger.send([read(notice!.id)])).results[0]?.code).toBe('request.not-found');
		expect((await stranger.send([read(world.newId())])).results[0]?.code).toBe('request.not-found');
		const get = (by: Actor) => world.services.uow.run(by, (tx) => tx.notices.get(notice!.id));
		for (const other of [stranger.actor, reviewer, { kind: 'anonymous' } as const]) {
			expect(await get(other)).toBeNull();
		}
		expect(await get(actor)).toMatchObject({ kind: 'returned', readAtMs: null });
		const markedBy = (by: Actor) =>
			database().run(by, (trx) => trx.updateTable('notice').set({ read_at_ms: 1 }).executeTakeFirst());
		expect(Number((await markedBy(stranger.actor)).numUpdatedRows)).toBe(0);
		expect(Number((await markedBy(actor)).numUpdatedRows)).toBe(1);
	});

	it('by staff that sees the enrollment, and not by themselves; a notice never changes its words', async () => {
		const { record, actor } = await told();
		const stranger = await world.account('student');
		const insert = (by: Actor, accountId = actor.accountId) => {
			const row: NoticeRow = {
				id: world.newId(),
				accountId,
				enrollmentId: record,
				claimId: null,
				kind: 'paid',
				atMs: 1,
				readAtMs: null,
			};
			return world.services.uow.run(by, (tx) => tx.notices.insert(row));
		};
		const elsewhere = await world.account('school-admin', 'ynau');
		for (const by of [actor, stranger, elsewhere, await world.account('volunteer', 'kmmu')]) {
			await expect(insert(by)).rejects.toThrow('row-level security');
		}
		// To an account that does not own the enrollment nobody tells of it, not even the product itself.
		await expect(insert(reviewer, stranger.accountId)).rejects.toThrow('row-level security');
		await expect(insert({ kind: 'system' }, stranger.accountId)).rejects.toThrow('row-level security');
		for (const by of [reviewer, await world.account('school-admin', 'kmmu')]) await insert(by);
		const reword = (by: Actor) =>
			database().run(by, (trx) => sql`update notice set kind = 'rejected'`.execute(trx));
		for (const by of [actor, reviewer, { kind: 'system' } as const]) {
			await expect(reword(by)).rejects.toThrow('permission denied');
		}
	});

	it('and what goes out by message is the product’s to see, and queued by staff for owners alone', async () => {
		const { record, actor } = await told();
		await returned(record);
		for (const by of [actor, reviewer]) {
			const rows = await database().run(by, (trx) => trx.selectFrom('notice_delivery').selectAll().execute());
			expect(rows).toEqual([]);
		}
		const { id } = (await rowsOf(actor))[0]!;
		await database().owner.deleteFrom('notice_delivery').where('notice_id', '=', id).execute();
		const queue = (by: Actor, accountId: string) =>
			world.services.uow.run(by, (tx) =>
				tx.noticeDeliveries.insert({ noticeId: id, accountId, channel: 'sms', attempts: 0, reached: [] }, 1),
			);
		await expect(queue(actor, actor.accountId)).rejects.toThrow('row-level security');
		const stranger = await world.account('student');
		await expect(queue(reviewer, stranger.accountId)).rejects.toThrow('row-level security');
		await expect(queue({ kind: 'system' }, stranger.accountId)).rejects.toThrow('foreign key');
		await queue(reviewer, actor.accountId);
	});

	it('and it goes from every phone with the enrollment that its owner deletes', async () => {
		const { phone, device, record, fields } = await told();
		await returned(record);
		expect(await noticesOf(phone)).toHaveLength(1);
		const act = (kind: string) => ({ kind, record, atMs: 1, body: {} });
		const acts = [await submit(record, fields), act('enrollment.withdraw'), act('enrollment.remove')];
		const { results } = await device.send(acts);
		expect(results.map(({ code }) => code)).toEqual([undefined, undefined, undefined]);
		const { changes } = await phone.pull();
		expect(changes.map(({ kind, view }) => [kind, view])).toEqual([
			['notice', null],
			['enrollment', null],
		]);
	});

	it('of a refusal nothing is told', async () => {
		const { phone, record } = await told();
		const call = await seen(record);
		const stale = { ...call, input: { ...call.input, evaluationId: world.newId(), reasons: [reason] } };
		expect(await refusalOf(returnEnrollment(stale))).toMatchObject({ code: 'enrollment.content-changed' });
		expect(await noticesOf(phone)).toEqual([]);
	});
});
