import { beforeAll, beforeEach, expect, it } from 'vitest';
import { sql } from 'kysely';
import type { Actor, AccountActor } from '#server/usecase/actor.ts';
import { collectFacts } from '#server/usecase/enrollment/collect-facts.usecase.ts';
import { readHeldStudents } from '#server/usecase/office/read-held-students.usecase.ts';
import { approveEnrollment } from '#server/usecase/review/approve-enrollment.usecase.ts';
import { readCase } from '#server/usecase/review/read-review.usecase.ts';
import { returnEnrollment } from '#server/usecase/review/return-or-reject.usecase.ts';
import { setFact } from '#server/usecase/review/set-fact.usecase.ts';
import { SetFactInput } from '#shared/protocol/review.ts';
import type { EnrollmentView } from '#shared/protocol/view.ts';
import { describeOnEachDatabase } from '../../support/databases.ts';
import {
	completeFields,
	consent,
	createWorld,
	Device,
	edit,
	refusalOf,
	submit,
	type World,
} from '../../support/flow-world.ts';

const marker = '大理州医保-只有本人可见';
const elsewhere = { insured: 'active-elsewhere', lumpSumThrough: null, place: marker } as const;
const none = { insured: 'none', lumpSumThrough: null, place: null } as const;

describeOnEachDatabase('what registers say of a person', (database) => {
	let world: World;
	let reviewer: AccountActor;
	beforeAll(async () => {
		world = await createWorld(database());
		reviewer = await world.account('reviewer');
	});
	beforeEach(() => {
		const quiet = { silent: false, silentOnes: [] };
		Object.assign(world.registers, quiet, { insurance: none, school: 'not-known', identities: 'not-known' });
	});

	const caseOf = (id: string) => readCase({ services: world.services, actor: reviewer, id });
	const newest = async (id: string) => (await caseOf(id)).evaluations.at(-1)!;
	const factOf = async (id: string, key: string) => (await newest(id)).facts.find((fact) => fact.key === key);
	const collect = () => collectFacts({ services: world.services });
	const later = () => world.clock.moveOn(700_000);
	const viewOf = async (device: Device) =>
		(await device.send([])).changes.findLast(({ kind }) => kind === 'enrollment')?.view as EnrollmentView;
	const set = async (
		id: string,
		fact: { key: 'student.registered' | 'insured'; value: never },
		by = reviewer,
	) =>
		setFact({
			services: world.services,
			actor: by,
			input: SetFactInput.parse({ id, evaluationId: (await newest(id)).id, words: '电话核实', ...fact }),
		});

	it('wins over the person’s word, and keeps both with where they come from', async () => {
		const { device, record } = await world.declared();
		expect(await factOf(record, 'insured')).toMatchObject({ value: 'none', provenance: 'declared' });
		world.registers.insurance = elsewhere;
		await collect();
		const evaluation = await newest(record);
		expect(evaluation.outcome).toBe('return');
		expect(evaluation.findings[0]).toMatchObject({ rule: 'not-insured-elsewhere', cites: ['Y11'] });
		const fact = {
			value: 'active-elsewhere',
			provenance: 'register',
			source: marker,
			other: { value: 'none', provenance: 'declared' },
		};
		expect(await factOf(record, 'insured')).toMatchObject(fact);
		const view = await viewOf(device);
		expect(view.evaluation?.facts?.find(({ key }) => key === 'insured')).toMatchObject(fact);
		expect(view.evaluation?.facts?.some(({ key }) => key.startsWith('form.'))).toBe(false);
	});

	it('is waited for in the open, each register by itself; after some tries a reviewer is said to look', async () => {
		const { device, record } = await world.declared();
		const results = async () =>
			Object.fromEntries(
				(await viewOf(device)).evaluation!.checks!.map(({ register, result }) => [register, result]),
			);
		expect(await results()).toEqual({ school: 'waiting', insurance: 'waiting', identity: 'waiting' });
		world.registers.silentOnes = ['school'];
		await collect();
		expect(await results()).toEqual({ school: 'waiting', insurance: 'answered', identity: 'no-record' });
		expect(await factOf(record, 'insured')).toMatchObject({ provenance: 'register' });
		for (let tries = 0; tries < 2; tries++) {
			later();
			await collect();
		}
		expect(await results()).toMatchObject({ school: 'silent', insurance: 'answered' });
		expect((await caseOf(record)).enrollment.evaluation?.checks).toHaveLength(3);
		expect((await caseOf(record)).evaluations).toHaveLength(2);
		// It goes on asking, and a late answer still counts.
		Object.assign(world.registers, {
			silentOnes: [],
			school: { schoolCode: 'kmmu', studentNumber: null, enrolled: true, graduatesOn: null },
		});
		later();
		await collect();
		expect(await results()).toEqual({ school: 'answered', insurance: 'answered', identity: 'no-record' });
		expect(await factOf(record, 'student.registered')).toMatchObject({ value: true, provenance: 'register' });
		later();
		expect(await collect()).toBe(0);
	});

	it('is told anew when asking ends because the case is no longer under review', async () => {
		const { device, record } = await world.declared();
		world.registers.silent = true;
		for (let tries = 0; tries < 3; tries++) {
			await collect();
			later();
		}
		const reasons = [{ target: 'field', field: 'address', code: 'unclear', words: '' } as const];
		const input = { id: record, evaluationId: (await newest(record)).id, reasons };
		await returnEnrollment({ services: world.services, actor: reviewer, input });
		const { cursor } = await device.pull();
		await collect();
		const told = (await device.pull()).changes.findLast(({ id }) => id === record);
		device.cursor = null;
		const whole = (await device.pull()).changes.findLast(({ id }) => id === record);
		expect(cursor).not.toBeNull();
		expect(told).toEqual(whole);
	});

	it('can be set by a reviewer while no register tells it, with a reason; a register’s later word takes its place', async () => {
		const { device, record } = await world.declared();
		world.registers.silent = true;
		await collect();
		await set(record, { key: 'student.registered', value: true as never });
		const fact = { value: true, provenance: 'reviewer', reason: '电话核实' };
		expect(await factOf(record, 'student.registered')).toMatchObject(fact);
		expect((await viewOf(device)).evaluation?.facts).toContainEqual(expect.objectContaining(fact));
		await set(record, { key: 'insured', value: 'active-elsewhere' as never });
		expect((await newest(record)).outcome).toBe('return');
		await set(record, { key: 'insured', value: 'none' as never });
		expect((await newest(record)).outcome).toBe('ready');
		expect(await factOf(record, 'student.registered')).toMatchObject(fact);
		const entry = await world.services.uow.run({ kind: 'system' }, async (tx) =>
			(await tx.audit.ofSubject(record)).findLast(({ act }) => act === 'enrollment.set-fact'),
		);
		expect(entry).toMatchObject({ actor: reviewer.accountId, detail: { key: 'insured', value: 'none' } });

		Object.assign(world.registers, { silent: false, insurance: elsewhere });
		later();
		await collect();
		expect(await factOf(record, 'insured')).toMatchObject({ provenance: 'register' });
		// No register has spoken of 学籍: the reviewer's word stands.
		expect(await factOf(record, 'student.registered')).toMatchObject(fact);
		const known = set(record, { key: 'insured', value: 'none' as never });
		expect((await refusalOf(known)).code).toBe('enrollment.fact-known');
	});

	it('is set by nobody but a reviewer of somebody else, only while it waits, and never without a reason', async () => {
		const { actor, record } = await world.declared();
		const fact = { key: 'insured', value: 'none' as never } as const;
		const own = { ...actor, role: 'reviewer' } as const;
		expect((await refusalOf(set(record, fact, own))).code).toBe('enrollment.own-review');
		const clerk = await world.account('clerk');
		expect((await refusalOf(set(record, fact, clerk))).code).toBe('request.not-found');
		const evaluation = await newest(record);
		for (const by of [actor, own, clerk, await world.account('school-admin', 'kmmu')]) {
			const forged = world.services.uow.run(by, (tx) =>
				tx.evaluations.append(record, { ...evaluation, id: world.newId() }),
			);
			// An owner's own submission writes one; nobody else does.
			if (by === actor || by === own) await forged;
			else await expect(forged).rejects.toThrow(/row-level security/);
		}
		const input = { id: record, evaluationId: (await newest(record)).id };
		expect(SetFactInput.safeParse({ ...input, ...fact, words: ' ' }).success).toBe(false);
		expect(SetFactInput.safeParse({ ...input, key: 'hardship', value: null, words: '1' }).success).toBe(
			false,
		);
		await approveEnrollment({ services: world.services, actor: reviewer, input });
		expect((await refusalOf(set(record, fact))).code).toBe('enrollment.wrong-state');
	});

	it('of an identity asks for the person’s choice, and does not undo what the person declares', async () => {
		const identity = { kind: 'disabled', certifiedIn: 'yunnan', authority: '昆明市残联' } as const;
		world.registers.identities = [identity];
		const plain = await world.declared();
		await collect();
		expect(await newest(plain.record)).toMatchObject({
			outcome: 'manual',
			findings: [{ rule: 'identity-known', severity: 'manual' }],
		});
		expect(await factOf(plain.record, 'hardship')).toMatchObject({
			value: { kind: 'disabled', certifiedIn: 'yunnan' },
			provenance: 'register',
			source: '昆明市残联',
			other: { value: null, provenance: 'declared' },
		});
		world.registers.identities = [];
		const other = await world.declared();
		await collect();
		expect(await factOf(other.record, 'hardship')).toMatchObject({ value: null, provenance: 'register' });
		expect((await newest(other.record)).outcome).toBe('ready');
	});

	it('is for the person and the staff in charge alone', async () => {
		world.registers.insurance = elsewhere;
		const { actor, person, device, record } = await world.declared();
		world.registers.silentOnes = ['school'];
		await collect();
		const volunteer = await world.account('volunteer', 'kmmu');
		const entry = new Device(world, volunteer);
		const fields = completeFields(person);
		const id = world.newId();
		const replies = [await entry.send([edit(id, fields, { consent }), await submit(id, fields)])];
		const stranger = await world.student();
		replies.push(await stranger.device.send([edit(record, fields), await submit(record, fields)]));
		expect(replies.at(-1)!.results.map(({ code }) => code)).toEqual(['request.not-found', 'sync.parked']);
		const school = await world.account('school-admin', 'kmmu');
		const others: Actor[] = [
			volunteer,
			stranger.actor,
			school,
			await world.account('school-admin', 'ynau'),
			await world.account('clerk'),
			{ kind: 'anonymous' },
		];
		const rowsOf = (by: Actor) =>
			database().run(by, async (trx) => {
				const rows: unknown[] = [];
				for (const table of ['evaluation', 'fact_request', 'superseded_entry', 'correction']) {
					rows.push((await sql`select * from ${sql.id(table)}`.execute(trx)).rows);
				}
				return JSON.stringify(rows);
			});
		const held = await readHeldStudents({ services: world.services, actor: school });
		for (const said of [JSON.stringify(replies), JSON.stringify(held)]) expect(said).not.toContain(marker);
		for (const by of others) expect(await rowsOf(by)).not.toContain(marker);
		for (const by of others) {
			if (by.kind !== 'account') continue;
			const read = readCase({ services: world.services, actor: by, id: record });
			expect(await read.then(JSON.stringify, () => 'refused')).not.toContain(marker);
		}
		// The planted fault: the same looks find it where it may be seen.
		for (const by of [actor, reviewer, { kind: 'system' } as const])
			expect(await rowsOf(by)).toContain(marker);
		expect(JSON.stringify(await device.send([]))).toContain(marker);
	});
});
