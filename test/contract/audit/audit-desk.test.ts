import { sql } from 'kysely';
import { beforeAll, expect, it } from 'vitest';
import type { AccountActor } from '#server/usecase/actor.ts';
import { askChainCheck, runChainChecks } from '#server/usecase/audit/check-chain.usecase.ts';
import { readAudit, readChain } from '#server/usecase/audit/read-audit.usecase.ts';
import { sealAudit } from '#server/usecase/audit/seal-audit.usecase.ts';
import { findCases } from '#server/usecase/review/find-cases.usecase.ts';
import { readCase } from '#server/usecase/review/read-review.usecase.ts';
import type { AuditSearchInput } from '#shared/protocol/audit.ts';
import { describeOnEachDatabase } from '../../support/databases.ts';
import { createWorld, refusalOf, type World } from '../../support/flow-world.ts';

describeOnEachDatabase('the auditor’s desk', (database) => {
	let world: World;
	let auditor: AccountActor;
	let reviewer: AccountActor;
	let student: Awaited<ReturnType<World['declared']>>;
	beforeAll(async () => {
		world = await createWorld(database());
		auditor = await world.account('auditor');
		reviewer = (await world.student({ name: '欧阳审核', idNumber: '11010519491231002X' })).actor;
		reviewer = { ...reviewer, role: 'reviewer' };
		await sql`update account set role = 'reviewer' where id = ${reviewer.accountId}`.execute(
			database().owner,
		);
		student = await world.declared();
		await findCases({ services: world.services, actor: reviewer, query: { state: 'declared' } });
		await readCase({ services: world.services, actor: reviewer, id: student.record });
	});

	const search = (query: AuditSearchInput = {}) =>
		readAudit({ services: world.services, actor: auditor, query });
	const actsOf = async (query: AuditSearchInput) => (await search(query)).lines.map(({ act }) => act);

	it('tells who looked, by role and first character, newest first, and nothing else of anybody', async () => {
		const { lines } = await search({ group: 'looks', actor: reviewer.accountId });
		expect(lines.map(({ act, subject }) => [act, subject])).toEqual([
			['review.read', student.record],
			['review.queue', null],
		]);
		expect(lines[0]!.by).toEqual({ id: reviewer.accountId, role: 'reviewer', nameMasked: '欧***' });
		const text = JSON.stringify(await search());
		for (const personal of [student.person.idNumber, '测试甲', '欧阳', '11010519491231002X', '139']) {
			expect(text.replaceAll(/"(atMs|id)":\d+|[0-9a-f-]{32,}/g, ''), personal).not.toContain(personal);
		}
	});

	it('is searched by kind, by record and by days of Beijing, alone and together', async () => {
		expect(await actsOf({ subject: student.record, group: 'looks' })).toEqual(['review.read']);
		const again = await actsOf({ subject: student.record, group: 'looks' });
		expect(again).toEqual(['audit.search', 'review.read']);
		const decisions = await actsOf({ subject: student.record, group: 'decisions' });
		expect(decisions).toContain('enrollment.declare');
		expect(decisions).not.toContain('audit.search');
		const today = new Date(world.clock.nowMs() + 8 * 3_600_000).toISOString().slice(0, 10);
		expect((await search({ from: today, to: today })).lines.length).toBeGreaterThan(3);
		expect(await actsOf({ to: '2020-01-01' })).toEqual([]);
		expect(await actsOf({ from: '2999-01-01' })).toEqual([]);
	});

	it('comes in pages that neither repeat nor leave out, and its own searches are in it', async () => {
		await world.services.uow.run({ kind: 'system' }, (tx) =>
			tx.audit.appendAll(
				Array.from({ length: 120 }, (_, i) => ({
					atMs: 1_000_000 + (i % 7),
					actor: 'system',
					act: 'audit.search' as const,
					subject: null,
					detail: { i },
				})),
			),
		);
		const seen: number[] = [];
		let after: string | undefined;
		do {
			const page = await search({ to: '1970-01-02', ...(after === undefined ? {} : { after }) });
			seen.push(...page.lines.map(({ id }) => id));
			after = page.next ?? undefined;
		} while (after !== undefined);
		expect(new Set(seen).size).toBe(seen.length);
		expect(seen).toHaveLength(120);
		expect(await actsOf({ actor: auditor.accountId })).toContain('audit.search');
	});

	it('shows an auditor what the policies show: to no other role the entries are there', async () => {
		for (const role of ['student', 'clerk', 'school-admin'] as const) {
			const actor = await world.account(role, 'kmmu');
			const { lines } = await readAudit({ services: world.services, actor, query: {} });
			expect(lines, role).toEqual([]);
		}
	});

	it('walks the chain when asked, by a job, and keeps what it found', async () => {
		await sealAudit({ services: world.services, heads: world.services.auditHeads });
		const sealedBefore = (await readChain({ services: world.services, actor: auditor })).lastSeal!.number;
		const asked = await askChainCheck({ services: world.services, actor: auditor });
		const chain = () => readChain({ services: world.services, actor: auditor });
		expect((await chain()).checks).toEqual([{ ...asked, doneAtMs: null }]);
		expect(await runChainChecks({ services: world.services })).toBe(1);
		expect(await runChainChecks({ services: world.services })).toBe(0);
		const { lastSeal, lastHead, unsealed, checks } = await chain();
		expect(lastHead!.number).toBe(lastSeal!.number);
		expect(unsealed).toBeGreaterThan(0);
		expect(checks).toMatchObject([{ id: asked.id, sealed: lastSeal!.number, faults: [] }]);
		expect(lastSeal!.number).toBeGreaterThan(sealedBefore);
		// The planted fault, past every policy.
		await sql`update audit_entry set actor = 'nobody' where id = (select min(id) from audit_entry)`.execute(
			database().owner,
		);
		await askChainCheck({ services: world.services, actor: auditor });
		await runChainChecks({ services: world.services });
		expect((await chain()).checks[0]!.faults).toEqual([expect.stringContaining('not what was sealed')]);
		for (let i = 0; i < 4; i++) await askChainCheck({ services: world.services, actor: auditor });
		const refusal = await refusalOf(askChainCheck({ services: world.services, actor: auditor }));
		expect(refusal.code).toBe('request.too-many');
	});
});
