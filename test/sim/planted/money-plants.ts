/** Faults of orders and money. */
import type { Plant } from './plant.ts';

const record = 'server/usecase/payment/record-payment.usecase.ts';

export const moneyPlants: Plant[] = [
	{
		name: 'amount-unlooked',
		words: 'any amount pays an order',
		breaks: [11],
		seed: 1,
		patches: [{ file: record, from: "if (payment.amountFen !== order.amountFen) return 'amount';", to: '' }],
	},
	{
		name: 'forgery-taken',
		words: 'a callback counts whoever signed it',
		breaks: [11],
		seed: 1,
		patches: [
			{
				file: 'server/usecase/payment/verify-callback.ts',
				from: "if (!isSameDigest(expected, signature)) return err('payment.signature-invalid');",
				to: 'void isSameDigest(expected, signature);',
			},
		],
	},
	{
		name: 'repeated-payment',
		words: 'a payment that is told twice is held as a second one',
		breaks: [11],
		seed: 1,
		patches: [{ file: record, from: "		return 'repeated';", to: '' }],
	},
	{
		name: 'stray-lost',
		words: 'money that is no order’s payment is kept nowhere',
		breaks: [11],
		seed: 1,
		tx: (tx) => ({ strays: { ...tx.strays, hold: async () => {} } }),
	},
	{
		name: 'void-order-paid',
		words: 'a void order takes a payment',
		breaks: [0, 10, 11, 17],
		seed: 1,
		patches: [{ file: record, from: "if (order.voidedAtMs !== null) return 'order-void';", to: '' }],
	},
	{
		name: 'payment-untold',
		words: 'a payment reaches no phone',
		breaks: [4, 6],
		seed: 1,
		patches: [
			{
				file: record,
				from: "	await tx.changes.append(order.ownerAccountId, { kind: 'order', id: order.id });",
				to: '',
			},
		],
	},
	{
		name: 'paid-without-payment',
		words: 'an order is paid because somebody asked about it',
		breaks: [10],
		seed: 1,
		patches: [
			{
				file: 'server/usecase/payment/query-orders.usecase.ts',
				from: 'acknowledgedAtMs: isLost ? null : order.acknowledgedAtMs,',
				to: "acknowledgedAtMs: isLost ? null : order.acknowledgedAtMs, state: isOpenOrder(order.state) ? 'paid' : order.state,",
			},
		],
	},
	{
		name: 'orders-unheld',
		words: 'two reports of a payment are not one after the other',
		breaks: [0, 2, 10, 11],
		seed: 1,
		tx: (tx) => ({ orders: { ...tx.orders, lock: (id) => tx.orders.get(id) } }),
	},
	{
		name: 'void-uncarried',
		words: 'the tax side is not told of a void order',
		breaks: [17],
		seed: 1,
		patches: [
			{
				file: 'test/sim/store/payment-tables.ts',
				from: '(order.voidedAtMs !== null || (isOpenOrder(order.state) && order.fee.payNow))',
				to: '(isOpenOrder(order.state) && order.fee.payNow)',
			},
		],
	},
];
