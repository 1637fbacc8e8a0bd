import { beforeAll, expect, it } from 'vitest';
import type { EnrollmentView } from '#shared/protocol/view.ts';
import type { AccountActor } from '#server/usecase/actor.ts';
import { collectFacts } from '#server/usecase/enrollment/collect-facts.usecase.ts';
import { approveEnrollment } from '#server/usecase/review/approve-enrollment.usecase.ts';
import { readCase } from '#server/usecase/review/read-review.usecase.ts';
import { describeOnEachDatabase } from '../../support/databases.ts';
import { createWorld, edit, refusalOf, submit, type World } from '../../support/flow-world.ts';

const withdraw = (record: string) => ({ kind: 'enrollment.withdraw', record, atMs: 1, body: {} });

describeOnEachDatabase('a student takes a submission back', (database) => {
	let world: World;
	let reviewer: AccountActor;
	beforeAll(async () => {
		world = await createWorld(database());
		reviewer = await world.account('reviewer');
	});
	const caseOf = (id: string) => readCase({ services: world.services, actor: reviewer, id });

	it('is a draft again that no reviewer sees, and can be changed and submitted under the same number', async () => {
		const { device, record, fields } = await world.declared();
		const { caseNumber } = (await caseOf(record)).enrollment;
		const reply = await device.send([withdraw(record)]);
		expect(reply.results[0]?.status).toBe('applied');
		expect((await device.pull()).changes.at(-1)?.view).toMatchObject({ state: 'draft', evaluation: null });
		expect((await refusalOf(caseOf(record))).code).toBe('request.not-found');
		await collectFacts({ services: world.services });
		const changed = { ...fields, phone: '13900000079' };
		await device.send([edit(record, { phone: '13900000079' }), await submit(record, changed)]);
		const view = (await device.pull()).changes.at(-1)?.view as EnrollmentView;
		expect(view).toMatchObject({ state: 'declared', caseNumber });
		const acts = (await caseOf(record)).history.map(({ act }) => act);
		expect(acts).toContain('enrollment.withdraw');
	});

	it('works once: a draft, and what was judged, are not taken back', async () => {
		const { device, record } = await world.declared();
		const again = await device.send([withdraw(record), withdraw(record)]);
		expect(again.results.map(({ code }) => code)).toEqual([undefined, 'enrollment.wrong-state']);
		const other = await world.declared();
		const evaluationId = (await caseOf(other.record)).evaluations.at(-1)!.id;
		const input = { id: other.record, evaluationId };
		await approveEnrollment({ services: world.services, actor: reviewer, input });
		const late = await other.device.send([withdraw(other.record)]);
		expect(late.results[0]?.code).toBe('enrollment.wrong-state');
	});

	it('lets its owner delete what was taken back: gone with all that hung on it, written down, its number never again', async () => {
		const { device, record, actor } = await world.declared();
		const { caseNumber } = (await caseOf(record)).enrollment;
		const remove = { kind: 'enrollment.remove', record, atMs: 1, body: {} };
		const early = await device.send([remove]);
		expect(early.results[0]?.code).toBe('enrollment.wrong-state');
		const reply = await device.send([withdraw(record), { ...remove, atMs: 2 }]);
		expect(reply.results.map(({ status }) => status)).toEqual(['applied', 'applied']);
		expect((await device.pull()).changes.at(-1)).toMatchObject({ id: record, view: null });
		const left = await world.services.uow.run({ kind: 'system' }, async (tx) => ({
			evaluations: await tx.evaluations.list(record),
			submissions: await tx.submissions.list(record),
			last: (await tx.audit.ofSubject(record)).at(-1),
		}));
		expect(left).toMatchObject({
			evaluations: [],
			submissions: [],
			last: { act: 'enrollment.remove', actor: actor.accountId, detail: { caseNumber } },
		});
		const other = await world.declared();
		expect((await caseOf(other.record)).enrollment.caseNumber).not.toBe(caseNumber);
	});

	it('is its owner’s alone', async () => {
		const { record } = await world.declared();
		const { device } = await world.student();
		const reply = await device.send([withdraw(record)]);
		expect(reply.results[0]?.code).toBe('request.not-found');
		expect((await caseOf(record)).enrollment.state).toBe('declared');
	});
});
