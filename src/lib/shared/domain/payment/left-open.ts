/** What a clerk may leave as it is, with a reason: held money, a row of a statement, a payment that no statement has. */
export const leftKinds = ['held', 'row', 'missing-there'] as const;
export type LeftKind = (typeof leftKinds)[number];

export const leftReasons = [
	/** The tax side was asked, and has not answered. */
	'asked-tax-side',
	/** It may stand in the next day's statement. */
	'next-statement',
	/** The payer was asked for the receipt. */
	'asked-payer',
	/** With words. */
	'other',
] as const;
export type LeftReason = (typeof leftReasons)[number];
