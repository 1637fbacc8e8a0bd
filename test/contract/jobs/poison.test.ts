import { beforeAll, expect, it } from 'vitest';
import type { GatewayAnswer } from '#server/usecase/payment/ports.ts';
import { collectFacts } from '#server/usecase/enrollment/collect-facts.usecase.ts';
import { pushOrders } from '#server/usecase/payment/push-orders.usecase.ts';
import { queryOrders } from '#server/usecase/payment/query-orders.usecase.ts';
import { readCase } from '#server/usecase/review/read-review.usecase.ts';
import { approveEnrollment } from '#server/usecase/review/approve-enrollment.usecase.ts';
import { describeOnEachDatabase } from '../../support/databases.ts';
import { createWorld, type World } from '../../support/flow-world.ts';

/** What no driver should hand on, and one day will. */
const bug = () => {
	throw new TypeError('测试甲 is not a function');
};

describeOnEachDatabase('an item that meets a bug', (database) => {
	let world: World;
	const lines: string[] = [];
	beforeAll(async () => {
		world = await createWorld(database());
		world.services.logger.error = (fields) => void lines.push(JSON.stringify(fields));
	});

	it('holds up no other request for facts, and says nothing of the person in the log', async () => {
		const first = await world.declared();
		await world.declared();
		const { register } = world.services;
		world.services.register = {
			...register,
			insuranceStatus: async (id) =>
				id === first.person.idNumber ? bug() : await register.insuranceStatus(id),
		};
		expect(await collectFacts({ services: world.services })).toBe(1);
		// The one with the bug was put off, not asked again at once.
		expect(await collectFacts({ services: world.services })).toBe(0);
		expect(lines).toHaveLength(1);
		expect(lines[0]).toContain('TypeError');
		expect(lines.join()).not.toContain('测试甲');
	});

	it('holds up no other order on its way to the gateway, nor a question about one', async () => {
		const reviewer = await world.account('reviewer');
		for (const { record: id } of [await world.declared(), await world.declared()]) {
			const { evaluations } = await readCase({ services: world.services, actor: reviewer, id });
			const input = { id, evaluationId: evaluations.at(-1)!.id };
			await approveEnrollment({ services: world.services, actor: reviewer, input });
		}
		const { gateway } = world.services;
		let asked = 0;
		world.services.gateway = {
			...gateway,
			putOrder: async (order) => (++asked === 1 ? bug() : await gateway.putOrder(order)),
			queryOrder: async (): Promise<GatewayAnswer> => bug(),
		};
		expect(await pushOrders({ services: world.services })).toBe(1);
		world.clock.moveOn(60_000);
		expect(await pushOrders({ services: world.services })).toBe(1);
		world.clock.moveOn(60_000);
		const before = lines.length;
		expect(await queryOrders({ services: world.services })).toBe(0);
		expect(lines.length - before).toBe(2);
		expect(await queryOrders({ services: world.services })).toBe(0);
		expect(lines.length - before).toBe(2);
	});
});
