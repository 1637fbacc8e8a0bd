import { sql } from 'kysely';
import { beforeAll, beforeEach, expect, it } from 'vitest';
import type { AccountActor } from '#server/usecase/actor.ts';
import { confirmStop } from '#server/usecase/stop/confirm-stop.usecase.ts';
import { readLatestStop } from '#server/usecase/stop/read-latest-stop.usecase.ts';
import type { StopForm } from '#shared/domain/stop/stop-form.ts';
import { describeOnEachDatabase } from '../../support/databases.ts';
import { createWorld, refusalOf, type World } from '../../support/flow-world.ts';

describeOnEachDatabase('stopping insurance elsewhere', (database) => {
	let world: World;
	beforeAll(async () => (world = await createWorld(database())));
	beforeEach(() => {
		Object.assign(world.registers, {
			silent: false,
			losesAnswers: false,
			stopAnswer: { result: 'stopped', receiptNumber: 'TB00000001', stoppedAtMs: 1 },
		});
		world.registers.stopsDone.length = 0;
		world.services.businessDate.today = () => '2022-10-15';
	});

	async function aStop(change: Partial<StopForm> = {}) {
		const { actor, person } = await world.student();
		const form: StopForm = {
			name: person.name,
			idType: 'resident-id',
			idNumber: person.idNumber,
			personNumber: '5329000001',
			insuranceKind: '城乡居民基本医疗保险',
			stopOn: '2022-10-15',
			reason: '参加大学生医保',
			remark: '无',
			...change,
		};
		const input = {
			id: world.newId(),
			enrollmentId: world.newId(),
			form,
			knowsNotice: true,
			knowsItIsFinal: true,
		} as const;
		return { actor, input };
	}
	const confirm = (actor: AccountActor, input: Awaited<ReturnType<typeof aStop>>['input']) =>
		confirmStop({ services: world.services, actor, input });
	const latest = (actor: AccountActor, enrollmentId: string) =>
		readLatestStop({ services: world.services, actor, enrollmentId });

	it('is effective when the register has said so, and is one stop however often it is sent', async () => {
		const { actor, input } = await aStop();
		const view = await confirm(actor, input);
		expect(view).toMatchObject({ state: 'effective', receiptNumber: 'TB00000001', stopOn: '2022-10-15' });
		expect(await confirm(actor, input)).toEqual(view);
		expect(world.registers.stopsDone).toEqual([input.form.idNumber]);
		expect(await latest(actor, input.enrollmentId)).toEqual(view);
	});

	it('says why it was not taken, and another try has an id of its own', async () => {
		world.registers.stopAnswer = { result: 'refused', reason: 'mismatch' };
		const { actor, input } = await aStop();
		expect(await confirm(actor, input)).toMatchObject({
			state: 'refused',
			refusal: 'mismatch',
			receiptNumber: null,
		});
		const changed = { ...input, form: { ...input.form, personNumber: '5329000002' } };
		expect((await refusalOf(confirm(actor, changed))).code).toBe('stop.id-taken');
		world.registers.stopAnswer = { result: 'stopped', receiptNumber: 'TB2', stoppedAtMs: 2 };
		expect((await confirm(actor, { ...changed, id: world.newId() })).state).toBe('effective');
	});

	it('whose answer got lost is found out by asking, without stopping anything again', async () => {
		const { actor, input } = await aStop();
		world.registers.losesAnswers = true;
		expect((await refusalOf(confirm(actor, input))).code).toBe('auth.register-silent');
		world.registers.silent = true;
		expect((await latest(actor, input.enrollmentId))?.state).toBe('requested');
		world.registers.silent = false;
		expect((await latest(actor, input.enrollmentId))?.state).toBe('effective');
		expect(world.registers.stopsDone).toHaveLength(1);
	});

	it('that never reached the register is not carried out on another day', async () => {
		const { actor, input } = await aStop();
		world.registers.silent = true;
		expect((await refusalOf(confirm(actor, input))).code).toBe('auth.register-silent');
		world.registers.silent = false;
		world.services.businessDate.today = () => '2022-10-16';
		expect((await latest(actor, input.enrollmentId))?.state).toBe('requested');
		expect((await refusalOf(confirm(actor, input))).code).toBe('stop.not-today');
		expect(world.registers.stopsDone).toEqual([]);
		// Planted: on its own day the same request would be carried out.
		world.services.businessDate.today = () => '2022-10-15';
		expect((await confirm(actor, input)).state).toBe('effective');
	});

	it('is of oneself alone, bound first, and for today', async () => {
		const { actor, input } = await aStop({ name: '别的人' });
		expect((await refusalOf(confirm(actor, input))).code).toBe('enrollment.not-own');
		const unbound = await world.account('student');
		expect((await refusalOf(confirm(unbound, input))).code).toBe('auth.not-bound');
		const other = await aStop({ stopOn: '2022-10-14' });
		expect((await refusalOf(confirm(other.actor, other.input))).code).toBe('stop.not-today');
		expect(world.registers.stopsDone).toEqual([]);
	});

	it('is nobody else’s to see or to settle, and its id is told to nobody', async () => {
		const { actor, input } = await aStop();
		await confirm(actor, input);
		const stranger = await aStop();
		expect(await latest(stranger.actor, input.enrollmentId)).toBeNull();
		const taken = { ...stranger.input, id: input.id };
		expect((await refusalOf(confirm(stranger.actor, taken))).code).toBe('stop.id-taken');
		const reviewer = await world.account('reviewer');
		const seen = (by: AccountActor) => world.services.uow.run(by, (tx) => tx.stops.get(input.id));
		expect(await seen(reviewer)).toBeNull();
		expect(await seen(actor)).not.toBeNull();
		// What a register answered, only the product itself writes.
		await world.services.uow.run(actor, async (tx) => {
			const row = (await tx.stops.get(input.id))!;
			await tx
				.savepoint(() =>
					tx.stops.settle({ ...row, state: 'refused', refusal: 'mismatch', receiptNumber: null }),
				)
				.catch(() => undefined);
		});
		expect((await latest(actor, input.enrollmentId))?.state).toBe('effective');
	});

	it('leaves its steps in the audit, without a word of the form', async () => {
		const { actor, input } = await aStop();
		await confirm(actor, input);
		const { rows } = await database().run({ kind: 'system' }, (trx) =>
			sql<{ act: string; entry: string }>`select act, audit_entry::text as entry from audit_entry
				where subject = ${input.id} order by id`.execute(trx),
		);
		expect(rows.map(({ act }) => act)).toEqual(['stop.request', 'stop.effective']);
		expect(rows.some(({ entry }) => entry.includes(input.form.idNumber))).toBe(false);
	});
});
