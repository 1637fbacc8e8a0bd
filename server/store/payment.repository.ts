import { sql, type Insertable, type Selectable } from 'kysely';

import { isOpenOrder, orderStates, statesForAPerson } from '#shared/domain/payment/order-state.ts';
import { searchKey } from '#shared/domain/review/desk.ts';
import { jsonb, type Trx } from './database.ts';
import type { FlowTables } from './flow-tables.ts';
import type {
	MoneyTotal,
	OrderRow,
	OrderSearch,
	OrderTable,
	PaymentRow,
	PaymentTable,
} from '#server/usecase/payment/order-ports.ts';

/** A paid order is asked about a few times more, ever later: a second payment's callback may be lost too. */
const mostQueriesOncePaid = 8;

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
		gatewaySequence: stored.gateway_sequence,
		failuresAtMs: stored.failures_at_ms,
		voidedAtMs: stored.voided_at_ms,
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
		gateway_sequence: order.gatewaySequence,
		failures_at_ms: jsonb(order.failuresAtMs),
		voided_at_ms: order.voidedAtMs,
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
		personId: stored.person_id,
		insurance: stored.insurance,
		insuranceYear: stored.insurance_year,
		settledAtMs: stored.settled_at_ms,
	};
}

/** See `OrderTable` for what each call promises. */
export function orderRepository(trx: Trx): OrderTable {
	const all = () => trx.selectFrom('payment_order').selectAll();
	const first = async (query: ReturnType<typeof all>) => {
		const stored = await query.executeTakeFirst();
		return stored ? toOrder(stored) : null;
	};
	const many = async (column: 'id' | 'serial', values: readonly string[]) =>
		values.length === 0 ? [] : (await all().where(column, 'in', values).execute()).map(toOrder);
	const timely = (nowMs: number, limit: number) =>
		all().where('next_try_at_ms', '<=', nowMs).orderBy('next_try_at_ms').limit(limit);
	const isOpen = sql<boolean>`state in (${sql.join(orderStates.filter(isOpenOrder))})`;
	return {
		ofOwner: async (accountId) =>
			(await all().where('owner_account_id', '=', accountId).execute()).map(toOrder),
		get: (id) => first(all().where('id', '=', id)),
		getMany: (ids) => many('id', ids),
		lock: (id) => first(all().where('id', '=', id).forUpdate()),
		ofSerial: (serial) => first(all().where('serial', '=', serial)),
		ofSerials: (serials) => many('serial', serials),
		ofEnrollment: (enrollmentId) =>
			first(
				all()
					.where('enrollment_id', '=', enrollmentId)
					.orderBy(sql`voided_at_ms is not null`)
					.orderBy('created_at_ms', 'desc')
					.limit(1),
			),
		idsOfEnrollment: (enrollmentId) => idsOfEnrollment(trx, enrollmentId),
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
			const isPayable = sql<boolean>`${isOpen} and (fee ->> 'payNow')::boolean`;
			const rows = await timely(nowMs, limit)
				.where('acknowledged_at_ms', 'is', null)
				.where((eb) => eb.or([eb('voided_at_ms', 'is not', null), isPayable]))
				.execute();
			return rows.map(toOrder);
		},
		async toQuery(nowMs, limit) {
			const rows = await timely(nowMs, limit)
				.where('acknowledged_at_ms', 'is not', null)
				.where((eb) =>
					eb.or([
						isOpen,
						eb('state', 'in', [...statesForAPerson]),
						eb('state', '=', 'paid').and('attempts', '<', mostQueriesOncePaid),
					]),
				)
				.execute();
			return rows.map(toOrder);
		},
		page: (query) => page(trx, query),
		countPaid: (schoolCode) => countPaid(trx, schoolCode),
		totals: (limit) => totals(trx, limit),
	};
}

async function idsOfEnrollment(trx: Trx, enrollmentId: string): Promise<string[]> {
	const rows = await trx
		.selectFrom('payment_order')
		.select('id')
		.where('enrollment_id', '=', enrollmentId)
		.execute();
	return rows.map(({ id }) => id);
}

