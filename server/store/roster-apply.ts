/** An import made the roster, and taken back: a few statements, whatever the number of lines. */
import { sql } from 'kysely';
import type { ImportCounts, RosterImport } from '#server/usecase/roster/ports.ts';
import type { Trx } from './database.ts';

/** What a line does not say stays as it is on record. `x` is the line, `s` the student. */
const said = {
	name: sql`coalesce(x.student ->> 'name', s.name)`,
	idType: sql`coalesce(x.student ->> 'idType', s.id_type)`,
	idNumber: sql`coalesce(x.student ->> 'idNumber', s.id_number)`,
	personKey: sql`coalesce(x.student ->> 'personKey', s.person_key)`,
	college: sql`coalesce(x.student ->> 'college', s.college)`,
	className: sql`coalesce(x.student ->> 'className', s.class_name)`,
	phone: sql`coalesce(x.student ->> 'phone', s.phone)`,
	isLeaving: sql`coalesce((x.student ->> 'isLeaving')::boolean, s.is_leaving)`,
};

export const sameAsKnown = sql`(${said.name} = s.name and ${said.personKey} is not distinct from s.person_key
	and ${said.college} = s.college and ${said.className} = s.class_name
	and ${said.phone} is not distinct from s.phone and ${said.isLeaving} = s.is_leaving)`;

/** Found by the file's own words: what a person said stays, whoever it turns out to be. */
const byItself = sql`s.matched_by in ('id-number', 'student-number')`;

export async function applyImport(trx: Trx, row: RosterImport, atMs: number): Promise<void> {
	const { id, schoolCode, schemeId } = row;
	await trx
		.deleteFrom('roster_change')
		.where('school_code', '=', schoolCode)
		.where('import_id', 'in', (eb) =>
			eb
				.selectFrom('roster_import')
				.select('id')
				.where('school_code', '=', schoolCode)
				.where('scheme_id', '=', schemeId),
		)
		.execute();
	const changed = sql`roster_line x join roster_student s on s.school_code = ${schoolCode}
		and s.scheme_id = ${schemeId} and s.student_number = x.student ->> 'studentNumber'
		where x.import_id = ${id} and x.effect = 'changed'`;
	await sql`insert into roster_change (import_id, student_id, school_code, before)
		select ${id}, s.id, ${schoolCode}, jsonb_build_object('name', s.name, 'id_type', s.id_type,
			'id_number', s.id_number, 'person_key', s.person_key, 'college', s.college, 'class_name', s.class_name,
			'phone', s.phone, 'is_leaving', s.is_leaving, 'import_id', s.import_id)
		from ${changed}`.execute(trx);
	// What was prepared is then somebody else's to begin, and to be told of.
	const isOther = sql`(${said.personKey} is distinct from s.person_key or ${said.name} <> s.name)`;
	await sql`update roster_student t set name = n.name, id_type = n.id_type, id_number = n.id_number,
			person_key = n.person_key, college = n.college, class_name = n.class_name, phone = n.phone,
			is_leaving = n.is_leaving, import_id = ${id}, updated_at_ms = ${atMs},
			enrollment_id = case when n.loosens then null else t.enrollment_id end,
			matched_by = case when n.loosens then null else t.matched_by end,
			match_due = n.loosens or t.enrollment_id is null,
			begun_at_ms = case when n.is_other then null else t.begun_at_ms end,
			tell_due = t.tell_due or (n.is_other and t.prepared_at_ms is not null)
		from (select s.id, ${said.name} as name, ${said.idType} as id_type, ${said.idNumber} as id_number,
			${said.personKey} as person_key, ${said.college} as college, ${said.className} as class_name,
			${said.phone} as phone, ${said.isLeaving} as is_leaving,
			${isOther} as is_other, coalesce(${isOther} and ${byItself}, false) as loosens from ${changed}) n
		where t.id = n.id`.execute(trx);
	await sql`with added as (
			insert into roster_student (id, school_code, scheme_id, student_number, name, id_type, id_number, person_key,
				college, class_name, phone, is_leaving, import_id, created_at_ms, updated_at_ms, match_due)
			select gen_random_uuid(), ${schoolCode}, ${schemeId}, student ->> 'studentNumber', student ->> 'name',
				student ->> 'idType', student ->> 'idNumber', student ->> 'personKey',
				coalesce(student ->> 'college', ''), coalesce(student ->> 'className', ''), student ->> 'phone',
				coalesce((student ->> 'isLeaving')::boolean, false), ${id}, ${atMs}::bigint, ${atMs}::bigint, true
			from roster_line where import_id = ${id} and effect = 'new' returning id
		)
		insert into roster_change (import_id, student_id, school_code, before)
		select ${id}, id, ${schoolCode}, null from added`.execute(trx);
}

/** The newest that was applied, with what it changed. */
export async function canUndo(
	trx: Trx,
	{ id, schoolCode, schemeId, appliedAtMs }: RosterImport,
): Promise<boolean> {
	const { rows } = await sql<{ can: boolean }>`select exists (select 1 from roster_import i
			where i.id = ${id} and i.state = 'applied')
		and exists (select 1 from roster_change c where c.school_code = ${schoolCode} and c.import_id = ${id})
		and not exists (select 1 from roster_import i where i.school_code = ${schoolCode} and i.scheme_id = ${schemeId}
			and i.id <> ${id} and i.applied_at_ms > ${appliedAtMs ?? 0}::bigint) as can`.execute(trx);
	return rows[0]?.can ?? false;
}

/** Who has the school's word, or is said to stay, or was matched by a person, stays; what the file changed of others is as before. */
export async function undoImport(
	trx: Trx,
	{ id, schoolCode }: RosterImport,
	atMs: number,
): Promise<Pick<ImportCounts, 'removed' | 'kept'>> {
	const ofImport = sql`c.school_code = ${schoolCode} and c.import_id = ${id} and c.student_id = s.id`;
	await sql`update roster_student s set name = c.before ->> 'name', id_type = c.before ->> 'id_type',
			id_number = c.before ->> 'id_number', person_key = c.before ->> 'person_key',
			college = c.before ->> 'college', class_name = c.before ->> 'class_name', phone = c.before ->> 'phone',
			is_leaving = (c.before ->> 'is_leaving')::boolean, import_id = (c.before ->> 'import_id')::uuid,
			updated_at_ms = ${atMs},
			enrollment_id = case when ${byItself} then null else s.enrollment_id end,
			matched_by = case when ${byItself} then null else s.matched_by end, match_due = true
		from roster_change c where ${ofImport} and c.before is not null`.execute(trx);
	const { rows } = await sql<{ removed: number; kept: number }>`with added as (
			select s.id, s.word is null and s.stay_reason is null and s.matched_by is distinct from 'person' as goes
			from roster_student s, roster_change c where ${ofImport} and c.before is null
		), gone as (delete from roster_student where id in (select id from added where goes) returning id)
		select (select count(*) from gone) as removed, (select count(*) from added where not goes) as kept`.execute(
		trx,
	);
	await trx.deleteFrom('roster_change').where('import_id', '=', id).execute();
	return { removed: Number(rows[0]?.removed ?? 0), kept: Number(rows[0]?.kept ?? 0) };
}
