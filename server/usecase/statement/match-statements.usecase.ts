import { nextOrderState } from '#shared/domain/payment/order-state.ts';
import { RefusalError } from '#shared/errors/refusal.ts';
import { reportBug } from '../bug-report.ts';
import { askGateway } from '../payment/query-orders.usecase.ts';
import { settledEntry } from '../payment/ledger-entries.ts';
import { takeRefund } from '../payment/refund-money.usecase.ts';
import type { Services, Tx } from '../ports.ts';
import type { GoodLine, LookedAt, StatementRow } from './ports.ts';
import type { OrderRow, PaymentRow } from '../payment/order-ports.ts';

const system = { kind: 'system' } as const;
const linesAtOnce = 50;

interface Looked extends LookedAt {
	/** Who is to be told after the commit. */
	owners: string[];
}

/**
 * Holds rows of statements against what is here, some at a time: what is found on both sides is settled (已入库), and
 * what differs waits for a clerk. A statement alone makes nothing paid: for money that is not known here the gateway
 * is asked. Answers with how many rows it looked at; what was looked at is not looked at again, so a server that
 * stops in the middle goes on behind it.
 */
export async function matchStatements({ services }: { services: Services }): Promise<number> {
	const work = await services.uow.run(system, (tx) => tx.statements.toMatch(linesAtOnce));
	if (!work) return 0;
	const { statement, lines } = work;
	try {
		await lookAt(services, statement, lines);
	} catch (error) {
		reportBug(services.logger, error, { work: 'match statement' });
		for (const line of lines) await lookAlone(services, statement, line);
	}
	await services.uow.run(system, async (tx) => {
		const left = await tx.statements.outcomes(statement.id);
		if (left.some(({ outcome }) => outcome === null)) return;
		const atMs = services.clock.nowMs();
		await tx.statements.update({ ...statement, state: 'done', doneAtMs: atMs });
		const detail = Object.fromEntries(left.map(({ outcome, count }) => [outcome ?? 'open', count]));
		await tx.audit.append({ atMs, actor: 'system', act: 'statement.done', subject: statement.id, detail });
	});
	return lines.length;
}

async function lookAlone(services: Services, statement: StatementRow, line: GoodLine): Promise<void> {
	try {
		await lookAt(services, statement, [line]);
	} catch (error) {
		reportBug(services.logger, error, { work: 'match a row of a statement' });
		await services.uow.run(system, (tx) =>
			tx.statements.look(statement.id, [{ line: line.line, outcome: 'failed', orderId: null }]),
		);
	}
}

async function lookAt(services: Services, statement: StatementRow, lines: GoodLine[]): Promise<void> {
	const look = (wanted: GoodLine[]) =>
		services.uow.run(system, async (tx) => {
			const unknown: { line: GoodLine; orderId: string }[] = [];
			const owners: string[] = [];
			const looked: (LookedAt & { line: number })[] = [];
			const known = await knownOf(tx, statement, wanted);
			// Always in the same order, so that two of them do not wait for each other in a circle.
			for (const line of wanted.toSorted((a, b) => (a.serial < b.serial ? -1 : 1))) {
				const found = await lookAtLine(tx, services, known, line);
				looked.push({ line: line.line, outcome: found.outcome, orderId: found.orderId });
				owners.push(...found.owners);
				if (found.outcome === 'missing-here' && found.orderId) unknown.push({ line, orderId: found.orderId });
			}
			await tx.statements.look(statement.id, looked);
			return { unknown, owners };
		});
	const first = await look(lines);
	for (const { orderId } of first.unknown) {
		// The gateway is silent: the row waits for a clerk, who can have it looked at again.
		await askGateway(services, orderId).catch((error: unknown) => {
			if (!(error instanceof RefusalError)) throw error;
		});
	}
	const second = first.unknown.length > 0 ? await look(first.unknown.map(({ line }) => line)) : first;
	for (const accountId of new Set([...first.owners, ...second.owners])) services.pokes.poke(accountId);
}

/** What is here about some rows, asked for at once. */
interface Known {
	duplicates: ReadonlySet<number>;
	paymentByReceipt: ReadonlyMap<string, PaymentRow>;
	orderIdBySerial: ReadonlyMap<string, string>;
}

