import { sql } from 'kysely';
import { beforeAll, expect, it } from 'vitest';
import type { Actor } from '#server/usecase/actor.ts';
import { approveEnrollment } from '#server/usecase/review/approve-enrollment.usecase.ts';
import { readCase } from '#server/usecase/review/read-review.usecase.ts';
import { describeOnEachDatabase } from '../../support/databases.ts';
import { createWorld, edit, type World } from '../../support/flow-world.ts';

/** Rows of each table that an actor sees, where a world holds a draft, a declared and an approved enrollment. */
type Counts = Record<string, number>;
const tables = [
	'enrollment',
	'evaluation',
	'submission',
	'payment_order',
	'stray_payment',
	'device',
	'mutation_receipt',
	'change',
	'audit_entry',
	'notice',
	'notice_delivery',
	'push_subscription',
] as const;

describeOnEachDatabase('row-level security of enrollments and payments', (database) => {
	let world: World;
	let owner: Actor;
	const actors: Record<string, Actor> = { anonymous: { kind: 'anonymous' } };

	beforeAll(async () => {
		world = await createWorld(database());
		const reviewer = await world.account('reviewer');
		const student = await world.declared();
		const id = student.record;
		const { evaluations } = await readCase({ services: world.services, actor: reviewer, id });
		const input = { id, evaluationId: evaluations[0]!.id };
		await approveEnrollment({ services: world.services, actor: reviewer, input });
		const order = (await student.device.pull()).changes.find(({ kind }) => kind === 'order')!;
		const money = {
			amountFen: 1,
			paidAtMs: 1,
			method: 'bank',
			source: 'query',
			receivedAtMs: 1,
			appliedAtMs: null,
			refundDueAtMs: null,
			refundedAtMs: null,
		} as const;
		await world.services.uow.run({ kind: 'system' }, async (tx) => {
			for (const orderId of [order.id, null]) {
				const reason = orderId ? 'amount' : 'order-unknown';
				const named = { id: world.newId(), reportedOrderId: order.id, taxReceiptNumber: reason };
				await tx.strays.hold({ ...money, ...named, orderId, reason });
			}
		});
		await world.declared();
		await student.device.send([edit(world.newId(), { name: '测试甲' })]);
		owner = student.actor;
		Object.assign(actors, {
			owner,
			reviewer,
			stranger: await world.account('student'),
			clerk: await world.account('clerk'),
			auditor: await world.account('auditor'),
			'school-admin': await world.account('school-admin', 'kmmu'),
			'another school-admin': await world.account('school-admin', 'ynau'),
			'school-admin without a school': await world.account('school-admin'),
		});
	});

	const count = (actor: Actor): Promise<Counts> =>
		database().run(actor, async (trx) => {
			const counts: Counts = {};
			for (const table of tables) {
				const { rows } = await sql<{ n: number }>`select count(*)::int as n from ${sql.id(table)}`.execute(
					trx,
				);
				if (rows[0]!.n > 0) counts[table] = rows[0]!.n;
			}
			return counts;
		});

	it.each<[string, Counts]>([
		['anonymous', {}],
		['stranger', {}],
		[
			'owner',
			{
				enrollment: 2,
				evaluation: 1,
				submission: 1,
				payment_order: 1,
				stray_payment: 1,
				device: 1,
				mutation_receipt: 3,
				change: 5,
				notice: 1,
			},
		],
		// What waits for review and what was decided, with the history of both.
		[
			'reviewer',
			{ enrollment: 2, evaluation: 2, submission: 2, payment_order: 1, stray_payment: 2, audit_entry: 6 },
		],
		['clerk', { payment_order: 1, stray_payment: 2 }],
		['auditor', { audit_entry: 8 }],
		['school-admin', { enrollment: 2, payment_order: 1 }],
		['another school-admin', {}],
		['school-admin without a school', {}],
	])('shows %s exactly their own', async (name, expected) => {
		expect(await count(actors[name]!)).toEqual(expected);
	});

	it('lets nobody but the system mark an order as paid or add a payment', async () => {
		const markPaid = (name: string) =>
			database().run(actors[name]!, (trx) =>
				trx.updateTable('payment_order').set({ state: 'paid' }).executeTakeFirst(),
			);
		for (const name of ['owner', 'clerk', 'school-admin', 'auditor']) {
			expect(Number((await markPaid(name)).numUpdatedRows), name).toBe(0);
		}
		// A reviewer may void one that is due, and do nothing else to it.
		await expect(markPaid('reviewer')).rejects.toThrow(/row-level security/);
	});

	it('lets no owner decide on their own enrollment, not even one who reviews', async () => {
		const student = await world.declared();
		const decide = (actor: Actor, state: 'approved' | 'rejected' | 'declared') =>
			database().run(actor, (trx) =>
				trx.updateTable('enrollment').set({ state }).where('id', '=', student.record).executeTakeFirst(),
			);
		for (const role of ['student', 'reviewer'] as const) {
			for (const state of ['approved', 'rejected'] as const) {
				await expect(decide({ ...student.actor, role }, state)).rejects.toThrow(/row-level security/);
			}
		}
		expect((await decide(student.actor, 'declared')).numUpdatedRows).toBe(1n);
		expect((await decide(actors.reviewer!, 'rejected')).numUpdatedRows).toBe(1n);
	});

	it('lets a reviewer see no draft, and nobody write a draft for somebody else', async () => {
		const drafts = await database().run(actors.reviewer!, (trx) =>
			trx.selectFrom('enrollment').select('id').where('state', '=', 'draft').execute(),
		);
		expect(drafts).toEqual([]);
		const foreign = database().run(actors.stranger!, (trx) =>
			sql`insert into device (id, account_id, last_sequence, created_at_ms, last_seen_at_ms)
				values (gen_random_uuid(), ${(owner as { accountId: string }).accountId}, 0, 0, 0)`.execute(trx),
		);
		await expect(foreign).rejects.toThrow(/row-level security/);
	});
});
