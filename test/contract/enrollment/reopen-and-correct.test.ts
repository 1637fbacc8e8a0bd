import { beforeAll, expect, it } from 'vitest';
import type { AccountActor } from '#server/usecase/actor.ts';
import { pushOrders } from '#server/usecase/payment/push-orders.usecase.ts';
import { recordPayment } from '#server/usecase/payment/record-payment.usecase.ts';
import { approveEnrollment } from '#server/usecase/review/approve-enrollment.usecase.ts';
import { correctEnrollment } from '#server/usecase/review/correct-enrollment.usecase.ts';
import { readCase } from '#server/usecase/review/read-review.usecase.ts';
import { reopenEnrollment } from '#server/usecase/review/reopen-enrollment.usecase.ts';
import { withNumbersMasked } from '#server/usecase/review/hidden-values.ts';
import { CorrectInput, ReopenInput } from '#shared/protocol/review.ts';
import type { EnrollmentView, OrderView } from '#shared/protocol/view.ts';
import { describeOnEachDatabase } from '../../support/databases.ts';
import { createWorld, edit, refusalOf, submit, type Device, type World } from '../../support/flow-world.ts';

const aboutPhone = { target: 'field', field: 'phone', code: 'does-not-match', words: '' } as const;
const why = { code: 'wrong-content', words: '电话与学校名册不同' } as const;

