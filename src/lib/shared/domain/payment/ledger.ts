/** What the books of the money are made of: `server/usecase/payment/ledger-entries.ts` says what each entry moves. */
export const ledgerKinds = ['order', 'void', 'payment', 'held', 'refund-due', 'refunded', 'settled'] as const;
export type LedgerKind = (typeof ledgerKinds)[number];

export const ledgerAccounts = [
	'receivable',
	'levied',
	'received',
	'settled',
	'held',
	'refunds-due',
	'refunded',
] as const;
export type LedgerAccount = (typeof ledgerAccounts)[number];
