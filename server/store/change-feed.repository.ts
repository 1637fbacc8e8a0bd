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
import { sql } from 'kysely';
import type { ChangeFeed, ChangeKey } from '#server/usecase/exchange/ports.ts';
import type { ChangeKind } from '#shared/protocol/version.ts';
import type { Trx } from './database.ts';

interface Position {
	xid: string;
	n: string;
	/** Reading from the beginning, and not at the end yet: nothing is quiet. */
	isWhole: boolean;
}

const cursorPattern = /^([0-9a-f]{8})\.(\d{1,20})\.(\d{1,18})(w?)$/;

function parseCursor(cursor: string | null, { generation, horizon }: Horizon): Position {
	const match = cursor === null ? null : cursorPattern.exec(cursor);
	if (!match || match[1] !== generation || BigInt(match[2]!) > BigInt(horizon)) {
		return { xid: '0', n: '0', isWhole: true };
	}
	return { xid: match[2]!, n: match[3]!, isWhole: match[4] === 'w' };
}

/** See `ChangeFeed` for what each call promises. A cursor that is not ours reads from the beginning. */
export function changeFeed(trx: Trx): ChangeFeed {
	return {
		async append(accountId, { kind, id, quietFor }) {
			// One row a record is enough, since a reader gets the whole view: the earlier ones make room, where
			// the actor may see them. The new row has this transaction's id, so nobody can be past it.
			await sql`with earlier as (delete from change where account_id = ${accountId} and record_id = ${id}
					and kind = ${kind})
				insert into change (account_id, kind, record_id, quiet_for)
				values (${accountId}, ${kind}, ${id}, ${quietFor ?? null})`.execute(trx);
		},
		async appendAll(accountId, changes) {
			if (changes.length === 0) return;
			const ids = changes.map(({ id }) => id);
			const kinds = changes.map(({ kind }) => kind);
			const quietFor = changes.map((change) => change.quietFor ?? null);
			await sql`with earlier as (delete from change where account_id = ${accountId}
					and record_id = any(${ids}::uuid[]) and kind = any(${[...new Set(kinds)]}::text[]))
				insert into change (account_id, kind, record_id, quiet_for)
				select ${accountId}::uuid, kind, id, quiet_for
				from unnest(${kinds}::text[], ${ids}::uuid[], ${quietFor}::uuid[]) with ordinality
					as given(kind, id, quiet_for, place)
				order by place`.execute(trx);
		},
		async unheard(accountId, place, ids) {
			if (ids.length === 0) return [];
			const after = parseCursor(place.after, await readHorizon(trx, place.reading));
			const isTold = after.isWhole ? sql`true` : sql`quiet_for is distinct from ${place.device}::uuid`;
			const { rows } = await sql<{ id: string }>`select record_id as id from change
				where account_id = ${accountId} and kind = 'enrollment' and record_id = any(${ids}::uuid[])
					and (xid, n) > (${after.xid}::text::xid8, ${after.n}::text::bigint) and ${isTold}`.execute(trx);
			return rows.map(({ id }) => id);
		},
		async read(accountId, { kinds, limit, known, ...place }) {
			const now = await readHorizon(trx, place.reading);
			const { generation, horizon } = now;
			const after = parseCursor(place.after, now);
			const history = { began: after.xid === '0', generation: now.history };
			const isQuiet = sql`quiet_for is not distinct from ${place.device}::uuid`;
			const isTold = after.isWhole
				? sql`not (${isQuiet} and record_id = any(${known}::uuid[]))`
				: sql`not ${isQuiet}`;
			const { rows } = await sql<{ kind: ChangeKey['kind']; id: string; xid: string; n: string }>`
				select kind, record_id as id, xid::text as xid, n::text as n
				from change
				where account_id = ${accountId} and kind in (${sql.join(kinds)})
					and (xid, n) > (${after.xid}::text::xid8, ${after.n}::text::bigint)
					and xid < ${horizon}::text::xid8 and ${isTold}
				order by change.xid, change.n
				limit ${limit + 1}`.execute(trx);
			const more = rows.length > limit;
			const page = rows.slice(0, limit);
			const last = page.at(-1);
			const suffix = after.isWhole ? 'w' : '';
			const cursorAt = ({ xid, n }: { xid: string; n: string }) => `${generation}.${xid}.${n}${suffix}`;
			const changes = latestOfEach(page).map(({ kind, id, ...at }) => ({ kind, id, cursor: cursorAt(at) }));
			if (more && last) return { changes, cursor: cursorAt(last), more, held: false, ...history };
			const held = await isHeld(trx, accountId, kinds, horizon);
			return { changes, cursor: `${generation}.${horizon}.0`, more, held, ...history };
		},
		async isUpTo(accountId, { cursor, kinds }) {
			const horizon = cursorPattern.exec(cursor)?.[2];
			return horizon !== undefined && !(await isHeld(trx, accountId, kinds, horizon));
		},
	};
}

interface Horizon {
	generation: string;
	horizon: string;
	/** Names the database's history, whatever the reading. */
	history: string;
}

/** The oldest running transaction, and which feed this is: a copy of the database differs, and a feed for another reading. */
async function readHorizon(trx: Trx, reading: string): Promise<Horizon> {
	const { rows } = await sql<Horizon>`
		select pg_snapshot_xmin(pg_current_snapshot())::text as horizon,
			left(md5(named || ${reading}), 8) as generation, left(md5(named), 8) as history
		from (select (select value from setting where key = 'feed-generation')
			|| (select oid from pg_database where datname = current_database())::text as named) as feed`.execute(trx);
	return rows[0]!;
}

async function isHeld(trx: Trx, accountId: string, kinds: ChangeKind[], horizon: string): Promise<boolean> {
	const { rows } = await sql<{ held: boolean }>`select exists (select 1 from change
		where account_id = ${accountId} and kind in (${sql.join(kinds)}) and xid >= ${horizon}::text::xid8) as held`.execute(
		trx,
	);
	return rows[0]!.held;
}

function latestOfEach<T extends ChangeKey>(rows: T[]): T[] {
	const byRecord = new Map<string, T>();
	for (const row of rows) {
		byRecord.delete(`${row.kind} ${row.id}`);
		byRecord.set(`${row.kind} ${row.id}`, row);
	}
	return [...byRecord.values()];
}
