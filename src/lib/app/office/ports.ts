import type { MoneyTotals, TakenTotals } from '#shared/protocol/office.ts';
import type {
	AskBadRowsInput,
	AskOrdersInput,
	LeaveOpenInput,
	MoneyQueue,
	MoneyExportCard,
	MoneyExportRow,
	OrderDetail,
	StatementResult,
} from '#shared/protocol/money.ts';
import type { StatementList, TakenStatement } from '#shared/protocol/statement.ts';
import type { Answer } from '../app.ts';
import type { ExportPort } from './export-desk.svelte.ts';

/** What a clerk does about money, and the tax side's statements. */
export interface MoneyPort extends ExportPort<AskOrdersInput, MoneyExportCard, MoneyExportRow> {
	/** Gives held money to the order that it fits. */
	assign(strayId: string, serial: string): Answer<null>;
	/** 待退费 */
	refund(strayId: string): Answer<null>;
	totals(): Answer<MoneyTotals>;
	/** As a file: it is written down. */
	takeTotals(): Answer<TakenTotals>;
	/** A file as it is; the rows are looked at afterwards. `onSent` hears how much of it is on its way, 0 to 1. */
	upload(file: Blob, onSent: (part: number) => void): Answer<TakenStatement>;
	statements(): Answer<StatementList>;
	statement(id: string): Answer<StatementResult>;
	queue(): Answer<MoneyQueue>;
	leave(left: LeaveOpenInput): Answer<null>;
	order(orderId: string): Answer<OrderDetail>;
	/** Taken as a list of orders is. */
	askBadRows(input: AskBadRowsInput): Answer<MoneyExportCard>;
	lookAgain(id: string, line: number): Answer<null>;
}