describeOnEachDatabase('a reviewer corrects after the approval', (database) => {
	let world: World;
	let reviewer: AccountActor;
	beforeAll(async () => {
		world = await createWorld(database());
		reviewer = await world.account('reviewer');
	});

	const caseOf = (id: string) => readCase({ services: world.services, actor: reviewer, id });
	const seen = async (id: string) => ({ id, evaluationId: (await caseOf(id)).evaluations.at(-1)!.id });
	const approve = async (id: string) =>
		approveEnrollment({ services: world.services, actor: reviewer, input: await seen(id) });
	const reopen = async (id: string, by: AccountActor = reviewer) =>
		reopenEnrollment({
			services: world.services,
			actor: by,
			input: { ...(await seen(id)), reasons: [aboutPhone], ...why },
		});
	const correct = async (id: string, changes: CorrectInput['changes'], by: AccountActor = reviewer) =>
		correctEnrollment({
			services: world.services,
			actor: by,
			input: { ...(await seen(id)), changes, code: 'typing-error', words: '录入有误' },
		});
	const orderOf = async (id: string) => (await caseOf(id)).order!;
	const paymentOf = ({ id, fee }: OrderView) => ({
		orderId: id,
		amountFen: fee.personalFen,
		taxReceiptNumber: `R${id}`,
		paidAtMs: world.clock.nowMs(),
		method: 'wechat' as const,
	});
	const pay = async (id: string) =>
		recordPayment({ services: world.services, payment: paymentOf(await orderOf(id)), source: 'callback' });
	async function approved() {
		const student = await world.declared();
		await approve(student.record);
		await student.device.pull();
		return student;
	}
	const viewOf = async (device: Device, kind: 'enrollment' | 'order') =>
		(await device.pull()).changes.findLast((change) => change.kind === kind)?.view;
	const auditOf = (id: string) =>
		world.services.uow.run({ kind: 'system' }, async (tx) => (await tx.audit.ofSubject(id)).at(-1)!);

	it('opens it again: the owner reads why and where, the order is void, and both are written down', async () => {
		const { device, actor, record, fields } = await approved();
		const order = await orderOf(record);
		await reopen(record);
		expect(world.pokes.at(-1)?.accountId).toBe(actor.accountId);
		const { changes } = await device.pull();
		expect(changes.find(({ kind }) => kind === 'order')?.view).toMatchObject({ id: order.id, state: 'void' });
		expect(changes.find(({ kind }) => kind === 'enrollment')?.view).toMatchObject({
			state: 'returned',
			review: { act: 'returned', reasons: [{ ...aboutPhone, was: fields['phone'] }], reopened: why },
		});
		const { act, detail } = await auditOf(record);
		expect({ act, code: detail.code }).toEqual({ act: 'enrollment.reopen', code: why.code });
		expect(JSON.stringify(detail)).not.toContain(why.words);
		expect(await auditOf(order.id)).toMatchObject({ act: 'order.void', actor: reviewer.accountId });
	});

	it('takes it again under its number, and a new approval makes a new order beside the void one', async () => {
		const { device, record, fields } = await approved();
		const before = await caseOf(record);
		await reopen(record);
		const phone = '13900000088';
		const reply = await device.send([edit(record, { phone }), await submit(record, { ...fields, phone })]);
		expect(reply.results.map(({ status }) => status)).toEqual(['applied', 'applied']);
		await approve(record);
		const after = await caseOf(record);
		expect(after.enrollment).toMatchObject({
			state: 'approved',
			caseNumber: before.enrollment.caseNumber,
		});
		expect(after.order).toMatchObject({ state: 'due' });
		expect(after.order!.id).not.toBe(before.order!.id);
		const { rows } = await world.services.uow.run({ kind: 'system' }, (tx) =>
			tx.orders.page({ states: null, after: null, limit: 500 }),
		);
		const own = rows.filter(({ order }) => order.enrollmentId === record);
		expect(own.map(({ order }) => order.state)).toEqual(['due', 'void']);
	});

	it('does not open again what is paid, whether the payment is known or only the gateway has seen it', async () => {
		const paid = await approved();
		expect(await pay(paid.record)).toBe('recorded');
		expect(await refusalOf(reopen(paid.record))).toEqual({ code: 'enrollment.paid-already' });

		const unheard = await approved();
		await pushOrders({ services: world.services });
		const order = await orderOf(unheard.record);
		world.gateway.answers.set(order.id, { state: 'paid', payment: paymentOf(order) });
		expect(await refusalOf(reopen(unheard.record))).toEqual({ code: 'enrollment.paid-already' });
		expect(await orderOf(unheard.record)).toMatchObject({ state: 'paid' });
		expect((await caseOf(unheard.record)).enrollment.state).toBe('approved');
	});

	it('waits where the gateway is silent: nobody knows whether it is paid', async () => {
		const { record } = await approved();
		await pushOrders({ services: world.services });
		world.gateway.silent = true;
		const refusal = await refusalOf(reopen(record));
		world.gateway.silent = false;
		expect(refusal.code).toBe('payment.gateway-silent');
		expect(await orderOf(record)).toMatchObject({ state: 'due' });
	});

	it('never takes a payment for a void order as one', async () => {
		const { record } = await approved();
		const order = await orderOf(record);
		await reopen(record);
		const payment = paymentOf(order);
		expect(await recordPayment({ services: world.services, payment, source: 'callback' })).toBe('held');
		expect(await orderOf(record)).toMatchObject({ state: 'refund-pending' });
	});

	it('lets a payment and a reopening at once end in one of them', async () => {
		const { record } = await approved();
		const payment = paymentOf(await orderOf(record));
		const [opened, paid] = await Promise.allSettled([
			reopen(record),
			recordPayment({ services: world.services, payment, source: 'callback' }),
		]);
		const outcome = paid.status === 'fulfilled' ? paid.value : 'failed';
		const { state } = await orderOf(record);
		if (opened.status === 'fulfilled') expect([outcome, state]).toEqual(['held', 'refund-pending']);
		else expect([outcome, state]).toEqual(['recorded', 'paid']);
	});

	it('opens only what is approved, and for nobody but another person who reviews', async () => {
		const waiting = await world.declared();
		expect((await refusalOf(reopen(waiting.record))).code).toBe('enrollment.wrong-state');
		const { record, actor } = await approved();
		const own = { ...actor, role: 'reviewer' } as const;
		expect((await refusalOf(reopen(record, own))).code).toBe('enrollment.own-review');
		expect((await refusalOf(correct(record, [{ field: 'phone', value: '13900000066' }], own))).code).toBe(
			'enrollment.own-review',
		);
		for (const role of ['student', 'clerk', 'volunteer', 'auditor'] as const) {
			const other = await world.account(role);
			expect((await refusalOf(reopen(record, other))).code).toBe('request.not-found');
		}
		expect(await orderOf(record)).toMatchObject({ state: 'due' });
	});

	it('lets nobody void an order but a reviewer of somebody else, and nobody make it due again', async () => {
		const { record, actor } = await approved();
		const { id } = await orderOf(record);
		const write = (by: AccountActor, state: 'void' | 'due' | 'paid') =>
			database().run(by, (trx) =>
				trx
					.updateTable('payment_order')
					.set({ state, voided_at_ms: state === 'void' ? 1 : null })
					.where('id', '=', id)
					.executeTakeFirst(),
			);
		const strangers = [actor, { ...actor, role: 'reviewer' } as const, await world.account('clerk')];
		for (const by of strangers) expect((await write(by, 'void')).numUpdatedRows).toBe(0n);
		await expect(write(reviewer, 'paid')).rejects.toThrow(/row-level security/);
		expect((await write(reviewer, 'void')).numUpdatedRows).toBe(1n);
		expect((await write(reviewer, 'due')).numUpdatedRows).toBe(0n);
	});

	it('corrects a paid one by a record of what was and is, and shows it to the person', async () => {
		const { device, record, fields } = await approved();
		await pay(record);
		const changes = [
			{ field: 'phone', value: '13900000055' },
			{ field: 'gender', value: '女' },
		];
		await correct(record, changes);
		const view = (await viewOf(device, 'enrollment')) as EnrollmentView;
		expect(view).toMatchObject({ state: 'approved', fields: { phone: '13900000055', gender: '女' } });
		expect(view.corrections).toMatchObject([
			{
				code: 'typing-error',
				words: '录入有误',
				changes: [
					{ field: 'phone', was: fields['phone'], is: '13900000055' },
					{ field: 'gender', was: null, is: '女' },
				],
			},
		]);
		const { act, detail } = await auditOf(record);
		expect({ act, fields: detail.fields }).toEqual({ act: 'enrollment.correct', fields: 'phone gender' });
		expect(JSON.stringify(detail)).not.toContain('13900000055');
		const numbers = [{ phone: '13900000001' }, { phone: '13900000055' }];
		const shown = withNumbersMasked(view.corrections, numbers);
		expect((await caseOf(record)).enrollment.corrections).toEqual(shown);
	});

	it.each<[string, CorrectInput['changes'], object]>([
		['the person', [{ field: 'idNumber', value: '53010220040315001X' }], { code: 'request.malformed' }],
		['no such field', [{ field: 'noSuchField', value: '1' }], { code: 'request.malformed' }],
		['nothing at all', [{ field: 'phone', value: '13900000001' }], { code: 'request.malformed' }],
		[
			'a value that the form does not take',
			[{ field: 'phone', value: '123' }],
			{ code: 'enrollment.incomplete', path: 'fields.phone' },
		],
		[
			'a required field to be cleared',
			[{ field: 'address', value: null }],
			{ code: 'enrollment.incomplete', path: 'fields.address' },
		],
		[
			'the amount',
			[
				{ field: 'insured', value: 'lump-sum' },
				{ field: 'lumpSumThrough', value: '2030' },
			],
			{},
		],
		[
			'when benefits begin',
			[{ field: 'entryYear', value: '2021' }],
			{ code: 'enrollment.correction-decides' },
		],
		['what speaks against the person', [{ field: 'insured', value: 'active-elsewhere' }], {}],
	])('corrects nothing where it would be about %s', async (_, changes, refusal) => {
		const { record, fields } = await approved();
		await pay(record);
		expect(await refusalOf(correct(record, changes))).toMatchObject(refusal);
		const after = await caseOf(record);
		expect(after.enrollment.fields).toEqual(withNumbersMasked(fields, [fields]));
		expect(after.enrollment.corrections).toEqual([]);
	});

	it('keeps corrections for good, and takes none from anybody else', async () => {
		const { record, actor } = await approved();
		await correct(record, [{ field: 'phone', value: '13900000044' }]);
		await expect(database().run(reviewer, (trx) => trx.deleteFrom('correction').execute())).rejects.toThrow();
		const [correction] = (await caseOf(record)).enrollment.corrections!;
		const append = (by: AccountActor, as: string) =>
			world.services.uow.run(by, (tx) => tx.corrections.append(record, as, correction!));
		await expect(append(actor, actor.accountId)).rejects.toThrow();
		await expect(append({ ...actor, role: 'reviewer' }, actor.accountId)).rejects.toThrow();
		const other = await world.account('reviewer');
		await expect(append(other, reviewer.accountId)).rejects.toThrow();
		await append(other, other.accountId);
		const waiting = await world.declared();
		const early = correct(waiting.record, [{ field: 'phone', value: '13900000044' }]);
		expect((await refusalOf(early)).code).toBe('enrollment.wrong-state');
	});

	const head = {
		id: '01840000-0000-7000-8000-000000000001',
		evaluationId: '01840000-0000-7000-8000-000000000002',
	};
	it('takes no reopening without a reason and words, and no correction of one field twice', () => {
		const whole = { ...head, reasons: [aboutPhone], ...why };
		expect(ReopenInput.safeParse(whole).success).toBe(true);
		for (const hole of [{ reasons: [] }, { code: 'ugly' }, { words: ' ' }]) {
			expect(ReopenInput.safeParse({ ...whole, ...hole }).success).toBe(false);
		}
		const change = { field: 'phone', value: '13900000044' };
		const corrected = { ...head, changes: [change], code: 'typing-error', words: '录入有误' };
		expect(CorrectInput.safeParse(corrected).success).toBe(true);
		expect(CorrectInput.safeParse({ ...corrected, changes: [change, change] }).success).toBe(false);
		expect(CorrectInput.safeParse({ ...corrected, changes: [] }).success).toBe(false);
	});
});
