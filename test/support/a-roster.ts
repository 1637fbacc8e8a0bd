/** A school's roster as an import leaves it, by direct inserts. */
import { sql } from 'kysely';
import { systemClock, systemRandom } from '#shared/std/clock.ts';
import { personKey } from '#shared/domain/identity/person-key.ts';
import { newId } from '#shared/std/id.ts';
import type { Database } from '#server/store/database.ts';

export interface RosterPerson {
	id: string;
	studentNumber: string;
	name: string;
	phone?: string;
	college: string;
	className: string;
	isLeaving: boolean;
	enrollmentId: string | null;
	/** Of a resident's card. */
	idNumber: string | null;
}

export interface RosterPlace {
	schoolCode: string;
	schemeId: string;
	/** Who brought the file. */
	accountId: string;
}

export function aStudent(n: number, more: Partial<RosterPerson> = {}): RosterPerson {
	return {
		id: newId(systemClock, systemRandom),
		studentNumber: String(20_220_000 + n),
		name: `测试${'甲乙丙丁戊己庚辛壬癸'[n % 10]}`,
		college: '临床医学院',
		className: '临床2201班',
		isLeaving: false,
		enrollmentId: null,
		idNumber: null,
		...more,
	};
}

/** The demo has a roster of its own. */
export async function emptyRoster(database: Database, schoolCode: string): Promise<void> {
	for (const table of ['roster_student', 'roster_change', 'roster_import']) {
		await sql`delete from ${sql.id(table)} where school_code = ${schoolCode}`.execute(database.owner);
	}
}

/** As the role that connects: what is about to be tested is not how it came here. */
export async function insertRoster(
	database: Database,
	{ schoolCode, schemeId, accountId }: RosterPlace,
	people: readonly RosterPerson[],
): Promise<void> {
	const importId = newId(systemClock, systemRandom);
	const atMs = systemClock.nowMs();
	await sql`insert into roster_import (id, school_code, scheme_id, file_hash, state, mapping, counts,
			created_by_account_id, created_at_ms, applied_at_ms)
		values (${importId}, ${schoolCode}, ${schemeId}, ${'a'.repeat(64)}, 'applied', '{}', '{}',
			${accountId}, ${atMs}, ${atMs})`.execute(database.owner);
	for (let from = 0; from < people.length; from += 500) {
		await database.owner
			.insertInto('roster_student')
			.values(
				people.slice(from, from + 500).map((person) => ({
					id: person.id,
					school_code: schoolCode,
					scheme_id: schemeId,
					phone: person.phone ?? null,
					student_number: person.studentNumber,
					name: person.name,
					college: person.college,
					class_name: person.className,
					id_type: person.idNumber === null ? null : 'resident-id',
					id_number: person.idNumber,
					person_key: personKey({ idType: 'resident-id', idNumber: person.idNumber }),
					is_leaving: person.isLeaving,
					enrollment_id: person.enrollmentId,
					matched_by: person.enrollmentId === null ? null : 'student-number',
					word_basis: null,
					import_id: importId,
					created_at_ms: atMs,
					updated_at_ms: atMs,
				})),
			)
			.execute();
	}
}
