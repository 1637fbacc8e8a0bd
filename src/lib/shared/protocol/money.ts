/** What a clerk sees and does at the desk of the money. */
import * as z from 'zod/mini';
import { leftKinds, leftReasons } from '../domain/payment/left-open.ts';
import { ledgerAccounts, ledgerKinds } from '../domain/payment/ledger.ts';
import { orderStates, paymentMethods } from '../domain/payment/order-state.ts';
import { rowOutcomes, statementKinds } from '../domain/payment/statement.ts';
import { ExportCardHead, ExportReason } from './list-export.ts';
import { Id } from './mutation.ts';
import { HeldMoney, OrderRow, OrderSearchInput } from './office.ts';
import { BadRow, StatementSummary } from './statement.ts';

export const OrderIdInput = z.strictObject({ orderId: Id });

/** One order with what the books hold of it. No ID number, the name's first character only. */
export const OrderDetail = z.object({
	order: OrderRow,
	insuranceYear: z.number(),
	/** When the tax side acknowledged it as it is now. */
	acknowledgedAtMs: z.nullable(z.number()),
	voidedAtMs: z.nullable(z.number()),
	payment: z.nullable(
		z.object({
			taxReceiptNumber: z.string(),
			paidFen: z.number(),
			paidAtMs: z.number(),
			method: z.enum(paymentMethods),
			settledAtMs: z.nullable(z.number()),
		}),
	),
	/** Oldest first; the lines of an entry add up to nothing, debits above zero. */
	history: z.array(
		z.object({
			kind: z.enum(ledgerKinds),
			atMs: z.number(),
			by: z.enum(['system', 'staff']),
			lines: z.array(z.object({ account: z.enum(ledgerAccounts), amountFen: z.number() })),
		}),
	),
});
export type OrderDetail = z.infer<typeof OrderDetail>;

/** The newest word of a clerk who left it as it is. */
const Left = z.nullable(
	z.object({ reason: z.enum(leftReasons), words: z.nullable(z.string()), atMs: z.number() }),
);
export type Left = z.infer<typeof Left>;

/** A row of a statement that came out other than settled. */
export const StatementDifference = z.object({
	statementId: z.string(),
	line: z.number(),
	kind: z.enum(statementKinds),
	serial: z.string(),
	taxReceiptNumber: z.string(),
	amountFen: z.number(),
	atMs: z.number(),
	outcome: z.enum(rowOutcomes),
	left: Left,
});
export type StatementDifference = z.infer<typeof StatementDifference>;

/** Paid here, within the days of a statement that has it not. */
export const MissingThere = z.object({
	orderId: z.string(),
	serial: z.string(),
	taxReceiptNumber: z.string(),
	amountFen: z.number(),
	paidAtMs: z.number(),
	left: Left,
});
export type MissingThere = z.infer<typeof MissingThere>;

/** Held money with the order that it was reported for, where that is here. */
export const HeldCase = z.extend(HeldMoney, {
	paidAtMs: z.number(),
	method: z.enum(paymentMethods),
	order: z.nullable(
		z.object({
			id: z.string(),
			serial: z.string(),
			nameMasked: z.string(),
			schoolCode: z.string(),
			state: z.enum(orderStates),
			amountFen: z.number(),
		}),
	),
	left: Left,
});
export type HeldCase = z.infer<typeof HeldCase>;

/** All that waits for a person. */
export const MoneyQueue = z.object({
	held: z.array(HeldCase),
	rows: z.array(StatementDifference),
	missingThere: z.array(MissingThere),
});
export type MoneyQueue = z.infer<typeof MoneyQueue>;

export const LeaveOpenInput = z.strictObject({
	kind: z.enum(leftKinds),
	subject: Id,
	line: z.int().check(z.minimum(0)),
	reason: z.enum(leftReasons),
	/** Needed with `other`. */
	words: z.nullable(z.string().check(z.minLength(1), z.maxLength(300))),
});
export type LeaveOpenInput = z.infer<typeof LeaveOpenInput>;

/** What one statement came to. */
export const StatementResult = z.object({
	statement: StatementSummary,
	/** What a clerk must look at, held money and doubled rows, in the order of the file; at most some hundreds. */
	rows: z.array(StatementDifference),
	missingThere: z.array(MissingThere),
});
export type StatementResult = z.infer<typeof StatementResult>;

/** Which orders leave as a file. No text: what is searched for may be a name, and is kept nowhere. */
export const OrderChoice = z.omit(OrderSearchInput, { after: true, text: true });
export type OrderChoice = z.infer<typeof OrderChoice>;

export const AskOrdersInput = z.strictObject({ id: Id, choice: OrderChoice, reason: ExportReason });
export type AskOrdersInput = z.infer<typeof AskOrdersInput>;

/** The rows of a statement that could not be read. */
export const AskBadRowsInput = z.strictObject({ id: Id, statementId: Id, reason: ExportReason });
export type AskBadRowsInput = z.infer<typeof AskBadRowsInput>;

/** A clerk's list: of orders, or, where it names a statement, of that one's rows that could not be read. */
export const MoneyExportCard = z.extend(ExportCardHead, {
	choice: OrderChoice,
	statementId: z.nullable(z.string()),
});
export type MoneyExportCard = z.infer<typeof MoneyExportCard>;
export const MoneyExportList = z.object({ exports: z.array(MoneyExportCard) });
export type MoneyExportList = z.infer<typeof MoneyExportList>;

/** A part of what stands in the file. Of orders: no full name, no ID number. */
export const MoneyExportPart = z.object({ rows: z.union([z.array(OrderRow), z.array(BadRow)]) });
export type MoneyExportPart = z.infer<typeof MoneyExportPart>;
export type MoneyExportRow = MoneyExportPart['rows'][number];
