import type { ReviewStatistics } from '../views.ts';

export const statisticsParts = ['code', 'schemeId', 'schoolCode', 'week'] as const;
export type StatisticsPart = (typeof statisticsParts)[number];
type Act = ReviewStatistics['reasons'][number]['act'];

/** How many reasons of an act, by one of what tells them apart: most first, weeks in order. */
export function countReasons(
	{ reasons }: ReviewStatistics,
	part: StatisticsPart,
	act: Act | 'all',
): { id: string; count: number }[] {
	const counts = new Map<string, number>();
	for (const row of reasons) {
		if (act !== 'all' && row.act !== act) continue;
		counts.set(row[part], (counts.get(row[part]) ?? 0) + row.count);
	}
	const rows = [...counts].map(([id, count]) => ({ id, count }));
	return part === 'week'
		? rows.sort((a, b) => (a.id < b.id ? -1 : 1))
		: rows.sort((a, b) => b.count - a.count || (a.id < b.id ? -1 : 1));
}

/** The median of waiting, week by week: of every case, of one scheme, or of one school. */
export function waitingOf(
	{ waiting }: ReviewStatistics,
	of: { schemeId: string } | { schoolCode: string } | null,
): ReviewStatistics['waiting'] {
	return waiting.filter(({ schemeId, schoolCode }) => {
		if (of === null) return schemeId === null && schoolCode === null;
		return 'schemeId' in of ? schemeId === of.schemeId : schoolCode === of.schoolCode;
	});
}
