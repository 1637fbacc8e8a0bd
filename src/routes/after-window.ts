import type { Scheme } from '#shared/policy/scheme.ts';

/** Whether the payment window of the scheme has closed; false where the document gives no end, or no date is known yet. */
export function isAfterWindow(
	{ payment }: { payment: Pick<Scheme['payment'], 'closes'> },
	today: string | null,
): boolean {
	return today !== null && payment.closes !== null && today > payment.closes;
}