async function countPaid(trx: Trx, schoolCode: string): Promise<number> {
	const { count } = await trx
		.selectFrom('payment_order as o')
		.innerJoin('payment as p', 'p.order_id', 'o.id')
		.select((eb) => eb.fn.countAll<number>().as('count'))
		.where('o.school_code', '=', schoolCode)
		.executeTakeFirstOrThrow();
	return Number(count);
}

/** One more than goes into a file; counting all of a million takes longer than showing fifty. */
const mostCounted = 20_001;

async function page(trx: Trx, { states, search, after, limit }: Parameters<OrderTable['page']>[0]) {
	const inStates = sql<boolean>`${states ? sql`state in (${sql.join([...states])})` : sql`true`}
		and ${searched(search)}`;
	const { rows: counted } = await sql<{ count: number }>`select count(*)::int as count from (select 1
		from payment_order where ${inStates} order by created_at_ms desc, id desc limit ${mostCounted}) o`.execute(
		trx,
	);
	let chosen = trx.selectFrom('payment_order').selectAll().where(inStates);
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
	return { rows, total: counted[0]!.count };
}

/** Above every text that begins with the key: no sign comes after this one. */
const highest = '\u{10FFFF}';

/**
 * A name is compared whole; only who may see enrollments finds by it. Each part has an index of its own, so what is found is
 * put together before any order is looked at.
 */
function searched(search: OrderSearch | undefined) {
	const { text = null, schoolCode = null } = search ?? {};
	const ofSchool = schoolCode === null ? sql`true` : sql`school_code = ${schoolCode}`;
	if (text === null) return ofSchool;
	const begins = (column: string) => {
		const bytes = sql`${sql.ref(column)} collate "C"`;
		return sql`${bytes} >= ${text} and ${bytes} < ${text + highest}`;
	};
	return sql`${ofSchool} and id in (select o.id from payment_order o where ${begins('o.serial')}
		union all select p.order_id from payment p where ${begins('p.tax_receipt_number')}
		union all select s.order_id from stray_payment s where ${begins('s.tax_receipt_number')} and s.order_id is not null
		union all select o.id from enrollment e join payment_order o on o.enrollment_id = e.id
			where e.name_key = ${searchKey(text)} and e.state in ('declared', 'returned', 'approved', 'rejected'))`;
}

async function totals(trx: Trx, limit: number): Promise<MoneyTotal[]> {
	const { rows } = await sql<MoneyTotal>`
		select o.school_code as "schoolCode", p.method, count(*)::int as count, sum(p.paid_fen)::bigint as "amountFen",
			p.paid_on::text as day
		from payment p join payment_order o on o.id = p.order_id
		group by o.school_code, p.method, day order by day desc, o.school_code, p.method limit ${limit}`.execute(trx);
	return rows;
}

export function paymentRepository(trx: Trx): PaymentTable {
	const first = async (column: 'id' | 'order_id' | 'tax_receipt_number', value: string) => {
		const stored = await trx.selectFrom('payment').selectAll().where(column, '=', value).executeTakeFirst();
		return stored ? toPayment(stored) : null;
	};
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
				person_id: payment.personId,
				insurance: payment.insurance,
				insurance_year: payment.insuranceYear,
				settled_at_ms: payment.settledAtMs,
			} as unknown as Insertable<FlowTables['payment']>;
			const result = await trx
				.insertInto('payment')
				.values(values)
				.onConflict((conflict) => conflict.doNothing())
				.executeTakeFirst();
			return Number(result.numInsertedOrUpdatedRows) === 1;
		},
		ofOrder: (orderId) => first('order_id', orderId),
		ofReceipt: (taxReceiptNumber) => first('tax_receipt_number', taxReceiptNumber),
		async ofReceipts(numbers) {
			if (numbers.length === 0) return [];
			const rows = await trx
				.selectFrom('payment')
				.selectAll()
				.where('tax_receipt_number', 'in', [...numbers])
				.execute();
			return rows.map(toPayment);
		},
		async settle(id, atMs) {
			const result = await trx
				.updateTable('payment')
				.set({ settled_at_ms: atMs })
				.where('id', '=', id)
				.where('settled_at_ms', 'is', null)
				.executeTakeFirst();
			return Number(result.numUpdatedRows) === 1;
		},
		get: (id) => first('id', id),
	};
}
