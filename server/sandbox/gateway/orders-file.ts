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

export type Step = 'due' | 'declared' | 'paying' | 'failed' | 'cancelled' | 'void';

export interface Entry {
	order: Order;
	step: Step;
	/** Grows with every step, so that reports of them can be put in order. */
	sequence: number;
	/** Payment pages that are open somewhere: each can still be finished, even when another one was. */
	attempts: { id: string; method: Method }[];
	payments: Payment[];
}

export interface Orders {
	get(orderId: string): Entry | null;
	all(): Entry[];
	put(order: Order): Entry;
	update(entry: Entry): void;
	/** Remembered for orders that are not known, too: they may be on their way. */
	void(orderId: string): Entry | null;
}

interface Saved {
	entries: [string, Entry][];
	voided: string[];
}

/** The gateway's memory: one JSON file, replaced whole, so that a restart in the middle keeps the old one. */
export function openOrders(folder: string): Orders {
	mkdirSync(folder, { recursive: true });
	const file = path.join(folder, 'orders.json');
	const saved = read(file);
	const entries = new Map(saved.entries);
	const voided = new Set(saved.voided);
	const save = () => {
		const content: Saved = { entries: [...entries], voided: [...voided] };
		writeFileSync(`${file}.new`, JSON.stringify(content));
		renameSync(`${file}.new`, file);
	};
	const write = (entry: Entry) => {
		entries.set(entry.order.orderId, entry);
		save();
		return entry;
	};
	return {
		get: (orderId) => entries.get(orderId) ?? null,
		all: () => [...entries.values()],
		put(order) {
			const known = entries.get(order.orderId);
			const step = voided.has(order.orderId) ? 'void' : 'due';
			return write(known ? { ...known, order } : { order, step, sequence: 0, attempts: [], payments: [] });
		},
		update: (entry) => void write(entry),
		void(orderId) {
			voided.add(orderId);
			const known = entries.get(orderId);
			if (known) return write({ ...known, step: 'void', attempts: [] });
			save();
			return null;
		},
	};
}

function read(file: string): Saved {
	try {
		const content = JSON.parse(readFileSync(file, 'utf8')) as Saved | [string, OldEntry][];
		return Array.isArray(content) ? { entries: content.map(fromOld), voided: [] } : content;
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { entries: [], voided: [] };
		throw error;
	}
}

/** As it was kept when an order could only be due or paid. */
interface OldEntry {
	order: Order;
	payment: Payment | null;
}

function fromOld([orderId, { order, payment }]: [string, OldEntry]): [string, Entry] {
	return [orderId, { order, step: 'due', sequence: 0, attempts: [], payments: payment ? [payment] : [] }];
}
