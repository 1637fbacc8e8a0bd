import { m } from '#lib/i18n/paraglide/messages.js';
import type { LedgerAccount, LedgerKind } from '#shared/domain/payment/ledger.ts';
import type { LeftReason } from '#shared/domain/payment/left-open.ts';
import type { RowOutcome, RowProblem } from '#shared/domain/payment/statement.ts';
import { strayReasons, type StrayReason } from '#shared/domain/payment/stray-payment.ts';
import { strayWords } from './stray-words.ts';

/** Words of the clerk's desk. */
export const entryWords: Record<LedgerKind, () => string> = {
	order: m.money_entry_order,
	void: m.money_entry_void,
	payment: m.money_entry_payment,
	held: m.money_entry_held,
	'refund-due': m.money_entry_refund_due,
	refunded: m.money_entry_refunded,
	settled: m.money_entry_settled,
};

export const accountWords: Record<LedgerAccount, () => string> = {
	receivable: m.money_account_receivable,
	levied: m.money_account_levied,
	received: m.money_account_received,
	settled: m.money_account_settled,
	held: m.money_account_held,
	'refunds-due': m.money_account_refunds_due,
	refunded: m.money_account_refunded,
};

export const problemWords: Record<RowProblem, () => string> = {
	cells: m.money_problem_cells,
	serial: m.money_problem_serial,
	'receipt-number': m.money_problem_receipt_number,
	rounded: m.money_problem_rounded,
	kind: m.money_problem_kind,
	amount: m.money_problem_amount,
	time: m.money_problem_time,
	formula: m.money_problem_formula,
};

export const leftWords: Record<LeftReason, () => string> = {
	'asked-tax-side': m.money_left_asked_tax_side,
	'next-statement': m.money_left_next_statement,
	'asked-payer': m.money_left_asked_payer,
	other: m.money_left_other,
};

/** What a row came to, and what there is to be done about it. */
export const outcomeWords: Record<RowOutcome, { name: () => string; todo: () => string }> = {
	settled: { name: m.money_outcome_settled, todo: m.money_todo_nothing },
	refunded: { name: m.money_outcome_refunded, todo: m.money_todo_nothing },
	known: { name: m.money_outcome_known, todo: m.money_todo_nothing },
	duplicate: { name: m.money_outcome_duplicate, todo: m.money_todo_counted_once },
	held: { name: m.money_outcome_held, todo: m.money_todo_held },
	'missing-here': { name: m.money_outcome_missing_here, todo: m.money_todo_missing_here },
	'amount-differs': { name: m.money_outcome_amount_differs, todo: m.money_todo_ask },
	'order-differs': { name: m.money_outcome_order_differs, todo: m.money_todo_ask },
	'refund-unexpected': { name: m.money_outcome_refund_unexpected, todo: m.money_todo_refund_unexpected },
	failed: { name: m.money_outcome_failed, todo: m.money_todo_again },
	bad: { name: m.money_outcome_bad, todo: m.money_todo_bad },
};

/** Why held money does not fit an order: the path of the refusal `payment.not-fitting`. */
export function misfitWords(path: string | undefined): string {
	const reason = strayReasons.find((one): one is StrayReason => one === path);
	if (reason === 'paid-already') return m.money_misfit_paid_already();
	return reason ? strayWords(reason) : '';
}
