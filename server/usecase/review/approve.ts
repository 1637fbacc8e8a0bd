import { nextEnrollmentState } from '#shared/domain/enrollment/state.ts';
import { RefusalError } from '#shared/errors/refusal.ts';
import type { Evaluation } from '#shared/protocol/review.ts';
import type { EnrollmentRow } from '../enrollment/ports.ts';
import { tellOwner } from '../notice/tell-owner.ts';
import type { Services, Tx } from '../ports.ts';
import { makeOrder, orderFee } from './make-order.ts';
import { standing } from './standing.ts';

/**
 * 已办结, and the payment order by the fee rules, in the caller's transaction that holds the enrollment's row.
 * Nothing due (a lump sum covers the year, an exempt identity): no order. `approver` is an account, or `system`
 * for the rules alone. Throws RefusalError `enrollment.wrong-state`, `enrollment.findings-stand`, `enrollment.duplicate`.
 */
export async function approve(
	tx: Tx,
	services: Services,
	approver: string,
	row: EnrollmentRow,
	evaluation: Evaluation,
): Promise<void> {
	const next = nextEnrollmentState(row.state, 'approve');
	if (!next.ok) throw new RefusalError({ code: next.error });
	if (standing.has(evaluation.outcome)) throw new RefusalError({ code: 'enrollment.findings-stand' });
	const nowMs = services.clock.nowMs();
	const today = services.businessDate.today();
	const { scheme, fee } = await orderFee(tx, services, row, evaluation);
	await tx.enrollments.update({
		...row,
		state: next.value,
		decidedAtMs: nowMs,
		decidedOn: today,
		updatedAtMs: nowMs,
	});
	await tx.changes.append(row.ownerAccountId, { kind: 'enrollment', id: row.id });
	const detail = { evaluationId: evaluation.id, due: fee.due, amountFen: fee.personalFen };
	await tx.audit.append({
		atMs: nowMs,
		actor: approver,
		act: 'enrollment.approve',
		subject: row.id,
		detail,
	});
	const kind = !fee.due ? 'approved' : fee.payNow ? 'approved-pay' : 'approved-wait';
	await tellOwner(tx, services, { kind, accountId: row.ownerAccountId, enrollmentId: row.id });
	if (!fee.due) return;
	await makeOrder(tx, services, { row, scheme, fee, by: approver });
}
