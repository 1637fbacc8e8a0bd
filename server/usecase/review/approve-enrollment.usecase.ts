import type { OrderFee } from '#shared/domain/decision/decision.ts';
import { nextEnrollmentState } from '#shared/domain/enrollment/state.ts';
import { RefusalError } from '#shared/errors/error-codes.ts';
import { schemeById } from '#shared/policy/registry.ts';
import type { Scheme } from '#shared/policy/scheme.ts';
import type { ApproveInput, Evaluation } from '#shared/protocol/review.ts';
import { decideFee } from '#shared/rules/index.ts';
import { assert } from '#shared/std/assert.ts';
import type { IsoDate } from '#shared/std/date.ts';
import { newId } from '#shared/std/id.ts';
import type { Actor } from '../actor.ts';
import type { EnrollmentRow, OrderRow } from '../enrollment/ports.ts';
import { tellOwner } from '../notice/tell-owner.ts';
import type { Services, Tx } from '../ports.ts';
import { feeFacts } from './fee-facts.ts';
import { standing } from './standing.ts';

/**
 * A reviewer approves what the newest evaluation shows: 已办结, and the payment order by the fee rules in the
 * same transaction. Nothing due (a lump sum covers the year, an exempt identity): no order. The same approval again changes
 * nothing. Throws RefusalError `request.not-found`, `enrollment.own-review`, `enrollment.content-changed` (another evaluation is newest),
 * `enrollment.wrong-state`, `enrollment.findings-stand`, `enrollment.duplicate`.
 */
export async function approveEnrollment(call: {
	services: Services;
	actor: Extract<Actor, { kind: 'account' }>;
	input: ApproveInput;
}): Promise<void> {
	const { services, actor, input } = call;
	const ownerAccountId = await services.uow.run(actor, async (tx) => {
		const row = await tx.enrollments.lock(input.id);
		if (!row) throw new RefusalError({ code: 'request.not-found' });
		if (row.ownerAccountId === actor.accountId) throw new RefusalError({ code: 'enrollment.own-review' });
		const evaluation = await tx.evaluations.newest(row.id);
		if (evaluation?.id !== input.evaluationId) throw new RefusalError({ code: 'enrollment.content-changed' });
		if (row.state === 'approved') return null;
		await approve(tx, services, actor.accountId, row, evaluation);
		return row.ownerAccountId;
	});
	if (ownerAccountId) services.pokes.poke(ownerAccountId);
}

async function approve(
	tx: Tx,
	services: Services,
	reviewerId: string,
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
		actor: reviewerId,
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
	await tx.changes.append(row.ownerAccountId, { kind: 'order', id: order.id });
	const amount = { amountFen: order.amountFen };
	await tx.audit.append({
		atMs: nowMs,
		actor: reviewerId,
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
