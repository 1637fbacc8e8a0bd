import type { OrderFee } from '#shared/domain/decision/decision.ts';
import { RefusalError } from '#shared/errors/refusal.ts';
import { schemeById } from '#shared/policy/registry.ts';
import type { Scheme } from '#shared/policy/scheme.ts';
import type { Evaluation } from '#shared/protocol/review.ts';
import { decideFee } from '#shared/rules/index.ts';
import { assert } from '#shared/std/assert.ts';
import { newId } from '#shared/std/id.ts';
import type { EnrollmentRow } from '../enrollment/ports.ts';
import { orderEntry } from '../payment/ledger-entries.ts';
import type { OrderRow } from '../payment/order-ports.ts';
import type { Services, Tx } from '../ports.ts';
import { feeFacts } from './fee-facts.ts';

/** What is due today for an enrollment. Throws RefusalError `enrollment.findings-stand` where nobody can say how much. */
export async function orderFee(
	tx: Tx,
	services: Services,
	row: EnrollmentRow,
	evaluation: Evaluation,
): Promise<{ scheme: Scheme; fee: OrderFee }> {
	const scheme = schemeById(row.schemeId);
	assert(scheme, 'a declared enrollment has its scheme');
	const date = services.businessDate.today();
	const schoolRegistered = (await tx.schoolRegistrations.has(row.id)) || undefined;
	const fee = decideFee(scheme, feeFacts({ scheme, row, evaluation, date, schoolRegistered }));
	const { personalFen } = fee;
	// An amount that hangs on an unknown age: a person must find that out first.
	if (personalFen === null) throw new RefusalError({ code: 'enrollment.findings-stand' });
	return { scheme, fee: { ...fee, personalFen } };
}

/** The enrollment's order, in the books too. Throws RefusalError `enrollment.duplicate` where it has one. `by`: an account id or `system`. */
export async function makeOrder(
	tx: Tx,
	services: Services,
	content: { row: EnrollmentRow; scheme: Scheme; fee: OrderFee; by: string },
): Promise<OrderRow> {
	const { row, by } = content;
	const order = await newOrder(tx, services, content);
	if (!(await tx.orders.insert(order))) throw new RefusalError({ code: 'enrollment.duplicate' });
	const atMs = services.clock.nowMs();
	await tx.ledger.post(orderEntry(order, { atMs, by }));
	await tx.changes.append(row.ownerAccountId, { kind: 'order', id: order.id });
	const detail = { amountFen: order.amountFen };
	await tx.audit.append({ atMs, actor: by, act: 'order.create', subject: order.id, detail });
	return order;
}

async function newOrder(
	tx: Tx,
	services: Services,
	{ row, scheme, fee }: { row: EnrollmentRow; scheme: Scheme; fee: OrderFee },
): Promise<OrderRow> {
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
		serial: await tx.orders.nextSerial(services.businessDate.today()),
		createdAtMs: nowMs,
		updatedAtMs: nowMs,
		acknowledgedAtMs: null,
		attempts: 0,
		nextTryAtMs: nowMs,
		gatewaySequence: 0,
		failuresAtMs: [],
		voidedAtMs: null,
	};
}

function maskName(name: string): string {
	const [first = '', ...rest] = [...name.trim()];
	return first + '*'.repeat(Math.min(rest.length, 3));
}
