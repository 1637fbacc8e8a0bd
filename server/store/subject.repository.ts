import { sql } from 'kysely';
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
		async files({ accountId }) {
			if (accountId === null) return [];
			return trx
				.selectFrom('document')
				.select(['hash', 'type', 'place', 'size'])
				.where('owner_account_id', '=', accountId)
				.orderBy('stored_at_ms')
				.execute();
		},
	};
}
