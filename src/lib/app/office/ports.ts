import type { MoneyTotals } from '#shared/protocol/office.ts';
import type {
	BadRows,
	StatementDifferences,
	StatementList,
	TakenStatement,
} from '#shared/protocol/statement.ts';
import type { Answer } from '../app.ts';

/** What a clerk does about money, and the tax side's statements. */
export interface MoneyPort {
	/** Gives held money to the order that it fits. */
	assign(strayId: string, serial: string): Answer<null>;
	/** 待退费 */
	refund(strayId: string): Answer<null>;
	totals(): Answer<MoneyTotals>;
	/** A file as it is; the rows are looked at afterwards. */
	upload(bytes: Uint8Array<ArrayBuffer>): Answer<TakenStatement>;
	statements(): Answer<StatementList>;
	differences(): Answer<StatementDifferences>;
	badRows(id: string): Answer<BadRows>;
	lookAgain(id: string, line: number): Answer<null>;
}
