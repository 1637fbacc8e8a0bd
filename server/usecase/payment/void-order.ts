import { nextOrderState } from '#shared/domain/payment/order-state.ts';
import { RefusalError } from '#shared/errors/refusal.ts';
import type { Services, Tx } from '../ports.ts';
import { voidEntry } from './ledger-entries.ts';

/**
 * 申报作废: the enrollment's order is no longer to be paid, and the job carries that to the gateway. The one place
 * that writes `void`; without an order, or with a void one, nothing happens. `code` says why, and holds no
 * personal data. Throws RefusalError `enrollment.paid-already` once money came for it, fitting or not.
 */
export async function voidOrder(call: {
	tx: Tx;
	services: Services;
	enrollmentId: string;
	by: string;
	code: string;
}): Promise<void> {
	const { tx, services, enrollmentId, by, code } = call;
	const found = await tx.orders.ofEnrollment(enrollmentId);
	if (!found || found.voidedAtMs !== null) return;
	// Only an order that is still open can be held: a payment that came in meanwhile wins.
	const order = await tx.orders.lock(found.id);
	const state = order && nextOrderState(order.state, 'voided');
	if (!state) throw new RefusalError({ code: 'enrollment.paid-already' });
	const atMs = services.clock.nowMs();
	const untold = { acknowledgedAtMs: null, attempts: 0, nextTryAtMs: atMs };
	await tx.orders.update({ ...order, ...untold, state, voidedAtMs: atMs, updatedAtMs: atMs });
	await tx.ledger.post(voidEntry(order, { atMs, by }));
	await tx.changes.append(order.ownerAccountId, { kind: 'order', id: order.id });
	const detail = { code, from: order.state, to: state };
	await tx.audit.append({ atMs, actor: by, act: 'order.void', subject: order.id, detail });
}
