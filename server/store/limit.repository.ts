import { sql } from 'kysely';
import type { LimitRepository } from '#server/usecase/account/ports.ts';
import type { Trx } from './database.ts';

export function limitRepository(trx: Trx): LimitRepository {
	return {
		async hit(key, windowMs, nowMs) {
			// One statement, so that parallel hits on a key queue at its row and each is counted.
			const { rows } = await sql<{ hits: number; ends_at_ms: number }>`
				insert into rate_limit as present (key, hits, ends_at_ms)
				values (${key}, 1, ${nowMs + windowMs})
				on conflict (key) do update set
					hits = case when present.ends_at_ms <= ${nowMs} then 1 else present.hits + 1 end,
					ends_at_ms = case when present.ends_at_ms <= ${nowMs}
						then excluded.ends_at_ms else present.ends_at_ms end
				returning hits, ends_at_ms`.execute(trx);
			const row = rows[0]!;
			return { hits: row.hits, endsAtMs: row.ends_at_ms };
		},
		async removeExpired(nowMs) {
			const result = await trx.deleteFrom('rate_limit').where('ends_at_ms', '<=', nowMs).executeTakeFirst();
			return Number(result.numDeletedRows);
		},
	};
}
