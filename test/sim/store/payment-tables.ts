import type { FlowTx } from '#server/usecase/enrollment/ports.ts';
import type { ReportedKey, StrayPaymentRow } from '#server/usecase/payment/ports.ts';
import { isOpenOrder, needsAPerson } from '#shared/domain/payment/order-state.ts';
import type { Transaction } from './memory-database.ts';
import type { OrderRow, OrderTable } from '#server/usecase/payment/order-ports.ts';

/** As the SQL store has it. */
const mostQueriesOncePaid = 8;

function timely(orders: OrderRow[], nowMs: number, limit: number): OrderRow[] {
	return orders
		.filter(({ nextTryAtMs }) => nextTryAtMs <= nowMs)
		.sort((a, b) => a.nextTryAtMs - b.nextTryAtMs)
		.slice(0, limit);
}

function orders(at: Transaction): OrderTable {
	const all = () => at.visible('order');
	return {
		get: async (id) => at.find('order', id),
		getMany: async (ids) => all().filter(({ id }) => ids.includes(id)),
		ofOwner: async (accountId) => all().filter((order) => order.ownerAccountId === accountId),
		lock: (id) => at.lock('order', id),
		ofSerials: async (serials) => all().filter(({ serial }) => serials.includes(serial)),
		ofSerial: async (serial) => all().find((order) => order.serial === serial) ?? null,
		ofEnrollment: async (enrollmentId) =>
			all()
				.filter((order) => order.enrollmentId === enrollmentId)
				.sort(
					(a, b) =>
						Number(a.voidedAtMs !== null) - Number(b.voidedAtMs !== null) || b.createdAtMs - a.createdAtMs,
				)[0] ?? null,
		idsOfEnrollment: async (enrollmentId) =>
			all()
				.filter((order) => order.enrollmentId === enrollmentId)
				.map(({ id }) => id),
		insert: (order) => at.insert('order', order),
		async update(order) {
			await at.update('order', order.id, () => order);
		},
		async nextSerial(businessDate) {
			const n = at.database.nextOf('payment_order_serial');
			return `${businessDate.replaceAll('-', '')}${String(n).padStart(10, '0')}`;
		},
		async unacknowledged(nowMs, limit) {
			const waiting = all().filter(
				(order) =>
					order.acknowledgedAtMs === null &&
					(order.voidedAtMs !== null || (isOpenOrder(order.state) && order.fee.payNow)),
			);
			return timely(waiting, nowMs, limit);
		},
		async toQuery(nowMs, limit) {
			const waiting = all().filter(
				(order) =>
					order.acknowledgedAtMs !== null &&
					(isOpenOrder(order.state) ||
						needsAPerson(order.state) ||
						(order.state === 'paid' && order.attempts < mostQueriesOncePaid)),
			);
			return timely(waiting, nowMs, limit);
		},
		async page({ states, after, limit }) {
			const chosen = all()
				.filter(({ state }) => !states || states.includes(state))
				.sort((a, b) => b.createdAtMs - a.createdAtMs || (a.id < b.id ? 1 : -1));
			const rows = chosen
				.filter(
					(order) =>
						!after ||
						order.createdAtMs < after.createdAtMs ||
						(order.createdAtMs === after.createdAtMs && order.id < after.id),
				)
				.slice(0, limit)
				.map((order) => ({
					order,
					payment: at.visible('payment').find(({ orderId }) => orderId === order.id) ?? null,
				}));
			return { rows, total: chosen.length };
		},
		totals: notHere,
		countPaid: async (schoolCode) =>
			at.visible('payment').filter(({ orderId }) => at.find('order', orderId)?.schoolCode === schoolCode)
				.length,
	};
}

const isOf = (key: ReportedKey) => (row: StrayPaymentRow) =>
	row.reportedOrderId === key.reportedOrderId &&
	row.taxReceiptNumber === key.taxReceiptNumber &&
	row.amountFen === key.amountFen;

/** `npm run ledger` reads the SQL store's books. */
const notHere = (): never => {
	throw new Error('the memory store checks no ledger');
};

/** See `enrollment/ports.ts` and `payment/ports.ts` for what each call promises. */
export function paymentTables(at: Transaction): Pick<FlowTx, 'orders' | 'payments' | 'strays' | 'ledger'> {
	const held = () =>
		at
			.visible('stray')
			.filter(({ appliedAtMs, refundedAtMs }) => appliedAtMs === null && refundedAtMs === null);
	const mark = async (id: string, change: Partial<StrayPaymentRow>) => {
		await at.update('stray', id, (row) => ({ ...row, ...change }));
	};
	return {
		orders: orders(at),
		ledger: {
			post: (entry) => at.insert('ledger', entry),
			ofOrder: notHere,
			faults: notHere,
			balances: notHere,
		},
		payments: {
			insert: (payment) => at.insert('payment', payment),
			ofOrder: async (orderId) => at.visible('payment').find((row) => row.orderId === orderId) ?? null,
			settle: async (id, settledAtMs) => {
				if (at.find('payment', id)?.settledAtMs !== null) return false;
				return (await at.update('payment', id, (row) => ({ ...row, settledAtMs }))) === 'written';
			},
			get: async (id) => at.visible('payment').find((row) => row.id === id) ?? null,
			ofReceipts: async (numbers) =>
				at.visible('payment').filter(({ taxReceiptNumber }) => numbers.includes(taxReceiptNumber)),
			ofReceipt: async (number) =>
				at.visible('payment').find(({ taxReceiptNumber }) => taxReceiptNumber === number) ?? null,
		},
		strays: {
			async hold(row) {
				if (await at.insert('stray', row)) return true;
				const known = at.rows('stray').find(isOf(row));
				if (!known || known.orderId !== null) return false;
				const { orderId, reason } = row;
				await at.update('stray', known.id, (now) =>
					now.orderId === null ? { ...now, orderId, reason } : now,
				);
				return false;
			},
			find: async (key) => at.visible('stray').find(isOf(key)) ?? null,
			hasReceipt: async (key) =>
				at.visible('stray').some((row) => row.taxReceiptNumber === key.taxReceiptNumber && !isOf(key)(row)),
			get: async (id) => at.find('stray', id),
			lock: (id) => at.lock('stray', id),
			ofReceipt: async (number) =>
				at
					.visible('stray')
					.filter(({ taxReceiptNumber }) => taxReceiptNumber === number)
					.sort((a, b) => a.receivedAtMs - b.receivedAtMs),
			markApplied: (id, appliedAtMs) => mark(id, { appliedAtMs }),
			markRefundDue: (id, refundDueAtMs) => mark(id, { refundDueAtMs }),
			markRefunded: (id, refundedAtMs) => mark(id, { refundedAtMs }),
			ofOrders: async (ids) =>
				held()
					.filter(({ orderId }) => orderId !== null && ids.includes(orderId))
					.sort((a, b) => a.receivedAtMs - b.receivedAtMs),
			ofAll: async (limit) =>
				held()
					.sort((a, b) => b.receivedAtMs - a.receivedAtMs)
					.slice(0, limit),
			ofNoOrder: async (limit) =>
				held()
					.filter(({ orderId }) => orderId === null)
					.sort((a, b) => b.receivedAtMs - a.receivedAtMs)
					.slice(0, limit),
		},
	};
}
