import { beforeAll, beforeEach, expect, it } from 'vitest';
import type { DraftFields } from '#shared/domain/enrollment/fields.ts';
import type { OrderView } from '#shared/protocol/view.ts';
import { collectFacts } from '#server/usecase/enrollment/collect-facts.usecase.ts';
import { readOrders, readSchoolProgress } from '#server/usecase/office/read-office.usecase.ts';
import { pushOrders } from '#server/usecase/payment/push-orders.usecase.ts';
import { checkPayment, queryOrders } from '#server/usecase/payment/query-orders.usecase.ts';
import { approveEnrollment } from '#server/usecase/review/approve-enrollment.usecase.ts';
import { findCases } from '#server/usecase/review/find-cases.usecase.ts';
import { readCase } from '#server/usecase/review/read-review.usecase.ts';
import type { AccountActor } from '#server/usecase/actor.ts';
import { describeOnEachDatabase } from '../../support/databases.ts';
import {
	completeFields,
	consent,
	createWorld,
	edit,
	hardshipFields,
	refusalOf,
	signatureUnder,
	submit,
	type World,
} from '../../support/flow-world.ts';

describeOnEachDatabase('from the form to the payment', (database) => {
	let world: World;
	let reviewer: AccountActor;
	beforeAll(async () => {
		world = await createWorld(database());
		reviewer = await world.account('reviewer');
	});
	beforeEach(() => {
		Object.assign(world.registers, { silent: false, insurance: 'not-known', school: 'not-known' });
		world.gateway.silent = false;
	});

	const newest = async (id: string) => {
		const found = await readCase({ services: world.services, actor: reviewer, id });
		return found.evaluations.at(-1)!;
	};
	const approve = async (id: string) =>
		approveEnrollment({
			services: world.services,
			actor: reviewer,
			input: { id, evaluationId: (await newest(id)).id },
		});
	async function approved() {
		const student = await world.declared();
		await approve(student.record);
		const { changes } = await student.device.pull();
		const order = changes.find(({ kind }) => kind === 'order')!.view as OrderView;
		return { ...student, order };
	}

	it('goes the whole way: declared, registers asked, approved, registered with the gateway, paid by query', async () => {
		const { record, device, actor } = await world.declared();
		world.registers.insurance = { insured: 'none', lumpSumThrough: null, place: null };
		world.registers.school = {
			schoolCode: 'kmmu',
			studentNumber: null,
			enrolled: true,
			graduatesOn: '2027-06-30',
		};
		expect(await collectFacts({ services: world.services })).toBeGreaterThan(0);
		const evaluation = await newest(record);
		expect(evaluation).toMatchObject({ outcome: 'ready', schemeVersion: 'yunnan-kunming-2023.4' });
		const provenanceByKey = Object.fromEntries(evaluation.facts.map((fact) => [fact.key, fact.provenance]));
		expect(provenanceByKey).toMatchObject({
			insured: 'register',
			'student.registered': 'register',
			'student.entryYear': 'declared',
		});

		await approve(record);
		await approve(record); // the same again changes nothing
		const { changes } = await device.pull();
		const order = changes.find(({ kind }) => kind === 'order')!.view as OrderView;
		expect(order).toMatchObject({ state: 'due', fee: { personalFen: 35_000, subsidyFen: 61_000 } });
		expect(changes.find(({ kind }) => kind === 'enrollment')!.view).toMatchObject({
			state: 'approved',
			decidedOn: '2022-10-15',
		});
		expect(world.pokes.at(-1)).toEqual({ accountId: actor.accountId, exceptDeviceId: undefined });

		await pushOrders({ services: world.services });
		expect(world.gateway.orders.get(order.id)).toMatchObject({ amountFen: 35_000, serial: order.serial });
		world.gateway.answers.set(order.id, {
			state: 'paid',
			payment: {
				orderId: order.id,
				amountFen: 35_000,
				taxReceiptNumber: `35${Date.now()}`,
				paidAtMs: world.clock.nowMs(),
				method: 'wechat',
			},
		});
		const paid = await checkPayment({ services: world.services, actor, orderId: order.id });
		expect(paid.payment).toMatchObject({
			paidOn: '2022-10-15',
			periodFrom: '2023-01-01',
			periodTo: '2023-12-31',
			coverage: { from: '2023-01-01', to: null },
		});
		expect((await device.pull()).changes).toEqual([{ kind: 'order', id: order.id, view: paid }]);
	});

	it('asks silent registers again later, and holds up nobody meanwhile', async () => {
		world.registers.silent = true;
		const { record } = await world.declared();
		await collectFacts({ services: world.services });
		world.registers.silent = false;
		world.registers.insurance = { insured: 'active-elsewhere', lumpSumThrough: null, place: '某地' };
		await collectFacts({ services: world.services });
		expect((await newest(record)).outcome).not.toBe('return');
		world.clock.moveOn(6_000);
		await collectFacts({ services: world.services });
		expect((await newest(record)).outcome).toBe('return');
		expect(await refusalOf(approve(record))).toEqual({ code: 'enrollment.findings-stand' });
	});

	it('makes no order where a lump sum covers the year', async () => {
		const { record, device } = await world.declared();
		world.registers.insurance = { insured: 'lump-sum', lumpSumThrough: '2024', place: null };
		await collectFacts({ services: world.services });
		expect((await newest(record)).outcome).toBe('nothing-due');
		await approve(record);
		const { changes } = await device.pull();
		expect(changes.map(({ kind }) => kind)).toEqual(['enrollment']);
	});

	it('lets no reviewer approve their own enrollment', async () => {
		const { record: id, actor } = await world.declared();
		const input = { id, evaluationId: (await newest(id)).id };
		const asReviewer = { ...actor, role: 'reviewer' } as const;
		const refusal = await refusalOf(
			approveEnrollment({ services: world.services, actor: asReviewer, input }),
		);
		expect(refusal).toEqual({ code: 'enrollment.own-review' });
		await approve(id);
	});

	it('makes one order of ten approvals at once', async () => {
		const { record, device } = await world.declared();
		await Promise.all(Array.from({ length: 10 }, () => approve(record)));
		const { changes } = await device.pull();
		expect(changes.filter(({ kind }) => kind === 'order')).toHaveLength(1);
		const entries = await world.services.uow.run({ kind: 'system' }, (tx) => tx.audit.ofSubject(record));
		expect(entries.filter(({ act }) => act === 'enrollment.approve')).toHaveLength(1);
	});

	it('asks the gateway for one account thirty times in ten minutes, not more', async () => {
		const { order, actor } = await approved();
		const check = () => checkPayment({ services: world.services, actor, orderId: order.id });
		for (let i = 0; i < 30; i++) expect((await check()).state).toBe('due');
		expect(await refusalOf(check())).toMatchObject({ code: 'request.too-many' });
		world.clock.moveOn(10 * 60_000);
		expect((await check()).state).toBe('due');
	});

	it('refuses to approve what the reviewer has not seen', async () => {
		const { record } = await world.declared();
		const seen = await newest(record);
		await collectFacts({ services: world.services });
		const input = { id: record, evaluationId: seen.id };
		const refusal = await refusalOf(approveEnrollment({ services: world.services, actor: reviewer, input }));
		expect(refusal.code).toBe('enrollment.content-changed');
	});

	it('takes a signed letter, and refuses one whose text is not what stands there now', async () => {
		const { device, person } = await world.student();
		const fields = hardshipFields(person);
		const signature = await signatureUnder(fields);
		const record = world.newId();
		await device.send([edit(record, fields, { consent })]);
		const unsigned = await device.send([await submit(record, fields)]);
		expect(unsigned.results[0]?.code).toBe('enrollment.signature-missing');
		const forAnotherSchool = await signatureUnder(fields, '云南农业大学');
		const wrong = await device.send([
			edit(record, {}, { signature: forAnotherSchool }),
			await submit(record, fields, forAnotherSchool),
		]);
		expect(wrong.results[1]?.code).toBe('enrollment.signature-void');
		const right = await device.send([
			edit(record, {}, { signature }),
			await submit(record, fields, signature),
		]);
		expect(right.results.map(({ status }) => status)).toEqual(['applied', 'applied']);
		const found = await readCase({ services: world.services, actor: reviewer, id: record });
		expect(found.letterText).toContain(`********${person.idNumber.slice(-4)}`);
		expect(found.enrollment.signature).toEqual(signature);
	});

	const withFields = (change: DraftFields) => (fields: DraftFields) => ({ ...fields, ...change });
	it.each([
		[
			'a required field is missing',
			withFields({ ethnicity: null }),
			'enrollment.incomplete',
			'fields.ethnicity',
		],
		['the ID number is not sound', withFields({ idNumber: '1' }), 'enrollment.incomplete', 'fields.idNumber'],
		['the form is another person’s', withFields({ name: '别人' }), 'enrollment.not-own', undefined],
		[
			'insurance runs elsewhere',
			withFields({ insured: 'active-elsewhere' }),
			'enrollment.incomplete',
			'fields.insured',
		],
	])('refuses a submission when %s', async (_, change, code, path) => {
		const { device, person } = await world.student();
		const record = world.newId();
		const fields = change(completeFields(person));
		const reply = await device.send([edit(record, fields, { consent }), await submit(record, fields)]);
		expect(reply.results[1]).toEqual({ sequence: 2, status: 'refused', code, ...(path ? { path } : {}) });
	});

	it('refuses a submission without consent, with another content, or of an unbound account', async () => {
		const { device, person } = await world.student();
		const record = world.newId();
		const fields = completeFields(person);
		await device.send([edit(record, fields)]);
		const codeOf = async (mutations: unknown[]) => (await device.send(mutations)).results.at(-1)?.code;
		expect(await codeOf([await submit(record, fields)])).toBe('enrollment.consent-missing');
		await device.send([edit(record, {}, { consent })]);
		expect(await codeOf([await submit(record, { ...fields, phone: '13900000002' })])).toBe(
			'enrollment.content-changed',
		);
		const mutation = await submit(record, fields);
		expect(await codeOf([{ ...mutation, body: { ...mutation.body, schoolConfirmed: false } }])).toBe(
			'enrollment.incomplete',
		);
	});

	it('takes a volunteer’s submission as notified, which no reviewer sees', async () => {
		const { person } = await world.student();
		const volunteer = await world.account('volunteer', 'kmmu');
		const { Device } = await import('../../support/flow-world.ts');
		const device = new Device(world, volunteer);
		const record = world.newId();
		const fields = completeFields(person);
		const reply = await device.send([edit(record, fields, { consent }), await submit(record, fields)]);
		expect(reply.results[1]?.status).toBe('applied');
		expect(reply.changes[0]?.view).toMatchObject({ state: 'notified', caseNumber: null });
		const read = readCase({ services: world.services, actor: reviewer, id: record });
		expect((await refusalOf(read)).code).toBe('request.not-found');
	});

	it('registers orders again and again until the gateway answers', async () => {
		world.gateway.silent = true;
		const { order } = await approved();
		await pushOrders({ services: world.services });
		expect(world.gateway.orders.has(order.id)).toBe(false);
		world.gateway.silent = false;
		world.clock.moveOn(3_000);
		await pushOrders({ services: world.services });
		expect(world.gateway.orders.has(order.id)).toBe(true);
	});

	it('finds a payment whose callback was lost, and says so when the gateway is silent', async () => {
		const { order, actor, device } = await approved();
		await pushOrders({ services: world.services });
		const payment = {
			orderId: order.id,
			amountFen: 35_000,
			taxReceiptNumber: `36${order.serial}`,
			paidAtMs: world.clock.nowMs(),
			method: 'unionpay' as const,
		};
		world.gateway.silent = true;
		const check = checkPayment({ services: world.services, actor, orderId: order.id });
		expect((await refusalOf(check)).code).toBe('payment.gateway-silent');
		world.gateway.silent = false;
		world.gateway.answers.set(order.id, { state: 'paid', payment });
		world.clock.moveOn(60_000);
		expect(await queryOrders({ services: world.services })).toBeGreaterThan(0);
		expect((await device.pull()).changes[0]?.view).toMatchObject({ state: 'paid' });
		const stranger = await world.account('student');
		const foreign = checkPayment({ services: world.services, actor: stranger, orderId: order.id });
		expect((await refusalOf(foreign)).code).toBe('request.not-found');
	});

	it('shows staff what is theirs: a queue and a list without ID numbers, counts of the own school', async () => {
		const { record, person, order } = await approved();
		const queue = await findCases({
			services: world.services,
			actor: reviewer,
			query: { state: 'approved' },
		});
		expect(queue.rows.map(({ id }) => id)).toContain(record);
		const clerk = await world.account('clerk');
		const orders = await readOrders({ services: world.services, actor: clerk, query: {} });
		expect(orders.rows.find(({ id }) => id === order.id)).toMatchObject({ nameMasked: '测**' });
		expect(JSON.stringify([queue, orders])).not.toContain(person.idNumber);
		const own = await world.account('school-admin', 'kmmu');
		const other = await world.account('school-admin', 'ynau');
		const progress = (actor: AccountActor) => readSchoolProgress({ services: world.services, actor });
		expect((await progress(own)).byState.length).toBeGreaterThan(0);
		expect(await progress(other)).toEqual({ schoolCode: 'ynau', byState: [], paid: 0 });
	});
});
