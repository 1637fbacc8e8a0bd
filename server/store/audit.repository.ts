import { sql } from 'kysely';
import type { AuditEntry, AuditTable, StoredAuditEntry } from '#server/usecase/audit/ports.ts';
import { jsonb, type Trx } from './database.ts';
import { executeLater } from './execute-later.ts';

/** Any number that no other lock of ours has: one sealer at a time, over all instances. */
const sealerLock = 7_402_117;
/** Of a bigint: whoever puts an entry in past the product is bound to no sequence. */
const lowestId = '-9223372036854775808';

interface AuditRow {
	id: number;
	at_ms: number;
	actor: string;
	act: string;
	subject: string | null;
	detail: StoredAuditEntry['detail'];
}

interface Joined extends Omit<AuditRow, 'id'> {
	number: number;
	entry_id: number;
	hash: string;
	id: number | null;
}

function toEntry(row: AuditRow): StoredAuditEntry {
	const { id, actor, act, subject, detail } = row;
	return { id, atMs: row.at_ms, actor, act, subject, detail };
}

function auditOfSubjects(trx: Trx): Pick<AuditTable, 'ofSubject' | 'ofSubjects'> {
	const all = () => trx.selectFrom('audit_entry').selectAll();
	return {
		async ofSubject(subject) {
			return (await all().where('subject', '=', subject).orderBy('id').execute()).map(toEntry);
		},
		async ofSubjects(subjects, acts, limit) {
			if (subjects.length === 0) return [];
			const of = all().where('subject', 'in', subjects).where('act', 'in', acts);
			return (await of.orderBy('id', 'desc').limit(limit).execute()).map(toEntry);
		},
	};
}

/** See `AuditTable` for what each call promises. */
export function auditRepository(trx: Trx): AuditTable {
	return {
		async append(entry) {
			await executeLater(
				trx,
				sql`insert into audit_entry (at_ms, actor, act, subject, detail)
				values (${entry.atMs}, ${entry.actor}, ${entry.act}, ${entry.subject}, ${jsonb(entry.detail)})`,
			);
		},
		appendAll: (entries) => appendAll(trx, entries),
		...auditOfSubjects(trx),
		async unsealed(limit) {
			await sql`select pg_advisory_xact_lock(${sealerLock})`.execute(trx);
			// Each by its key: PostgreSQL may not have looked at what waits yet, and would read all entries to join them.
			const { rows } = await sql<AuditRow>`
				select e.* from (select entry_id from audit_unsealed order by entry_id limit ${limit}) as waiting
				cross join lateral (select * from audit_entry where id = waiting.entry_id offset 0) as e
				order by e.id`.execute(trx);
			return rows.map(toEntry);
		},
		async lastSeal() {
			const seal = await trx
				.selectFrom('audit_seal')
				.selectAll()
				.orderBy('number', 'desc')
				.limit(1)
				.executeTakeFirst();
			return seal ? { number: seal.number, entryId: seal.entry_id, hash: seal.hash } : null;
		},
		...auditSearch(trx),
		async appendSeals(seals) {
			if (seals.length === 0) return;
			const rows = seals.map((seal) => sql`(${seal.number}::bigint, ${seal.entryId}::bigint, ${seal.hash})`);
			await sql`insert into audit_seal (number, entry_id, hash) values ${sql.join(rows)}`.execute(trx);
		},
		async sealed(afterNumber, limit) {
			const { rows } = await sql<Joined>`
				select s.number, s.entry_id, s.hash, e.id, e.at_ms, e.actor, e.act, e.subject, e.detail
				from audit_seal s left join lateral (select * from audit_entry where id = s.entry_id offset 0) e on true
				where s.number > ${afterNumber} order by s.number limit ${limit}`.execute(trx);
			return rows.map((row) => ({
				seal: { number: row.number, entryId: row.entry_id, hash: row.hash },
				entry: row.id === null ? null : toEntry({ ...row, id: row.id }),
			}));
		},
	};
}

function auditSearch(
	trx: Trx,
): Pick<AuditTable, 'countUnsealed' | 'search' | 'outsideOfChain' | 'waitingAndGone'> {
	return {
		async countUnsealed() {
			const { rows } = await sql<{ n: number }>`select count(*)::int as n from audit_unsealed`.execute(trx);
			return rows[0]!.n;
		},
		async outsideOfChain(afterId, limit) {
			const { rows } = await sql<{ last: number | null; outside: number[] }>`
				select max(id) as last, coalesce(json_agg(id order by id) filter (where is_outside), '[]') as outside
				from (select id, not exists (select 1 from audit_seal where entry_id = looked_at.id offset 0)
						and not exists (select 1 from audit_unsealed where entry_id = looked_at.id offset 0) as is_outside
					from (select id from audit_entry where id > ${afterId ?? lowestId}::bigint order by id limit ${limit}) as looked_at) as told`.execute(
				trx,
			);
			return rows[0]!;
		},
		async waitingAndGone(limit) {
			const { rows } = await sql<{ id: number }>`select entry_id as id from audit_unsealed as waiting
				where not exists (select 1 from audit_entry where id = waiting.entry_id offset 0)
				order by entry_id limit ${limit}`.execute(trx);
			return rows.map(({ id }) => id);
		},
		async search({ acts, actor, subject, fromMs, untilMs, after, limit }) {
			let found = trx.selectFrom('audit_entry').selectAll();
			if (actor !== null) found = found.where('actor', '=', actor);
			if (subject !== null) found = found.where('subject', '=', subject);
			if (fromMs !== null) found = found.where('at_ms', '>=', fromMs);
			if (untilMs !== null) found = found.where('at_ms', '<', untilMs);
			if (acts.length > 0) {
				// As text in the statement: a pattern that is a parameter finds no index of a part of the table.
				found = found.where(({ or }) => or(acts.map((act) => sql<boolean>`act like ${sql.lit(act)}`)));
			}
			if (after) {
				found = found.where(sql<boolean>`(at_ms, id) < (${after.atMs}::bigint, ${after.id}::bigint)`);
			}
			const rows = await found.orderBy('at_ms', 'desc').orderBy('id', 'desc').limit(limit).execute();
			return rows.map(toEntry);
		},
	};
}

async function appendAll(trx: Trx, entries: AuditEntry[]): Promise<void> {
	if (entries.length === 0) return;
	await executeLater(
		trx,
		sql`insert into audit_entry (at_ms, actor, act, subject, detail)
			select (e->>'atMs')::bigint, e->>'actor', e->>'act', (e->>'subject')::uuid, e->'detail'
			from jsonb_array_elements(${jsonb(entries)}) with ordinality as given(e, place)
			order by place`,
	);
}
