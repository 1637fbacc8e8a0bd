import { sql, type Insertable, type Selectable } from 'kysely';
import type { OrderRow, OrderTable, PaymentRow, PaymentTable } from '#server/usecase/enrollment/ports.ts';
import { jsonb, type Trx } from './database.ts';
import type { FlowTables } from './flow-tables.ts';

function toOrder(stored: Selectable<FlowTables['payment_order']>): OrderRow {
	return {
		id: stored.id,
		enrollmentId: stored.enrollment_id,
		ownerAccountId: stored.owner_account_id,
		personId: stored.person_id,
		schemeId: stored.scheme_id,
		schoolCode: stored.school_code,
		insuranceYear: stored.insurance_year,
		payerNameMasked: stored.payer_name_masked,
		state: stored.state,
		fee: stored.fee,
		amountFen: stored.amount_fen,
		serial: stored.serial,
		createdAtMs: stored.created_at_ms,
		updatedAtMs: stored.updated_at_ms,
		acknowledgedAtMs: stored.acknowledged_at_ms,
		attempts: stored.attempts,
		nextTryAtMs: stored.next_try_at_ms,
	};
}

function fromOrder(order: OrderRow) {
	return {
		id: order.id,
		enrollment_id: order.enrollmentId,
		owner_account_id: order.ownerAccountId,
		person_id: order.personId,
		scheme_id: order.schemeId,
		school_code: order.schoolCode,
		insurance_year: order.insuranceYear,
		payer_name_masked: order.payerNameMasked,
		state: order.state,
		fee: jsonb(order.fee),
		amount_fen: order.amountFen,
		serial: order.serial,
		created_at_ms: order.createdAtMs,
		updated_at_ms: order.updatedAtMs,
		acknowledged_at_ms: order.acknowledgedAtMs,
		attempts: order.attempts,
		next_try_at_ms: order.nextTryAtMs,
	} as unknown as Insertable<FlowTables['payment_order']>;
}

function toPayment(stored: Selectable<FlowTables['payment']>): PaymentRow {
	return {
		id: stored.id,
		orderId: stored.order_id,
		taxReceiptNumber: stored.tax_receipt_number,
		paidFen: stored.paid_fen,
		paidAtMs: stored.paid_at_ms,
		paidOn: stored.paid_on,
		method: stored.method,
		periodFrom: stored.period_from,
		periodTo: stored.period_to,
		coverage: stored.coverage,
		createdAtMs: stored.created_at_ms,
	};
}

/** See `OrderTable` for what each call promises. */
export function orderRepository(trx: Trx): OrderTable {
	const all = trx.selectFrom('payment_order').selectAll();
	const first = async (query: typeof all) => {
		const stored = await query.executeTakeFirst();
		return stored ? toOrder(stored) : null;
	};
	const dueNow = (nowMs: number, limit: number) =>
		all
			.where('state', '=', 'due')
			.where('next_try_at_ms', '<=', nowMs)
			.orderBy('next_try_at_ms')
			.limit(limit);
	return {
		get: (id) => first(all.where('id', '=', id)),
		lock: (id) => first(all.where('id', '=', id).forUpdate()),
		ofEnrollment: (enrollmentId) =>
			first(
				all
					.where('enrollment_id', '=', enrollmentId)
					.orderBy(sql`state = 'void'`)
					.orderBy('created_at_ms', 'desc')
					.limit(1),
			),
		async insert(order) {
			const result = await trx
				.insertInto('payment_order')
				.values(fromOrder(order))
				.onConflict((conflict) => conflict.doNothing())
				.executeTakeFirst();
			return Number(result.numInsertedOrUpdatedRows) === 1;
		},
		async update(order) {
			await trx.updateTable('payment_order').set(fromOrder(order)).where('id', '=', order.id).execute();
		},
		async nextSerial(businessDate) {
			const { rows } = await sql<{ n: number }>`select nextval('payment_order_serial') as n`.execute(trx);
			return `${businessDate.replaceAll('-', '')}${String(rows[0]!.n).padStart(10, '0')}`;
		},
		async unacknowledged(nowMs, limit) {
			const rows = await dueNow(nowMs, limit).where('acknowledged_at_ms', 'is', null).execute();
			return rows.map(toOrder);
		},
		async toQuery(nowMs, limit) {
			const rows = await dueNow(nowMs, limit).where('acknowledged_at_ms', 'is not', null).execute();
			return rows.map(toOrder);
		},
		page: (after, limit) => page(trx, after, limit),
		async countPaid(schoolCode) {
			const { count } = await trx
				.selectFrom('payment_order')
				.select((eb) => eb.fn.countAll<number>().as('count'))
				.where('school_code', '=', schoolCode)
				.where('state', '=', 'paid')
				.executeTakeFirstOrThrow();
			return Number(count);
		},
	};
}

async function page(trx: Trx, after: { createdAtMs: number; id: string } | null, limit: number) {
	const { count } = await trx
		.selectFrom('payment_order')
		.select((eb) => eb.fn.countAll<number>().as('count'))
		.executeTakeFirstOrThrow();
	let chosen = trx.selectFrom('payment_order').selectAll();
	if (after) {
		chosen = chosen.where(sql<boolean>`(created_at_ms, id) < (${after.createdAtMs}, ${after.id}::uuid)`);
	}
	const orders = await chosen.orderBy('created_at_ms', 'desc').orderBy('id', 'desc').limit(limit).execute();
	const ids = orders.map((order) => order.id);
	const payments =
		ids.length === 0
			? []
			: await trx.selectFrom('payment').selectAll().where('order_id', 'in', ids).execute();
	const paymentByOrder = new Map(payments.map((payment) => [payment.order_id, toPayment(payment)]));
	const rows = orders.map((order) => ({
		order: toOrder(order),
		payment: paymentByOrder.get(order.id) ?? null,
	}));
	return { rows, total: Number(count) };
}

export function paymentRepository(trx: Trx): PaymentTable {
	return {
		async insert(payment) {
			const values = {
				id: payment.id,
				order_id: payment.orderId,
				tax_receipt_number: payment.taxReceiptNumber,
				paid_fen: payment.paidFen,
				paid_at_ms: payment.paidAtMs,
				paid_on: payment.paidOn,
				method: payment.method,
				period_from: payment.periodFrom,
				period_to: payment.periodTo,
				coverage: jsonb(payment.coverage),
				created_at_ms: payment.createdAtMs,
			} as unknown as Insertable<FlowTables['payment']>;
			const result = await trx
				.insertInto('payment')
				.values(values)
				.onConflict((conflict) => conflict.doNothing())
				.executeTakeFirst();
			return Number(result.numInsertedOrUpdatedRows) === 1;
		},
		async ofOrder(orderId) {
			const stored = await trx
				.selectFrom('payment')
				.selectAll()
				.where('order_id', '=', orderId)
				.executeTakeFirst();
			return stored ? toPayment(stored) : null;
		},
	};
}
