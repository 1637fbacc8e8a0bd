import { beforeAll, expect, it } from 'vitest';
import { limits, type Limit } from '#server/usecase/account/limits.ts';
import type { AccountActor } from '#server/usecase/actor.ts';
import { readAudit } from '#server/usecase/audit/read-audit.usecase.ts';
import { askOrders } from '#server/usecase/office/export-orders.usecase.ts';
import { readOrders } from '#server/usecase/office/read-office.usecase.ts';
import { readReminder, readStudents } from '#server/usecase/outcome/read-students.usecase.ts';
import { findCases } from '#server/usecase/review/find-cases.usecase.ts';
import { readRosterStudents } from '#server/usecase/roster/read-roster.usecase.ts';
import type { Role } from '#shared/domain/account/role.ts';
import { describeOnEachDatabase } from '../../support/databases.ts';
import { createWorld, refusalOf, type World } from '../../support/flow-world.ts';
import { usedButOne } from '../../support/used-limits.ts';

const schemeId = 'yunnan-kunming-2023';

describeOnEachDatabase('how much staff may search and take out', (database) => {
	let world: World;
	beforeAll(async () => (world = await createWorld(database())));

	/** The last call that the limit allows, the one too many, another account's, and the next hour's. */
	async function showLimit(limit: Limit, role: Role, call: (actor: AccountActor) => Promise<unknown>) {
		const school = role === 'school-admin' ? 'kmmu' : null;
		const [one, other] = [await world.account(role, school), await world.account(role, school)];
		await usedButOne(world, limit, one.accountId);
		await call(one);
		const refusal = await refusalOf(call(one));
		expect(refusal).toMatchObject({ code: 'request.too-many', retryAfterSeconds: expect.any(Number) });
		await call(other);
		world.clock.moveOn(limit.windowMs);
		await call(one);
	}

	it('files of orders: twenty an hour', () =>
		showLimit(limits.exportByAccount, 'clerk', (actor) =>
			askOrders({
				services: world.services,
				actor,
				input: { id: world.newId(), choice: {}, reason: '对账' },
			}),
		));

	it('searches for orders and in the audit: six hundred an hour; pages without a search are none', async () => {
		const { services } = world;
		const clerk = await world.account('clerk');
		const search = (actor: AccountActor) => readOrders({ services, actor, query: { text: '测试甲' } });
		await showLimit(limits.searchByAccount, 'clerk', search);
		await usedButOne(world, limits.searchByAccount, clerk.accountId);
		for (let i = 0; i < 5; i++) await readOrders({ services, actor: clerk, query: {} });
		await search(clerk);
		await showLimit(limits.searchByAccount, 'auditor', (actor) => readAudit({ services, actor, query: {} }));
	});

	it('searches at the desks of reviewers and schools likewise, and names in full as files', async () => {
		const { services } = world;
		await showLimit(limits.searchByAccount, 'reviewer', (actor) =>
			findCases({ services, actor, query: { text: '测试甲' } }),
		);
		await showLimit(limits.searchByAccount, 'school-admin', (actor) =>
			readRosterStudents({ services, actor, input: { text: '测试甲' } }),
		);
		await showLimit(limits.searchByAccount, 'school-admin', (actor) =>
			readStudents({ services, actor, query: { schemeId, number: '2022' } }),
		);
		await showLimit(limits.exportByAccount, 'school-admin', (actor) =>
			readReminder({ services, actor, input: { schemeId, names: 'full' } }),
		);
	});
});
