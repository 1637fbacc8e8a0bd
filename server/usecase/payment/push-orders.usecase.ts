import { schemeById } from '#shared/policy/registry.ts';
import { RefusalError } from '#shared/errors/error-codes.ts';
import { assert } from '#shared/std/assert.ts';
import type { EnrollmentRow, OrderRow } from '../enrollment/ports.ts';
import { eachAlone } from '../each-alone.ts';
import type { Services } from '../ports.ts';
import type { GatewayOrder } from './ports.ts';
import { retryDelayMs } from './retry.ts';

const system = { kind: 'system' } as const;
const batchSize = 20;
const firstQueryMs = 10_000;

/** Registers new orders with the gateway until it has acknowledged each. Answers with how many it took. */
export async function pushOrders({ services }: { services: Services }): Promise<number> {
	const waiting = await services.uow.run(system, async (tx) => {
		const orders = await tx.orders.unacknowledged(services.clock.nowMs(), batchSize);
		const found: { order: OrderRow; enrollment: EnrollmentRow | null }[] = [];
		for (const order of orders) {
			found.push({ order, enrollment: await tx.enrollments.get(order.enrollmentId) });
		}
		return found;
	});
	return eachAlone(services, waiting, {
		work: async function push({ order, enrollment }) {
			assert(enrollment, 'an order has its enrollment');
			const acknowledged = await pushOne(services, gatewayOrder(order, enrollment));
			await note(services, order.id, acknowledged);
			return acknowledged;
		},
		putOff: ({ order }) => note(services, order.id, false),
	});
}

async function pushOne(services: Services, order: GatewayOrder): Promise<boolean> {
	try {
		await services.gateway.putOrder(order);
		return true;
	} catch (error) {
		if (!(error instanceof RefusalError)) throw error;
		return false;
	}
}

/** No transaction is open while the gateway is asked: a slow one would hold its rows. */
async function note(services: Services, orderId: string, acknowledged: boolean): Promise<void> {
	await services.uow.run(system, async (tx) => {
		const order = await tx.orders.lock(orderId);
		if (!order || order.acknowledgedAtMs !== null) return;
		const nowMs = services.clock.nowMs();
		const retryMs = retryDelayMs(order.attempts, 2_000, 300_000);
		await tx.orders.update({
			...order,
			acknowledgedAtMs: acknowledged ? nowMs : null,
			attempts: acknowledged ? 0 : order.attempts + 1,
			nextTryAtMs: nowMs + (acknowledged ? firstQueryMs : retryMs),
		});
		if (!acknowledged) return;
		await tx.audit.append({
			atMs: nowMs,
			actor: 'system',
			act: 'order.register',
			subject: orderId,
			detail: {},
		});
	});
}

function gatewayOrder(order: OrderRow, { fields }: EnrollmentRow): GatewayOrder {
	const scheme = schemeById(order.schemeId);
	assert(scheme, 'an order has its scheme');
	return {
		orderId: order.id,
		serial: order.serial,
		amountFen: order.amountFen,
		payer: { name: String(fields.name ?? ''), idNumber: String(fields.idNumber ?? '') },
		period: { from: `${order.insuranceYear}-01-01`, to: `${order.insuranceYear}-12-31` },
		identity: scheme.payment.identityChecks.map(({ label, expected }) => ({
			label: label.zh,
			value: expected,
		})),
		methods: scheme.payment.methods.map(({ key, name, recommended }) => ({
			key,
			name: name.zh,
			recommended,
		})),
		receiptTitle: scheme.receipt.title,
		levyItem: scheme.receipt.levyItem,
	};
}
