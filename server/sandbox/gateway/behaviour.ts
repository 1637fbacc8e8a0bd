/** What the demo and tests can make go wrong at the tax side, by `POST /admin/behaviour`. */
export interface Behaviour {
	/** `early`: an order is paid at a counter as it arrives, and the callback is sent before anything is answered. */
	callback: 'normal' | 'lost' | 'twice' | 'early';
	delayMs: number;
	/** `stalls`: the bank does not answer, the order stays in the middle of paying. */
	deduction: 'succeeds' | 'fails' | 'stalls';
	/** Added to the amount of the order, e.g. -1000. */
	amountOffsetFen: number;
	/** How many days before now a payment is dated. */
	paidDaysAgo: number;
	/** `other`: opening one's own order shows somebody else's. */
	opens: 'own' | 'other';
}

export const wellBehaved: Behaviour = {
	callback: 'normal',
	delayMs: 0,
	deduction: 'succeeds',
	amountOffsetFen: 0,
	paidDaysAgo: 0,
	opens: 'own',
};

const choices = {
	callback: ['normal', 'lost', 'twice', 'early'],
	deduction: ['succeeds', 'fails', 'stalls'],
	opens: ['own', 'other'],
} as const;
const ranges = {
	delayMs: [0, 60_000],
	amountOffsetFen: [-10_000_000, 10_000_000],
	paidDaysAgo: [-400, 400],
} as const;

/** The behaviour with what `wish` changes; what it says amiss is passed over. */
export function changedBehaviour(present: Behaviour, wish: Record<string, unknown>): Behaviour {
	const changed: Record<string, unknown> = { ...present };
	for (const [key, allowed] of Object.entries(choices)) {
		if ((allowed as readonly unknown[]).includes(wish[key])) changed[key] = wish[key];
	}
	for (const [key, [least, most]] of Object.entries(ranges)) {
		const value = wish[key];
		if (Number.isSafeInteger(value)) changed[key] = Math.min(most, Math.max(least, value as number));
	}
	return changed as unknown as Behaviour;
}
