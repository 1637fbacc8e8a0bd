import { beforeAll, expect, it } from 'vitest';
import type { AccountActor } from '#server/usecase/actor.ts';
import { readClaim } from '#server/usecase/claim-review/read-claims.usecase.ts';
import { readCase } from '#server/usecase/review/read-review.usecase.ts';
import { returnEnrollment } from '#server/usecase/review/return-or-reject.usecase.ts';
import { revealNumbers } from '#server/usecase/review/reveal-numbers.usecase.ts';
import { bankName } from '../../support/claim-flow.ts';
import { aHandedInClaim } from '../../support/claim-review-flow.ts';
import { describeOnEachDatabase } from '../../support/databases.ts';
import {
	completeFields,
	createWorld,
	edit,
	hardshipFields,
	refusalOf,
	consent,
	submit,
	signatureUnder,
	type World,
} from '../../support/flow-world.ts';

describeOnEachDatabase('numbers on the reviewer’s desk', (database) => {
	let world: World;
	let reviewer: AccountActor;
	beforeAll(async () => {
		world = await createWorld(database());
		reviewer = await world.account('reviewer');
	});

	/** With a signed letter, which names the number too. */
	async function aCase() {
		const student = await world.student();
		const record = world.newId();
		const fields = { ...hardshipFields(student.person), accountNumber: '6222020200112233445' };
		const signature = await signatureUnder(fields);
		const { results } = await student.device.send([
			edit(record, fields, { consent, signature }),
			await submit(record, fields, signature),
		]);
		expect(results.map(({ status }) => status)).toEqual(['applied', 'applied']);
		return { ...student, record, fields };
	}
	const read = (id: string) => readCase({ services: world.services, actor: reviewer, id });
	const reveal = (id: string, actor = reviewer) =>
		revealNumbers({ services: world.services, actor, of: 'enrollment', id });

	it('stand masked wherever they stand: 6+4, 3+4, last four', async () => {
		const { record, person } = await aCase();
		const shown = await read(record);
		const masked = `${person.idNumber.slice(0, 6)}********${person.idNumber.slice(-4)}`;
		expect(shown.enrollment.fields).toMatchObject({
			name: person.name,
			idNumber: masked,
			phone: '139****0001',
			accountNumber: '**** 3445',
		});
		expect(shown.letterText).toContain(masked);
		const text = JSON.stringify(shown);
		for (const raw of [person.idNumber, '13900000001', '6222020200112233445']) {
			expect(text).not.toContain(raw);
		}
	});

	it('are shown in full to who asks, and that is written down: who, which record, which fields, no value', async () => {
		const { record, person } = await aCase();
		const shown = await reveal(record);
		expect(shown.fields).toEqual({
			idNumber: person.idNumber,
			phone: '13900000001',
			accountNumber: '6222020200112233445',
		});
		expect(shown.letterText).toContain(person.idNumber);
		const audit = await world.services.uow.run({ kind: 'system' }, (tx) => tx.audit.ofSubject(record));
		const look = audit.filter(({ act }) => act === 'review.reveal');
		expect(look).toMatchObject([
			{ actor: reviewer.accountId, subject: record, detail: { fields: 'idNumber phone accountNumber' } },
		]);
		expect(JSON.stringify(audit)).not.toContain(person.idNumber);
	});

	it('are nobody else’s to ask for, and a draft’s are not there', async () => {
		const { record, device, person } = await aCase();
		for (const actor of [await world.account('clerk'), await world.account('school-admin', 'kmmu')]) {
			expect((await refusalOf(reveal(record, actor))).code).toBe('request.not-found');
		}
		const draft = world.newId();
		await device.send([edit(draft, hardshipFields(person))]);
		expect((await refusalOf(reveal(draft))).code).toBe('request.not-found');
		expect((await refusalOf(reveal(world.newId()))).code).toBe('request.not-found');
	});

	it('of a claim too: ID number and account masked in the reply, in full once asked for and written down', async () => {
		const { actor: student, person } = await world.student();
		const fields = { bankName, accountNumber: '6222020200112233445' };
		const { record } = await aHandedInClaim(world, student, fields);
		const shown = await readClaim({ services: world.services, actor: reviewer, id: record });
		expect(shown.claimant).toEqual({
			name: person.name,
			idNumber: `${person.idNumber.slice(0, 6)}********${person.idNumber.slice(-4)}`,
		});
		expect(shown.fields).toEqual({ bankName, accountNumber: '**** 3445' });
		for (const raw of [person.idNumber, fields.accountNumber]) {
			expect(JSON.stringify(shown)).not.toContain(raw);
		}
		const ofClaim = { services: world.services, of: 'claim', id: record } as const;
		expect((await revealNumbers({ ...ofClaim, actor: reviewer })).fields).toEqual({
			idNumber: person.idNumber,
			accountNumber: fields.accountNumber,
		});
		const audit = await world.services.uow.run({ kind: 'system' }, (tx) => tx.audit.ofSubject(record));
		expect(audit.at(-1)).toMatchObject({
			...{ act: 'claim.reveal', actor: reviewer.accountId },
			detail: { fields: 'idNumber accountNumber' },
		});
		expect(JSON.stringify(audit)).not.toContain(person.idNumber);
		for (const actor of [await world.account('clerk'), student]) {
			expect((await refusalOf(revealNumbers({ ...ofClaim, actor }))).code).toBe('request.not-found');
		}
		// Neither kind is asked for under the other's name.
		expect((await refusalOf(revealNumbers({ ...ofClaim, of: 'enrollment', actor: reviewer }))).code).toBe(
			'request.not-found',
		);
	});

	it('that are hardly numbers hide nothing else: what holds their signs stays as it is', async () => {
		const student = await world.student();
		const record = world.newId();
		const fields = { ...completeFields(student.person), accountNumber: '1' };
		const { results } = await student.device.send([
			edit(record, fields, { consent }),
			await submit(record, fields),
		]);
		expect(results.map(({ status }) => status)).toEqual(['applied', 'applied']);
		const { enrollment } = await read(record);
		expect(enrollment.id).toBe(record);
		expect(enrollment.fields.accountNumber).toBe('*');
	});

	it('that were changed in their hidden middle are still seen to differ', async () => {
		const { record, device, fields } = await aCase();
		const { evaluations } = await read(record);
		const reasons = [{ target: 'field', field: 'phone', code: 'unclear', words: '' }] as const;
		const input = { id: record, evaluationId: evaluations.at(-1)!.id, reasons: [...reasons] };
		await returnEnrollment({ services: world.services, actor: reviewer, input });
		const changed = { ...fields, phone: '13912340001' };
		const signature = await signatureUnder(changed);
		await device.send([
			edit(record, { phone: changed.phone }, { signature }),
			await submit(record, changed, signature),
		]);
		const { enrollment, reviewed, reviews } = await read(record);
		expect(enrollment.fields.phone).toBe('139****0001');
		expect(reviewed!.fields.phone).toBe('***********');
		expect(JSON.stringify(reviews)).not.toContain('13900000001');
	});

	it('are shown sixty times an hour to one reviewer, and no more', async () => {
		const { record } = await aCase();
		const quick = await world.account('reviewer');
		for (let i = 0; i < 60; i++) await reveal(record, quick);
		expect((await refusalOf(reveal(record, quick))).code).toBe('request.too-many');
		world.clock.moveOn(3_600_000);
		expect((await reveal(record, quick)).id).toBe(record);
	});
});
