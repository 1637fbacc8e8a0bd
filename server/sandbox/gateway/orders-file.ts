import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export type Method = 'unionpay' | 'wechat' | 'wechat-qr' | 'bank';

/** An order as the product registers it. */
export interface Order {
	orderId: string;
	serial: string;
	amountFen: number;
	payer: { name: string; idNumber: string };
	period: { from: string; to: string };
	identity: { label: string; value: string }[];
	methods: { key: Method; name: string; recommended: boolean }[];
	receiptTitle: string;
	levyItem: string;
}

export interface Payment {
	orderId: string;
	amountFen: number;
	taxReceiptNumber: string;
	paidAtMs: number;
	method: Method;
}

export interface Entry {
	order: Order;
	payment: Payment | null;
}

export interface Orders {
	get(orderId: string): Entry | null;
	put(order: Order): void;
	setPayment(payment: Payment): void;
	find(name: string, idNumber: string): Entry[];
}

/** The gateway's memory: one JSON file, replaced whole, so that a restart in the middle keeps the old one. */
export function openOrders(folder: string): Orders {
	mkdirSync(folder, { recursive: true });
	const file = path.join(folder, 'orders.json');
	const entries = new Map<string, Entry>(read(file));
	const save = () => {
		writeFileSync(`${file}.new`, JSON.stringify([...entries]));
		renameSync(`${file}.new`, file);
	};
	return {
		get: (orderId) => entries.get(orderId) ?? null,
		put(order) {
			const known = entries.get(order.orderId);
			entries.set(order.orderId, { order, payment: known?.payment ?? null });
			save();
		},
		setPayment(payment) {
			const entry = entries.get(payment.orderId);
			if (!entry || entry.payment) return;
			entries.set(payment.orderId, { ...entry, payment });
			save();
		},
		find: (name, idNumber) =>
			[...entries.values()].filter(
				({ order }) => order.payer.name === name && order.payer.idNumber === idNumber,
			),
	};
}

function read(file: string): [string, Entry][] {
	try {
		return JSON.parse(readFileSync(file, 'utf8')) as [string, Entry][];
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
		throw error;
	}
}
