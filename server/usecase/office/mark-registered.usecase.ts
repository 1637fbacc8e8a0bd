import type { OrderFee } from '#shared/domain/decision/decision.ts';
import { RefusalError } from '#shared/errors/refusal.ts';
import { schemeById } from '#shared/policy/registry.ts';
import type { MarkRegisteredInput, MarkRegisteredResult } from '#shared/protocol/office.ts';
import { decideFee } from '#shared/rules/index.ts';
import { assert } from '#shared/std/assert.ts';
import type { IsoDate } from '#shared/std/date.ts';
import type { AccountActor } from '../actor.ts';
import { tellOwner } from '../notice/tell-owner.ts';
import type { Services, Tx } from '../ports.ts';
import type { OrderRow } from '../payment/order-ports.ts';

/**
 * A school administrator says that these students are entered in the insurance platform (C8): the hold of C9
 * falls. All in one transaction. An enrollment that is absent, another school's or not approved is passed
 * over, each alike, and counted as not done; one that is marked already counts as done and stays as it is.
 * Throws `request.not-found` without a school.
 */
export async function markRegistered(call: {
	services: Services;
	actor: AccountActor;
	input: MarkRegisteredInput;
}): Promise<MarkRegisteredResult> {
	const { services, actor } = call;
	const { schoolCode } = actor;
	if (actor.role !== 'school-admin' || !schoolCode) throw new RefusalError({ code: 'request.not-found' });
	// Always in the same order, so that two administrators do not wait for each other in a circle.
	const ids = [...new Set(call.input.ids)].sort();
	const told = new Set<string>();
	const done = await services.uow.run(actor, async (tx) => {
		let marked = 0;
		for (const id of ids) {
			const row = await tx.enrollments.get(id);
			if (row?.state !== 'approved' || row.schoolCode !== schoolCode) continue;
			marked += 1;
			if (!(await mark(tx, services, { actor, schoolCode, enrollmentId: id }))) continue;
			if (await liftHold(tx, services, { actor, enrollmentId: id })) told.add(row.ownerAccountId);
		}
		return marked;
	});
	for (const accountId of told) services.pokes.poke(accountId);
	return { done, notDone: ids.length - done };
}

async function mark(
	tx: Tx,
	services: Services,
	{ actor, schoolCode, enrollmentId }: { actor: AccountActor; schoolCode: string; enrollmentId: string },
): Promise<boolean> {
	const markedAtMs = services.clock.nowMs();
	const markedOn = services.businessDate.today();
	const isNew = await tx.schoolRegistrations.insert({
		enrollmentId,
		schoolCode,
		markedBy: actor.accountId,
		markedAtMs,
		markedOn,
	});
	if (!isNew) return false;
	await tx.audit.append({
		atMs: markedAtMs,
		actor: actor.accountId,
		act: 'enrollment.mark-registered',
		subject: enrollmentId,
		detail: { fact: 'student.schoolRegistered', provenance: 'roster', on: markedOn },
	});
	return true;
}

/** Decides the fee again, now that the school has spoken. False when there is no order that waits. */
async function liftHold(
	tx: Tx,
	services: Services,
	{ actor, enrollmentId }: { actor: AccountActor; enrollmentId: string },
): Promise<boolean> {
	const found = await tx.orders.ofEnrollment(enrollmentId);
	const order = found && (await tx.orders.lock(found.id));
	if (order?.state !== 'due' || order.fee.payNow) return false;
	const fee = feeOfRegistered(order, services.businessDate.today());
	const atMs = services.clock.nowMs();
	await tx.orders.update({ ...order, fee, updatedAtMs: atMs });
	await tx.changes.append(order.ownerAccountId, { kind: 'order', id: order.id });
	if (fee.payNow)
		await tellOwner(tx, services, { kind: 'hold-lifted', accountId: order.ownerAccountId, enrollmentId });
	await tx.audit.append({
		atMs,
		actor: actor.accountId,
		act: 'order.fee-decided',
		subject: order.id,
		detail: { payNow: fee.payNow, amountFen: fee.personalFen },
	});
	return true;
}

/**
 * An order is only made for what approval found due, so neither a lump sum nor the place of identity stands
 * in its way: those facts, which a school may not see, are not asked for again.
 */
function feeOfRegistered(order: OrderRow, date: IsoDate): OrderFee {
	const scheme = schemeById(order.schemeId);
	assert(scheme, 'an order has its scheme');
	const facts = { date, student: { schoolRegistered: true }, reviewed: true };
	const fee = decideFee(scheme, facts, { ageClass: order.fee.ageClass });
	const { personalFen } = fee;
	assert(fee.due && personalFen === order.amountFen, 'the school’s word changes when to pay, not how much');
	return { ...fee, personalFen };
}
