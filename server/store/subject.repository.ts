import { sql } from 'kysely';
import type { DocumentType } from '#shared/domain/document/document-type.ts';
import type { Subject, SubjectTable } from '#server/usecase/record/ports.ts';
import type { Trx } from './database.ts';
import { subjectParts } from './subject-tables.ts';

/**
 * What a volunteer entered is about whoever the form names, and belongs to the volunteer's account only as its sender.
 * A wrong digit names somebody else: the name must be the same too.
 */
const setsOf = ({ accountId, personKey, name }: Subject) => sql`
	with me as (select ${accountId}::uuid as account_id, ${personKey}::text as person_key, ${name}::text as name),
	mine as (select e.id from enrollment e, me where (e.owner_account_id = me.account_id and e.drive_id is null)
		or (e.drive_id is not null and e.person_key = me.person_key and e.fields ->> 'name' = me.name)),
	orders as (select o.id from payment_order o where o.enrollment_id in (select id from mine)),
	claims as (select c.id from claim c, me where c.owner_account_id = me.account_id),
	notices as (select n.id from notice n, me where n.account_id = me.account_id),
	devices as (select d.id from device d, me where d.account_id = me.account_id)`;

const isNamedByOwn = sql`(exists (select 1 from claim_document n where n.hash = d.hash and n.claim_id in (select id from claims))
	or exists (select 1 from feedback f where f.owner_account_id = d.owner_account_id and d.hash = any (f.pictures)))`;

/** What an administrator brought for their school is about its students, and no part of the administrator's own record. */
const isOwn = sql`(d.owner_account_id = (select account_id from me) and (${isNamedByOwn} or not (
	exists (select 1 from account a where a.id = d.owner_account_id and a.role = 'school-admin')
	or exists (select 1 from outcome_scan n where n.owner_account_id = d.owner_account_id and n.hash = d.hash))))`;

/** Of a scan that was given for several, the others stand on it too: it is nobody's own to take. */
const isOfThemAlone = sql`(exists (select 1 from outcome_scan n where n.owner_account_id = d.owner_account_id
		and n.hash = d.hash and n.students = 1 and n.student_id in (select id from theirs))
	and not exists (select 1 from outcome_scan n where n.owner_account_id = d.owner_account_id
		and n.hash = d.hash and n.student_id not in (select id from theirs)))`;

/** See `SubjectTable` for what each call promises. */
export function subjectRepository(trx: Trx): SubjectTable {
	return {
		async everything(subject) {
			const sets = setsOf(subject);
			const asked = Object.entries(subjectParts).map(async ([table, { title, where, without = [] }]) => {
				const { rows } = await sql<{ found: Record<string, unknown>[] }>`${sets}
					select coalesce(jsonb_agg(to_jsonb(t) - ${[...without]}::text[]), '[]') as found
					from ${sql.id(table)} t where ${sql.raw(where)}`.execute(trx);
				return { table, title, rows: rows[0]!.found };
			});
			return (await Promise.all(asked)).filter(({ rows }) => rows.length > 0);
		},
		async files(subject) {
			const { rows } = await sql<{ hash: string; type: DocumentType; place: string; size: number }>`
				${setsOf(subject)},
				theirs as (select s.id from roster_student s, me where s.enrollment_id in (select id from mine)
					or (s.person_key = me.person_key and s.name = me.name)),
				found as (select distinct on (d.hash) d.hash, d.type, d.place, d.size, d.stored_at_ms from document d
					where ${isOwn} or ${isOfThemAlone} order by d.hash, d.stored_at_ms)
				select hash, type, place, size from found order by stored_at_ms`.execute(trx);
			return rows;
		},
	};
}
