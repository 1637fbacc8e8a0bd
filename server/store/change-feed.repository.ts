/*
 * The change feed. A number from a sequence is given out before its transaction commits, so a reader who
 * remembers the highest number seen loses the row of a slower transaction with a lower one. Here each row
 * carries its transaction's id, and a reader goes only as far as the horizon: the oldest transaction that
 * still runs. Behind it nothing can appear any more, so the horizon becomes the cursor.
 *
 *   committed │ committed │ still running │ committed
 *   xid 10    │ xid 11    │ xid 12        │ xid 13
 *                         ▲ horizon: 12 and 13 wait for the next read
 *
 * A cursor is `generation.xid.n`. Transaction ids start again in a database restored from a dump: a cursor of
 * another generation, one ahead of the horizon, or one given out for another reading (fewer kinds, poorer views)
 * begins anew.
 */
import { sql, type RawBuilder } from 'kysely';
import type { ChangeFeed, ChangeKey, FeedPlace } from '#server/usecase/exchange/ports.ts';
import type { ChangeKind } from '#shared/protocol/version.ts';
import type { Trx } from './database.ts';
import { executeLater } from './execute-later.ts';

const cursorPattern = /^([0-9a-f]{8})\.(\d{1,20})\.(\d{1,18})(w?)$/;
const largestXid = 2n ** 64n - 1n;

/**
 * `place`, one row: the oldest running transaction, which feed this is (a copy of the database differs, and a feed for
 * another reading), and where in it the reader goes on: `xid`, `n`, and `is_whole` for one that reads from the beginning,
 * and is not at the end yet, for whom nothing is quiet. `history` names the database's history, whatever the reading.
 * Materialized, so that what the feed's index is asked for is a value and not computed for each row.
 */
function withPlace({ after, reading }: Pick<FeedPlace, 'after' | 'reading'>) {
	const match = after === null ? null : cursorPattern.exec(after);
	const [, generation, xid, n, whole] = match && BigInt(match[2]!) <= largestXid ? match : [];
	return sql`with feed as materialized (
			select pg_snapshot_xmin(pg_current_snapshot()) as horizon, (select value from setting where key = 'feed-generation')
				|| (select oid from pg_database where datname = current_database())::text as named),
		found as materialized (
			select horizon, left(md5(named || ${reading}), 8) as generation, left(md5(named), 8) as history,
				left(md5(named || ${reading}), 8) = ${generation ?? ''} and ${xid ?? '0'}::text::xid8 <= horizon as is_ours
			from feed),
		place as materialized (
			select horizon, generation, history,
				case when is_ours then ${xid ?? '0'}::text::xid8 else '0'::xid8 end as xid,
				case when is_ours then ${n ?? '0'}::text::bigint else 0 end as n,
				not is_ours or ${whole === 'w'}::boolean as is_whole
			from found)`;
}

interface Page {
	horizon: string;
	generation: string;
	history: string;
	begins: boolean;
	is_whole: boolean;
	held: boolean;
	/** Null in the one row that comes where there is no change. */
	kind: ChangeKey['kind'] | null;
	id: string;
	xid: string;
	n: string;
}

