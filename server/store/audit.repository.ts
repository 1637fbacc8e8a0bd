import { sql } from 'kysely';
import type { AuditEntry, AuditTable, StoredAuditEntry } from '#server/usecase/audit/ports.ts';
import { jsonb, type Trx } from './database.ts';
import { executeLater } from './execute-later.ts';

/** Any number that no other lock of ours has: one sealer at a time, over all instances. */
const sealerLock = 7_402_117;

interface Joined {
	number: number;
	entry_id: number;
	hash: string;
	id: number | null;
	at_ms: number;
	actor: string;
	act: string;
	subject: string | null;
	detail: StoredAuditEntry['detail'];
}

function toEntry(row: Omit<Joined, 'number' | 'entry_id' | 'hash'> & { id: number }): StoredAuditEntry {
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
			const rows = await trx
				.selectFrom('audit_entry')
				.selectAll()
				.where(({ not, exists, selectFrom }) =>
					not(
						exists(
							selectFrom('audit_seal')
								.select('number')
								.whereRef('audit_seal.entry_id', '=', 'audit_entry.id'),
						),
					),
				)
				.orderBy('id')
				.limit(limit)
				.execute();
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
		async appendSeals(seals) {
			if (seals.length === 0) return;
			const rows = seals.map((seal) => sql`(${seal.number}::bigint, ${seal.entryId}::bigint, ${seal.hash})`);
			await sql`insert into audit_seal (number, entry_id, hash) values ${sql.join(rows)}`.execute(trx);
		},
		async sealed(afterNumber, limit) {
			const { rows } = await sql<Joined>`
				select s.number, s.entry_id, s.hash, e.id, e.at_ms, e.actor, e.act, e.subject, e.detail
				from audit_seal s left join audit_entry e on e.id = s.entry_id
				where s.number > ${afterNumber} order by s.number limit ${limit}`.execute(trx);
			return rows.map((row) => ({
				seal: { number: row.number, entryId: row.entry_id, hash: row.hash },
				entry: row.id === null ? null : toEntry({ ...row, id: row.id }),
			}));
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
