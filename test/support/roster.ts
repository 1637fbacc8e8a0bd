/** Students in a school's roster, as an import leaves them. */
import path from 'node:path';
import { sql } from 'kysely';
import { openDatabase, type Database } from '#server/store/database.ts';
import type { AppUnderTest } from './app-under-test.ts';

interface Roster {
	newId: () => string;
	clock: { nowMs: () => number };
}

interface School {
	schoolCode: string | null;
	accountId: string;
}

interface RosterLine {
	studentNumber: string;
	name: string;
	college: string;
	className: string;
	idNumber?: string;
	isLeaving?: boolean;
}

export async function fillRoster(
	{ world, database, school }: { world: Roster; database: Database; school: School },
	students: RosterLine[],
	schemeId = 'yunnan-kunming-2023',
): Promise<void> {
	const importId = world.newId();
	const nowMs = world.clock.nowMs();
	await database.run({ kind: 'system' }, async (trx) => {
		await sql`insert into roster_import
				(id, school_code, scheme_id, file_hash, state, mapping, counts, created_by_account_id, created_at_ms, applied_at_ms)
			values (${importId}, ${school.schoolCode}, ${schemeId}, 'x', 'applied', '{}', '{}', ${school.accountId},
				${nowMs}, ${nowMs})`.execute(trx);
		for (const { studentNumber, name, college, className, idNumber = null, isLeaving = false } of students) {
			const [idType, personKey] = idNumber === null ? [null, null] : ['resident-id', `key-${idNumber}`];
			await sql`insert into roster_student
					(id, school_code, scheme_id, student_number, name, id_type, id_number, person_key, college, class_name,
					is_leaving, import_id, created_at_ms, updated_at_ms)
				values (${world.newId()}, ${school.schoolCode}, ${schemeId}, ${studentNumber}, ${name}, ${idType},
					${idNumber}, ${personKey}, ${college}, ${className}, ${isLeaving}, ${importId}, ${nowMs}, ${nowMs})`.execute(
				trx,
			);
		}
	});
}

/** Into the database of an app that is stopped for it, for the school of the demo's administrator. */
export async function importRoster(app: AppUnderTest, students: RosterLine[]): Promise<void> {
	await app.stopServer();
	const database = await openDatabase({ kind: 'embedded', folder: path.join(app.dataDir, 'db') });
	const { rows } = await database.run({ kind: 'system' }, (trx) =>
		sql<School>`select id as "accountId", school_code as "schoolCode" from account
			where role = 'school-admin'`.execute(trx),
	);
	const world = { newId: () => crypto.randomUUID(), clock: { nowMs: () => Date.now() } };
	await fillRoster({ world, database, school: rows[0]! }, students);
	await database.close();
	await app.startServer();
}