/** See `ChangeFeed` for what each call promises. A cursor that is not ours reads from the beginning. */
export function changeFeed(trx: Trx): ChangeFeed {
	return {
		async append(accountId, { kind, id, quietFor }) {
			// One row a record is enough, since a reader gets the whole view: the earlier ones make room, where
			// the actor may see them. The new row has this transaction's id, so nobody can be past it.
			await executeLater(
				trx,
				sql`with earlier as (delete from change where account_id = ${accountId} and record_id = ${id}
					and kind = ${kind})
				insert into change (account_id, kind, record_id, quiet_for)
				values (${accountId}, ${kind}, ${id}, ${quietFor ?? null})`,
			);
		},
		async appendAll(accountId, changes) {
			if (changes.length === 0) return;
			const ids = changes.map(({ id }) => id);
			const kinds = changes.map(({ kind }) => kind);
			const quietFor = changes.map((change) => change.quietFor ?? null);
			await executeLater(
				trx,
				sql`with earlier as (delete from change where account_id = ${accountId}
					and record_id = any(${ids}::uuid[]) and kind = any(${[...new Set(kinds)]}::text[]))
				insert into change (account_id, kind, record_id, quiet_for)
				select ${accountId}::uuid, kind, id, quiet_for
				from unnest(${kinds}::text[], ${ids}::uuid[], ${quietFor}::uuid[]) with ordinality
					as given(kind, id, quiet_for, place)
				order by place`,
			);
		},
		async unheard(accountId, place, ids) {
			if (ids.length === 0) return [];
			const { rows } = await sql<{ id: string }>`
				${withPlace(place)}
				select record_id as id from change, place
				where account_id = ${accountId} and kind = 'enrollment' and record_id = any(${ids}::uuid[])
					and (change.xid, change.n) > (place.xid, place.n)
					and (place.is_whole or quiet_for is distinct from ${place.device}::uuid)`.execute(trx);
			return rows.map(({ id }) => id);
		},
		read: (accountId, page) => readPage(trx, accountId, page),
		async isUpTo(accountId, { cursor, kinds }) {
			const horizon = cursorPattern.exec(cursor)?.[2];
			if (horizon === undefined) return false;
			const { rows } = await sql<{ held: boolean }>`
				select ${isHeld(accountId, kinds, sql`${horizon}::text::xid8`)} as held`.execute(trx);
			return !rows[0]!.held;
		},
	};
}

/** The reader's place, with each change on their page: one row at least. */
export function changesOnPage(
	accountId: string,
	{ kinds, limit, known, ...place }: Parameters<ChangeFeed['read']>[1],
): RawBuilder<Page> {
	return sql<Page>`
		${withPlace(place)},
		beyond as materialized (select ${isHeld(accountId, kinds, sql`place.horizon`)} as held from place)
		select place.horizon::text as horizon, generation, history, place.xid = '0'::xid8 as begins, is_whole, held,
			kind, record_id as id, page.xid::text as xid, page.n::text as n
		from place cross join beyond left join lateral (
			select kind, record_id, xid, n from change
			where account_id = ${accountId} and kind = any(${kinds}::text[])
				and (change.xid, change.n) > (place.xid, place.n) and change.xid < place.horizon
				and (quiet_for is distinct from ${place.device}::uuid
					or (place.is_whole and not record_id = any(${known}::uuid[])))
			order by change.xid, change.n
			limit ${limit + 1}::int) as page on true
		order by page.xid, page.n`;
}

async function readPage(
	trx: Trx,
	accountId: string,
	page: Parameters<ChangeFeed['read']>[1],
): ReturnType<ChangeFeed['read']> {
	const { rows } = await changesOnPage(accountId, page).execute(trx);
	const { horizon, generation, history, begins: began, is_whole, held } = rows[0]!;
	const found = rows.flatMap(({ kind, id, xid, n }) => (kind === null ? [] : [{ kind, id, xid, n }]));
	const more = found.length > page.limit;
	const kept = found.slice(0, page.limit);
	const last = kept.at(-1);
	const suffix = is_whole ? 'w' : '';
	const cursorAt = ({ xid, n }: { xid: string; n: string }) => `${generation}.${xid}.${n}${suffix}`;
	const changes = latestOfEach(kept).map(({ kind, id, ...at }) => ({ kind, id, cursor: cursorAt(at) }));
	const common = { changes, more, began, generation: history };
	if (more && last) return { ...common, cursor: cursorAt(last), held: false };
	return { ...common, cursor: `${generation}.${horizon}.0`, held };
}

/** No `exists`: the planner would hope to meet one soon, and read the whole table where there is none. */
function isHeld(accountId: string, kinds: ChangeKind[], horizon: RawBuilder<unknown>) {
	return sql`(select true from change where account_id = ${accountId} and kind = any(${kinds}::text[])
		and change.xid >= ${horizon} order by change.xid, change.n limit 1) is not null`;
}

function latestOfEach<T extends ChangeKey>(rows: T[]): T[] {
	const byRecord = new Map<string, T>();
	for (const row of rows) {
		byRecord.delete(`${row.kind} ${row.id}`);
		byRecord.set(`${row.kind} ${row.id}`, row);
	}
	return [...byRecord.values()];
}
