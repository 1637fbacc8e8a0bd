/** What it takes to hear of a few changes, with few and with very many records in the reader's scope. */
import { sql } from 'kysely';
import { changesOnPage } from '#server/store/change-feed.repository.ts';
import { changeKindsOf, protocolVersion, readingOf } from '#shared/protocol/version.ts';
import type { Member, Office } from './office.ts';
import { PhoneLine } from './phone-line.ts';
import { median } from './rates.ts';

export interface Pull {
	records: number;
	changed: number;
	medianMs: number;
	/** How PostgreSQL reads the feed: rows and blocks. */
	plan: string;
}

/** As fast as it goes: what is measured is the reading. No key is checked, and no commit of it waits for the disk. */
async function fill({ database }: Office, accountId: string, records: number): Promise<void> {
	const fields = JSON.stringify({
		name: '测试',
		phone: '13900000000',
		address: '云南省昆明市五华区测试路1号',
	});
	await database.owner.transaction().execute(async (trx) => {
		await sql`set local session_replication_role = replica`.execute(trx);
		await sql`set local synchronous_commit = off`.execute(trx);
		await sql`with made as (insert into enrollment (id, owner_account_id, scheme_id, school_code, state, fields,
				school_confirmed, created_at_ms, updated_at_ms)
			select gen_random_uuid(), ${accountId}::uuid, 'yunnan-kunming-2023', 'kmmu', 'draft', ${fields}::text::jsonb,
				false, 0, 0
			from generate_series(1, ${records}::int) returning id)
			insert into change (account_id, kind, record_id) select ${accountId}::uuid, 'enrollment', id from made`.execute(
			trx,
		);
	});
	await sql`vacuum analyze enrollment, change`.execute(database.owner);
}

/** Until the reader may hear of the newest change: the server's jobs have transactions of their own. */
async function untilTold({ database }: Office, accountId: string): Promise<void> {
	for (;;) {
		const { rows } = await sql<{ told: boolean }>`select xid < pg_snapshot_xmin(pg_current_snapshot()) as told
			from change where account_id = ${accountId}::uuid order by xid desc, n desc limit 1`.execute(database.owner);
		if (rows[0]!.told) return;
	}
}

/** As a commit by somebody else leaves it: the records' rows in the feed are new. */
async function touch({ database }: Office, accountId: string, count: number): Promise<void> {
	await sql`with gone as (delete from change where n in (select n from change
				where account_id = ${accountId}::uuid order by xid, n limit ${count}::int) returning record_id)
		insert into change (account_id, kind, record_id) select ${accountId}::uuid, 'enrollment', record_id from gone`.execute(
		database.owner,
	);
}

/** As the server asks, in the reader's name. Throws where PostgreSQL reads a table whole. */
async function planOf({ database }: Office, { accountId }: Member, cursor: string): Promise<string> {
	const place = { after: cursor, reading: readingOf(protocolVersion), device: accountId };
	const page = changesOnPage(accountId, {
		...place,
		kinds: changeKindsOf(protocolVersion),
		known: [],
		limit: 1_000,
	});
	const actor = { kind: 'account', accountId, role: 'volunteer', schoolCode: null } as const;
	const { rows } = await database.run(actor, (trx) =>
		sql<
			Record<string, string>
		>`explain (analyze, buffers, costs off, timing off, summary off) ${page}`.execute(trx),
	);
	const plan = rows.map((row) => Object.values(row)[0]).join('\n');
	if (/Seq Scan on (change|enrollment)\b/.test(plan)) throw new Error(`a table is read whole:\n${plan}`);
	return plan;
}

/** The feed's end as a cursor, without reading a million records up to there. */
async function endOfFeed({ database }: Office, cursor: string): Promise<string> {
	const { rows } = await sql<{ horizon: string }>`
		select pg_snapshot_xmin(pg_current_snapshot())::text as horizon`.execute(database.owner);
	return `${cursor.split('.')[0]}.${rows[0]!.horizon}.0`;
}

/** `sizes` from small to large: the same reader's scope grows. */
export async function pullTimes(
	office: Office,
	sizes: number[],
	changes: number[],
	tries: number,
): Promise<Pull[]> {
	const pulls: Pull[] = [];
	const member = await office.member('volunteer');
	const line = new PhoneLine(office.url, member);
	await line.pullAll();
	let filled = 0;
	for (const records of sizes) {
		await fill(office, member.accountId, records - filled);
		filled = records;
		for (const changed of changes) {
			const times: number[] = [];
			let plan = '';
			// The first of them warms up.
			for (let i = 0; i <= tries; i++) {
				line.cursor = await endOfFeed(office, line.cursor!);
				await touch(office, member.accountId, changed);
				await untilTold(office, member.accountId);
				if (i === 0) plan = await planOf(office, member, line.cursor);
				const from = performance.now();
				const answer = await line.exchange([]);
				if (i > 0) times.push(performance.now() - from);
				if (answer.changes.length !== changed) throw new Error(`${answer.changes.length} changes came`);
			}
			pulls.push({ records, changed, medianMs: median(times), plan });
		}
	}
	line.close();
	return pulls;
}
