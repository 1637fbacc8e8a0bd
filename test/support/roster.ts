/** Students in a school's roster, in few words. */
import { openDatabase, type Database } from '#server/store/database.ts';
import { createUnitOfWork } from '#server/store/unit-of-work.ts';
import { aStudent, emptyRoster, insertRoster, type RosterPerson } from './a-roster.ts';
import { databaseOf } from './app-places.ts';
import type { AppUnderTest } from './app-under-test.ts';

type RosterLine = Pick<RosterPerson, 'studentNumber' | 'name' | 'college' | 'className'> &
	Partial<RosterPerson>;

interface School {
	schoolCode: string | null;
	accountId: string;
}

export function fillRoster(
	{ database, school }: { database: Database; school: School },
	students: readonly RosterLine[],
	schemeId = 'yunnan-kunming-2023',
): Promise<void> {
	const place = { schoolCode: school.schoolCode!, schemeId, accountId: school.accountId };
	return insertRoster(
		database,
		place,
		students.map((student, n) => aStudent(n, student)),
	);
}

const schoolPhone = '19000000013';

/** In the place of the demo's, of a school of the demo; the app is stopped for it. */
export async function importRoster(app: AppUnderTest, students: readonly RosterLine[]): Promise<void> {
	await app.stopServer();
	const database = await openDatabase(databaseOf(app));
	const uow = createUnitOfWork(database);
	const admin = await uow.run({ kind: 'system' }, (tx) => tx.accounts.findByPhone(schoolPhone));
	const school = { schoolCode: admin!.schoolCode, accountId: admin!.id };
	await emptyRoster(database, school.schoolCode!);
	await fillRoster({ database, school }, students);
	await database.close();
	await app.startServer();
}
