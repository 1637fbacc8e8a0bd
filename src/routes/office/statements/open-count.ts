import type { StatementSummary } from '#lib/app/views.ts';
import { outcomesForAPerson } from '#shared/domain/payment/statement.ts';

/** How many rows of a statement somebody must look at, those that cannot be read included. */
export function openCount({ outcomes }: StatementSummary): number {
	const open: readonly string[] = [...outcomesForAPerson, 'held', 'bad'];
	return outcomes.reduce((sum, { outcome, count }) => sum + (open.includes(outcome) ? count : 0), 0);
}
