import { sql } from 'kysely';
import type { ReviewStatisticsTable } from '#server/usecase/review/ports.ts';
import type { Trx } from './database.ts';

type Reasons = Awaited<ReturnType<ReviewStatisticsTable['reasons']>>;
type Waiting = Awaited<ReturnType<ReviewStatisticsTable['waiting']>>;

/** Weeks begin on Mondays in China, eight hours before UTC; day 0 was a Thursday. */
const weekOf = (column: string) => sql`(div(${sql.ref(column)} + 28800000, 86400000)::int + 3) / 7`;

export function reviewStatisticsRepository(trx: Trx): ReviewStatisticsTable {
	return {
		async reasons(sinceMs) {
			const { rows } = await sql<Reasons[number]>`
				select w.content ->> 'act' as act, r.reason ->> 'code' as code, e.scheme_id as "schemeId",
					e.school_code as "schoolCode", ${weekOf('w.at_ms')} as week, count(*)::int as count
				from review_word w join enrollment e on e.id = w.enrollment_id
					cross join lateral jsonb_array_elements(w.content -> 'reasons') as r(reason)
				where w.at_ms >= ${sinceMs} group by 1, 2, 3, 4, 5 order by 5, 1, 2, 3, 4`.execute(trx);
			return rows;
		},
		async waiting(sinceMs) {
			const { rows } = await sql<Waiting[number]>`
				select week, scheme_id as "schemeId", school_code as "schoolCode", count(*)::int as count,
					percentile_cont(0.5) within group (order by waited)::float as "medianMs"
				from (select ${weekOf('e.decided_at_ms')} as week, e.scheme_id, e.school_code,
						e.decided_at_ms - e.submitted_at_ms as waited
					from enrollment e where e.state in ('returned', 'approved', 'rejected')
						and e.decided_at_ms >= ${sinceMs} and e.submitted_at_ms <= e.decided_at_ms) d
				group by grouping sets ((week), (week, scheme_id), (week, school_code))
				order by week, scheme_id nulls first, school_code nulls first`.execute(trx);
			return rows;
		},
	};
}
