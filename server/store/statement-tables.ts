/** Tables of the tax side's statements. `…_ms` is real time. */
import type { LeftKind, LeftReason } from '#shared/domain/payment/left-open.ts';
import type { RowOutcome, RowProblem, StatementKind } from '#shared/domain/payment/statement.ts';
import type { StatementRow } from '#server/usecase/statement/ports.ts';

export interface StatementTables {
	statement: {
		id: string;
		sha256: string;
		format: StatementRow['format'];
		state: StatementRow['state'];
		uploaded_by: string;
		uploaded_at_ms: number;
		row_count: number;
		bad_count: number;
		done_at_ms: number | null;
	};
	statement_row: {
		statement_id: string;
		line: number;
		kind: StatementKind | null;
		serial: string | null;
		tax_receipt_number: string | null;
		amount_fen: number | null;
		at_ms: number | null;
		outcome: RowOutcome | null;
		order_id: string | null;
		problem: RowProblem | null;
		cells: string[] | null;
	};
	left_open: {
		kind: LeftKind;
		subject: string;
		line: number;
		reason: LeftReason;
		words: string | null;
		account_id: string;
		at_ms: number;
	};
}
