import type { MoneyTotals } from '#shared/protocol/office.ts';

export type TotalRow = MoneyTotals['rows'][number];

export interface Sum {
	id: string;
	count: number;
	amountFen: number;
}

/** Added up by one of the columns, in the order in which each is first seen. */
export function sumBy(rows: readonly TotalRow[], column: 'day' | 'schoolCode' | 'method'): Sum[] {
	const sums = new Map<string, Sum>();
	for (const row of rows) {
		const id = row[column];
		const sum = sums.get(id) ?? { id, count: 0, amountFen: 0 };
		sums.set(id, { id, count: sum.count + row.count, amountFen: sum.amountFen + row.amountFen });
	}
	return [...sums.values()];
}

export function sumOf(rows: readonly { count: number; amountFen: number }[]) {
	return rows.reduce(
		(sum, { count, amountFen }) => ({ count: sum.count + count, amountFen: sum.amountFen + amountFen }),
		{ count: 0, amountFen: 0 },
	);
}
