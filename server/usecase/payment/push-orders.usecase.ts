import { schemeById } from '#shared/policy/registry.ts';
import { RefusalError } from '#shared/errors/refusal.ts';
import { isOpenOrder } from '#shared/domain/payment/order-state.ts';
import { assert } from '#shared/std/assert.ts';
import type { EnrollmentRow } from '../enrollment/ports.ts';
import { eachAlone } from '../each-alone.ts';
import type { Services } from '../ports.ts';
import { reportBug } from '../bug-report.ts';
import type { GatewayAnswer, GatewayOrder } from './ports.ts';
import { retryDelayMs } from './retry.ts';
import { takeAnswer } from './take-answer.ts';
import type { OrderRow } from './order-ports.ts';

const system = { kind: 'system' } as const;
const batchSize = 20;
const firstQueryMs = 10_000;
const registered: GatewayAnswer = { state: 'due' };

/** C9: what is held must not be paid yet, so the gateway is not told of it. */
function isPayable(order: OrderRow): boolean {
	return isOpenOrder(order.state) && order.fee.payNow;
}

interface Waiting {
	order: OrderRow;
	enrollment: EnrollmentRow | null;
}

/** Carries new orders, and those made void, to the gateway until it has acknowledged each. Answers with how many it took. */
export async function pushOrders({ services }: { services: Services }): Promise<number> {
	const waiting = await services.uow.run(system, async (tx) => {
		const orders = await tx.orders.unacknowledged(services.clock.nowMs(), batchSize);
		const found: Waiting[] = [];
		for (const order of orders) {
			found.push({ order, enrollment: await tx.enrollments.get(order.enrollmentId) });
		}
		return found;
	});
	return pushEach(services, waiting);
}

/**
 * The orders of these enrollments at once, right after the decision that made, freed or voided them. Never
 * throws: what does not arrive, the job carries.
 */
export async function pushAtOnce(services: Services, enrollmentIds: readonly string[]): Promise<void> {
	try {
		const waiting = await services.uow.run(system, async (tx) => {
			const found: Waiting[] = [];
			for (const id of enrollmentIds) {
				const order = await tx.orders.ofEnrollment(id);
				const mayGo = order?.acknowledgedAtMs === null && (order.voidedAtMs !== null || isPayable(order));
				if (mayGo) found.push({ order, enrollment: await tx.enrollments.get(id) });
			}
			return found;
		});
		await pushEach(services, waiting);
	} catch (error) {
		reportBug(services.logger, error, { work: 'push at once' });
	}
}

function pushEach(services: Services, waiting: Waiting[]): Promise<number> {
	return eachAlone(services, waiting, {
		work: async function push({ order, enrollment }) {
			assert(enrollment, 'an order has its enrollment');
			const answer = await heard(
				order.voidedAtMs === null
					? services.gateway.putOrder(gatewayOrder(order, enrollment)).then(() => registered)
					: services.gateway.voidOrder(order.id),
			);
			await note(services, order, answer !== null);
			// It may have been paid before it was void.
			if (answer) await takeAnswer(services, order.id, answer);
			return answer !== null;
		},
		putOff: ({ order }) => note(services, order, false),
	});
}

/** Null when the gateway is silent. */
async function heard(call: Promise<GatewayAnswer>): Promise<GatewayAnswer | null> {
	try {
		return await call;
	} catch (error) {
		if (!(error instanceof RefusalError)) throw error;
		return null;
	}
}

/** No transaction is open while the gateway is asked: a slow one would hold its rows. */
async function note(services: Services, carried: OrderRow, acknowledged: boolean): Promise<void> {
	const isNews = await services.uow.run(system, async (tx) => {
		const order = await tx.orders.lock(carried.id);
		// Made void while it was on its way: that is still to be carried.
		if (!order || order.acknowledgedAtMs !== null || order.voidedAtMs !== carried.voidedAtMs) return false;
		const nowMs = services.clock.nowMs();
		const retryMs = retryDelayMs(order.attempts, 2_000, 300_000);
		await tx.orders.update({
			...order,
			acknowledgedAtMs: acknowledged ? nowMs : null,
			attempts: acknowledged ? 0 : order.attempts + 1,
			nextTryAtMs: nowMs + (acknowledged ? firstQueryMs : retryMs),
		});
		if (!acknowledged) return false;
		await tx.changes.append(order.ownerAccountId, { kind: 'order', id: order.id });
		await tx.audit.append({
			atMs: nowMs,
			actor: 'system',
			act: order.voidedAtMs === null ? 'order.register' : 'order.void-carried',
			subject: order.id,
			detail: {},
		});
		return true;
	});
	if (isNews) services.pokes.poke(carried.ownerAccountId);
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
