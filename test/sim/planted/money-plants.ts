/** Faults of orders, callbacks and payments. */
import type { Plant } from './plant.ts';

const record = 'server/usecase/payment/record-payment.usecase.ts';

export const moneyPlants: Plant[] = [
	{
		name: 'paid-twice',
		words: 'a second payment of one person and year is taken',
		breaks: [12],
		seed: 9,
		patches: [
			{
				file: record,
				from: "applied ? 'paid-already' : await applyPayment(apply)",
				to: 'await applyPayment(apply)',
			},
			{
				file: record,
				from: "await move(report, order, reason ? 'misfit' : 'paid');",
				to: "if (order.state !== 'paid') await move(report, order, reason ? 'misfit' : 'paid');",
			},
			{
				file: 'test/sim/store/tables.ts',
				from: '			order: ({ orderId }) => orderId,\n			receiptNumber: ({ taxReceiptNumber }) => taxReceiptNumber,\n			ofPerson: (paid) => `${paid.personId} ${paid.insurance} ${paid.insuranceYear}`,\n',
				to: '',
			},
		],
	},
	{
		name: 'amount-unchecked',
		words: 'a payment of another amount than the order’s is taken',
		breaks: [11],
		seed: 56,
		patches: [
			{
				file: 'server/usecase/payment/apply-payment.ts',
				from: "if (amountFen !== order.amountFen) return 'amount';",
				to: '',
			},
		],
	},
	{
		name: 'forged-taken',
		words: 'a callback that nobody signed is taken',
		breaks: [11],
		seed: 40,
		patches: [
			{
				file: 'server/usecase/payment/verify-callback.ts',
				from: "if (!isSameDigest(expected, signature)) return err('payment.signature-invalid');",
				to: '',
			},
		],
	},
	{
		name: 'callback-counts-twice',
		words: 'the callback that comes again counts as more money',
		breaks: [11],
		seed: 9,
		patches: [
			{
				file: record,
				from: 'if (applied?.taxReceiptNumber === payment.taxReceiptNumber &&',
				to: 'if (false && applied?.taxReceiptNumber === payment.taxReceiptNumber &&',
			},
		],
	},
	{
		name: 'late-money-lost',
		words: 'money for an order that was made void before is nowhere',
		breaks: [11],
		seed: 131,
		patches: [
			{
				file: record,
				from: 'const apply = {',
				to: "if (order.voidedAtMs !== null) return 'repeated'; const apply = {",
			},
		],
	},
	{
		name: 'misfit-dropped',
		words: 'reported money that does not fit is not held',
		breaks: [11],
		seed: 9,
		patches: [{ file: record, from: 'if (reason) await hold(report, order, reason);', to: '' }],
	},
	{
		name: 'amount-recalculated',
		words: 'an order’s amount changes when the tax side hears of it',
		breaks: [11],
		seed: 9,
		patches: [
			{
				file: 'server/usecase/payment/push-orders.usecase.ts',
				from: 'acknowledgedAtMs: acknowledged ? nowMs : null,',
				to: 'acknowledgedAtMs: acknowledged ? nowMs : null, amountFen: order.amountFen + 100,',
			},
		],
	},
	{
		name: 'stop-unasked',
		words: 'nobody asks what became of a stop whose answer was lost',
		breaks: [17],
		seed: 203,
		patches: [
			{
				file: 'server/usecase/stop/read-latest-stop.usecase.ts',
				from: "if (answer === 'unknown') return",
				to: 'if (true) return',
			},
		],
	},
	{
		name: 'stop-refusal-misread',
		words: 'a stop that the register refused counts as done',
		breaks: [2],
		seed: 67,
		patches: [
			{
				file: 'server/usecase/stop/settle-stop.ts',
				from: ": { ...row, state: 'refused', refusal: answer.reason, settledAtMs: nowMs };",
				to: ": { ...row, state: 'effective', receiptNumber: 'T0', settledAtMs: nowMs };",
			},
		],
	},
];
