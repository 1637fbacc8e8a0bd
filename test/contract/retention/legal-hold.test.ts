import { beforeAll, beforeEach, expect, it } from 'vitest';
import type { AccountActor } from '#server/usecase/actor.ts';
import { readAudit } from '#server/usecase/audit/read-audit.usecase.ts';
import { holdAccount, liftHold, readHolds } from '#server/usecase/retention/legal-hold.usecase.ts';
import { describeOnEachDatabase } from '../../support/databases.ts';
import { createWorld, refusalOf, type World } from '../../support/flow-world.ts';

describeOnEachDatabase('a legal hold at the auditor’s desk', (database) => {
	let world: World;
	let auditor: AccountActor;
	beforeAll(async () => (world = await createWorld(database())));
	beforeEach(async () => (auditor = await world.account('auditor')));
	const call = (reason: string) => ({ services: world.services, actor: auditor, reason });
	const open = async () => readHolds({ services: world.services, actor: auditor });
	const ofAuditor = async () => {
		const query = { actor: auditor.accountId };
		const { lines } = await readAudit({ services: world.services, actor: auditor, query });
		return lines.map(({ act, subject, detail }) => ({ act, subject, detail }));
	};

	it('is seen with role and first character, and every step is in the audit with its reason', async () => {
		const { actor: student, person } = await world.student();
		const { id } = await holdAccount({ ...call('（2022）云 01 号'), accountId: student.accountId });
		const [seen] = (await open()).filter((hold) => hold.id === id);
		expect(seen).toEqual({
			...{ id, reason: '（2022）云 01 号', sinceMs: expect.any(Number) },
			account: { id: student.accountId, role: 'student', nameMasked: '测**' },
		});
		expect(JSON.stringify(seen)).not.toContain(person.idNumber);
		await liftHold({ ...call('案件终结'), id });
		expect((await open()).filter((hold) => hold.id === id)).toEqual([]);
		const subject = student.accountId;
		expect(await ofAuditor()).toEqual([
			{ act: 'retention.read-holds', subject: null, detail: { rows: expect.any(Number) } },
			{ act: 'retention.lift', subject, detail: { hold: id, reason: '案件终结' } },
			{ act: 'retention.read-holds', subject: null, detail: { rows: expect.any(Number) } },
			{ act: 'retention.hold', subject, detail: { hold: id, reason: '（2022）云 01 号' } },
		]);
	});

	it('is nobody’s to place or lift of themselves, and that looks as if there were none', async () => {
		const other = await world.account('auditor');
		const theirs = { services: world.services, actor: other, reason: '01' };
		const { id } = await holdAccount({ ...theirs, accountId: auditor.accountId });
		const refused = await Promise.all([
			refusalOf(liftHold({ ...call('01'), id })),
			refusalOf(liftHold({ ...call('01'), id: world.newId() })),
			refusalOf(holdAccount({ ...call('01'), accountId: auditor.accountId })),
			refusalOf(holdAccount({ ...call('01'), accountId: world.newId() })),
		]);
		for (const refusal of refused) expect(refusal).toEqual({ code: 'request.not-found' });
		expect((await open()).some((hold) => hold.id === id)).toBe(true);
		await liftHold({ ...theirs, id });
		expect((await refusalOf(liftHold({ ...theirs, id }))).code).toBe('request.not-found');
	});
});
