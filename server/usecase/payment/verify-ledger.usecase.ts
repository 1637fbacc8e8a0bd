import { formatYuan } from '#shared/std/money.ts';
import type { LedgerAccount } from '#shared/domain/payment/ledger.ts';
import type { UnitOfWork } from '../ports.ts';
import type { LedgerBalance, LedgerFault } from './ledger-entries.ts';

const mostFaults = 1_000;

export interface LedgerVerdict {
	/** One line each, naming the order where there is one; empty when the books are right. No personal data. */
	faults: string[];
	/** What each account stands at, fen. */
	balances: LedgerBalance[];
}

/**
 * Holds the books against the orders, payments and held money: every entry balances, every amount is theirs, nothing
 * is missing and nothing is there that did not happen.
 */
export async function verifyLedger({ uow }: { uow: UnitOfWork }): Promise<LedgerVerdict> {
	return uow.run({ kind: 'system' }, async (tx) => {
		const faults = await tx.ledger.faults(mostFaults);
		const balances = await tx.ledger.balances();
		return { faults: [...faults.map(wordsOf), ...sumFault(balances)], balances };
	});
}

/** Once more over all: the money that was reported is a payment, held, to be refunded, or refunded. */
function sumFault(balances: LedgerBalance[]): string[] {
	const at = (account: LedgerAccount) => balances.find((one) => one.account === account)?.amountFen ?? 0;
	const reported = at('received') + at('settled');
	// What was claimed (the credit of `levied`) and is claimed no more was paid.
	const applied = -at('levied') - at('receivable');
	const rest = -at('held') - at('refunds-due') - at('refunded');
	if (reported === applied + rest) return [];
	return [
		`reported ${formatYuan(reported)}, applied ${formatYuan(applied)}, held and refunded ${formatYuan(rest)}`,
	];
}

function wordsOf({
	fault,
	kind,
	subject,
	orderId,
	serial,
	account,
	expectedFen,
	foundFen,
}: LedgerFault): string {
	const of = `order ${serial ?? '(not here)'} ${orderId}: ${kind} of ${subject}`;
	const yuan = (fen: number | null) => (fen === null ? 'nothing' : formatYuan(fen));
	if (fault === 'unbalanced') return `${of}: does not balance, ${yuan(foundFen)} too much`;
	return `${of}: ${account ?? 'no line'}: ${fault}, expected ${yuan(expectedFen)}, found ${yuan(foundFen)}`;
}
