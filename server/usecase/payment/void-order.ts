import { RefusalError } from '#shared/errors/error-codes.ts';
import type { Services, Tx } from '../ports.ts';

/**
 * 申报作废: the enrollment's order is no longer to be paid. The one place that writes `void`; without an order, or
 * with a void one, nothing happens. `code` says why, and holds no personal data.
 * Throws RefusalError `enrollment.paid-already`.
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
	if (!found || found.state === 'void') return;
	// Only what is still due can be held: a payment that came in meanwhile wins.
	const order = await tx.orders.lock(found.id);
	if (order?.state !== 'due') throw new RefusalError({ code: 'enrollment.paid-already' });
	const atMs = services.clock.nowMs();
	await tx.orders.update({ ...order, state: 'void', updatedAtMs: atMs });
	await tx.changes.append(order.ownerAccountId, { kind: 'order', id: order.id });
	await tx.audit.append({ atMs, actor: by, act: 'order.void', subject: order.id, detail: { code } });
}
