import type { OrderFee } from '#shared/domain/decision/decision.ts';
import { nextEnrollmentState } from '#shared/domain/enrollment/state.ts';
import { RefusalError } from '#shared/errors/error-codes.ts';
import { schemeById } from '#shared/policy/registry.ts';
import type { Scheme } from '#shared/policy/scheme.ts';
import type { Evaluation } from '#shared/protocol/review.ts';
import { decideFee } from '#shared/rules/index.ts';
import { assert } from '#shared/std/assert.ts';
import type { IsoDate } from '#shared/std/date.ts';
import { newId } from '#shared/std/id.ts';
import type { EnrollmentRow } from '../enrollment/ports.ts';
import { tellOwner } from '../notice/tell-owner.ts';
import { orderEntry } from '../payment/ledger-entries.ts';
import type { Services, Tx } from '../ports.ts';
import { feeFacts } from './fee-facts.ts';
import { standing } from './standing.ts';
import type { OrderRow } from '../payment/order-ports.ts';

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
	const scheme = schemeById(row.schemeId);
	assert(scheme, 'a declared enrollment has its scheme');
	const nowMs = services.clock.nowMs();
	const today = services.businessDate.today();
	const schoolRegistered = (await tx.schoolRegistrations.has(row.id)) || undefined;
	const fee = decideFee(scheme, feeFacts({ scheme, row, evaluation, date: today, schoolRegistered }));
	// An amount that hangs on an unknown age: a person must find that out first.
	if (fee.personalFen === null) throw new RefusalError({ code: 'enrollment.findings-stand' });
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

	const order = await newOrder(tx, services, {
		row,
		scheme,
		fee: { ...fee, personalFen: fee.personalFen },
		today,
	});
	if (!(await tx.orders.insert(order))) throw new RefusalError({ code: 'enrollment.duplicate' });
	await tx.ledger.post(orderEntry(order, { atMs: nowMs, by: approver }));
	await tx.changes.append(row.ownerAccountId, { kind: 'order', id: order.id });
	const amount = { amountFen: order.amountFen };
	await tx.audit.append({
		atMs: nowMs,
		actor: approver,
		act: 'order.create',
		subject: order.id,
		detail: amount,
	});
}

async function newOrder(
	tx: Tx,
	services: Services,
	content: { row: EnrollmentRow; scheme: Scheme; fee: OrderFee; today: IsoDate },
): Promise<OrderRow> {
	const { row, scheme, fee, today } = content;
	const nowMs = services.clock.nowMs();
	assert(row.personId, 'a declared enrollment has its person');
	assert(
		Number.isSafeInteger(fee.personalFen) && fee.personalFen > 0,
		'an amount due is whole and above zero',
	);
	return {
		id: newId(services.clock, services.random),
		enrollmentId: row.id,
		ownerAccountId: row.ownerAccountId,
		personId: row.personId,
		schemeId: row.schemeId,
		schoolCode: row.schoolCode,
		insuranceYear: scheme.insuranceYear,
		payerNameMasked: maskName(String(row.fields.name ?? '')),
		state: 'due',
		fee,
		amountFen: fee.personalFen,
		serial: await tx.orders.nextSerial(today),
		createdAtMs: nowMs,
		updatedAtMs: nowMs,
		acknowledgedAtMs: null,
		attempts: 0,
		nextTryAtMs: nowMs,
		gatewaySequence: 0,
		voidedAtMs: null,
	};
}

function maskName(name: string): string {
	const [first = '', ...rest] = [...name.trim()];
	return first + '*'.repeat(Math.min(rest.length, 3));
}
