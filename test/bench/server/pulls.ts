/** What it takes to hear of a few changes, with few and with very many records in the reader's scope. */
import { sql } from 'kysely';
import type { Office } from './office.ts';
import { PhoneLine } from './phone-line.ts';
import { median } from './rates.ts';

export interface Pull {
	records: number;
	changed: number;
	medianMs: number;
	/** What PostgreSQL says of reading the feed: rows and blocks. */
	plan: string;
}

async function fill({ database }: Office, accountId: string, records: number): Promise<void> {
	const fields = JSON.stringify({
		name: '测试',
		phone: '13900000000',
		address: '云南省昆明市五华区测试路1号',
	});
	await sql`with made as (insert into enrollment (id, owner_account_id, scheme_id, school_code, state, fields,
			school_confirmed, created_at_ms, updated_at_ms)
		select gen_random_uuid(), ${accountId}::uuid, 'yunnan-kunming-2023', 'kmmu', 'draft', ${fields}::text::jsonb, false, 0, 0
		from generate_series(1, ${records}::int) returning id)
		insert into change (account_id, kind, record_id) select ${accountId}::uuid, 'enrollment', id from made`.execute(
		database.owner,
	);
	await sql`analyze enrollment, change`.execute(database.owner);
}

/** As a commit by somebody else leaves it: the records' rows in the feed are new. */
async function touch({ database }: Office, accountId: string, count: number): Promise<void> {
	await database.owner.transaction().execute(async (trx) => {
		const { rows } = await sql<{ id: string }>`delete from change where n in (select n from change
			where account_id = ${accountId}::uuid order by record_id limit ${count}) returning record_id as id`.execute(
			trx,
		);
		for (const { id } of rows) {
			await sql`insert into change (account_id, kind, record_id) values (${accountId}::uuid, 'enrollment', ${id}::uuid)`.execute(
				trx,
			);
		}
	});
}

async function planOf({ database }: Office, accountId: string): Promise<string> {
	const { rows } = await sql<
		Record<string, string>
	>`explain (analyze, buffers, costs off, timing off, summary off)
		select kind, record_id, xid, n from change where account_id = ${accountId}::uuid
			and kind in ('enrollment', 'order', 'notice')
			and (xid, n) > ((select max(xid::text::bigint)::text::xid8 from change where account_id = ${accountId}::uuid), 0)
			and xid < pg_snapshot_xmin(pg_current_snapshot())
		order by change.xid, change.n limit 201`.execute(database.owner);
	return rows.map((row) => Object.values(row)[0]).join('\n');
}

/** The feed's end as a cursor, without reading a million records up to there. */
async function endOfFeed({ database }: Office, cursor: string): Promise<string> {
	const { rows } = await sql<{ horizon: string }>`
		select pg_snapshot_xmin(pg_current_snapshot())::text as horizon`.execute(database.owner);
	return `${cursor.split('.')[0]}.${rows[0]!.horizon}.0`;
}

export async function pullTimes(
	office: Office,
	sizes: number[],
	changes: number[],
	tries: number,
): Promise<Pull[]> {
	const pulls: Pull[] = [];
	for (const records of sizes) {
		const member = await office.member('volunteer');
		const line = new PhoneLine(office.url, member);
		await line.pullAll();
		await fill(office, member.accountId, records);
		for (const changed of changes) {
			const times: number[] = [];
			for (let i = 0; i < tries; i++) {
				line.cursor = await endOfFeed(office, line.cursor!);
				await touch(office, member.accountId, changed);
				const from = performance.now();
				const answer = await line.exchange([]);
				times.push(performance.now() - from);
				if (answer.changes.length !== changed) throw new Error(`${answer.changes.length} changes came`);
			}
			pulls.push({ records, changed, medianMs: median(times), plan: await planOf(office, member.accountId) });
		}
		line.close();
	}
	return pulls;
}
