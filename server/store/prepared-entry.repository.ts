import { sql } from 'kysely';
import type { PreparedEntryTable, PreparedStudent } from '#server/usecase/outcome/prepared-ports.ts';
import type { Trx } from './database.ts';

type Standing = Awaited<ReturnType<PreparedEntryTable['lock']>>[number];

const isOpen = sql`s.prepared_at_ms is not null
	and exists (select 1 from roster_outcome r where r.id = s.id and r.outcome = 'not-reached')`;

/** See `PreparedEntryTable` for what each call promises. */
export function preparedEntryRepository(trx: Trx): PreparedEntryTable {
	return {
		async lock(schoolCode, ids) {
			// Always in the same order, so that two administrators do not wait for each other in a circle.
			const { rows } = await sql<Standing>`
				select s.id, s.word, e.state as "enrollmentState", s.prepared_at_ms is not null as "isPrepared",
					s.person_key is not null as "hasDocument"
				from roster_student s left join enrollment e on e.id = s.enrollment_id
				where s.school_code = ${schoolCode} and s.id = any(${ids}::uuid[])
				order by s.id for update of s`.execute(trx);
			return rows;
		},
		async prepare(ids, { accountId, atMs }) {
			await trx
				.updateTable('roster_student')
				.where('id', 'in', ids)
				.set({ prepared_at_ms: atMs, prepared_by_account_id: accountId, tell_due: true, updated_at_ms: atMs })
				.execute();
		},
		async counts({ schoolCode, schemeId }) {
			const { rows } = await sql<{ asked: number; begun: number; declared: number }>`
				select count(*)::int as asked,
					(count(*) filter (where s.begun_at_ms is not null or r.outcome = 'enrolled-here'))::int as begun,
					(count(*) filter (where r.outcome = 'enrolled-here'))::int as declared
				from roster_student s join roster_outcome r on r.id = s.id
				where s.school_code = ${schoolCode} and s.scheme_id = ${schemeId}
					and s.prepared_at_ms is not null`.execute(trx);
			return rows[0]!;
		},
		async ofDocument({ idType, idNumber }) {
			const { rows } = await sql<PreparedStudent>`
				select s.id, s.school_code as "schoolCode", s.scheme_id as "schemeId", s.prepared_at_ms as "preparedAtMs",
					s.name, s.id_type as "idType", s.id_number as "idNumber", s.student_number as "studentNumber", s.phone
				from roster_student s
				where s.person_key = ${`${idType} ${idNumber}`} and ${isOpen}
				order by s.prepared_at_ms desc, s.id`.execute(trx);
			return rows;
		},
		async begin(id, atMs) {
			await trx
				.updateTable('roster_student')
				.where('id', '=', id)
				.where('begun_at_ms', 'is', null)
				.set({ begun_at_ms: atMs })
				.execute();
		},
		async takeDue(limit) {
			const { rows } = await sql<Awaited<ReturnType<PreparedEntryTable['takeDue']>>[number]>`
				with due as (select id from roster_student where tell_due order by id limit ${limit} for update skip locked),
				told as (update roster_student t set tell_due = false from due where t.id = due.id returning t.id)
				select s.name, (select jsonb_build_object('id', p.account_id, 'name', p.name) from account_person p
					where p.id_type = s.id_type and p.id_number = s.id_number
						and s.begun_at_ms is null and ${isOpen}) as account
				from told join roster_student s on s.id = told.id order by s.id`.execute(trx);
			return rows;
		},
	};
}