async function knownOf(tx: Tx, statement: StatementRow, lines: GoodLine[]): Promise<Known> {
	const duplicates = await tx.statements.duplicates(
		statement.id,
		lines.map(({ line }) => line),
	);
	const payments = await tx.payments.ofReceipts(lines.map(({ taxReceiptNumber }) => taxReceiptNumber));
	const orders = await tx.orders.ofSerials(lines.map(({ serial }) => serial));
	return {
		duplicates: new Set(duplicates),
		paymentByReceipt: new Map(payments.map((payment) => [payment.taxReceiptNumber, payment])),
		orderIdBySerial: new Map(orders.map(({ serial, id }) => [serial, id])),
	};
}

async function lookAtLine(tx: Tx, services: Services, known: Known, line: GoodLine): Promise<Looked> {
	if (known.duplicates.has(line.line)) return { outcome: 'duplicate', orderId: null, owners: [] };
	return line.kind === 'payment'
		? lookAtPayment(tx, services, known, line)
		: lookAtRefund(tx, services, known, line);
}

async function lookAtPayment(tx: Tx, services: Services, known: Known, line: GoodLine): Promise<Looked> {
	const as = (outcome: LookedAt['outcome'], orderId: string | null, owners: string[] = []): Looked => ({
		outcome,
		orderId,
		owners,
	});
	const payment = known.paymentByReceipt.get(line.taxReceiptNumber);
	const order = payment && (await tx.orders.lock(payment.orderId));
	if (payment && order) {
		if (payment.paidFen !== line.amountFen) return as('amount-differs', order.id);
		if (order.serial !== line.serial && !(await isByHand(tx, payment))) return as('order-differs', order.id);
		const isNew = await settle(tx, services, order, payment);
		return isNew ? as('settled', order.id, [order.ownerAccountId]) : as('known', order.id);
	}
	const strays = await tx.strays.ofReceipt(line.taxReceiptNumber);
	const stray = strays.find(({ amountFen }) => amountFen === line.amountFen);
	if (stray) return as(stray.refundedAtMs === null ? 'held' : 'known', stray.orderId);
	if (strays[0]) return as('amount-differs', strays[0].orderId);
	return as('missing-here', known.orderIdBySerial.get(line.serial) ?? null);
}

/**
 * A clerk gave this money to its order: the tax side goes on naming the one that it was paid for, in every file that has it. The
 * books know who did it.
 */
async function isByHand(tx: Tx, payment: PaymentRow): Promise<boolean> {
	const entries = await tx.ledger.ofOrder(payment.orderId);
	return entries.some(
		({ kind, subject, by }) => kind === 'payment' && subject === payment.id && by !== 'system',
	);
}

/** False when it was settled before. */
async function settle(tx: Tx, services: Services, order: OrderRow, payment: PaymentRow): Promise<boolean> {
	const atMs = services.clock.nowMs();
	if (!(await tx.payments.settle(payment.id, atMs))) return false;
	await tx.ledger.post(settledEntry(payment, { atMs, by: 'system' }));
	const state = nextOrderState(order.state, 'settled') ?? order.state;
	await tx.orders.update({ ...order, state, updatedAtMs: atMs });
	await tx.changes.append(order.ownerAccountId, { kind: 'order', id: order.id });
	const detail = { source: 'statement', from: order.state, to: state, amountFen: payment.paidFen };
	await tx.audit.append({ atMs, actor: 'system', act: 'payment.settle', subject: order.id, detail });
	return true;
}

async function lookAtRefund(tx: Tx, services: Services, known: Known, line: GoodLine): Promise<Looked> {
	const { outcome, orderId, owners } = await takeRefund(tx, services, line, 'statement');
	const found = {
		refunded: 'refunded',
		repeated: 'known',
		unexpected: 'refund-unexpected',
		unknown: 'missing-here',
	} as const;
	const named = orderId ?? known.orderIdBySerial.get(line.serial) ?? null;
	return { outcome: found[outcome], orderId: named, owners };
}
