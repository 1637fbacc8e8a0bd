/** `npm run restored`: once after the database was restored from a backup, before the server is opened again. */
import { ConfigError, readConfig } from '#server/boot/config.ts';
import { placeOf } from '#server/boot/start-server.ts';
import { openDatabase } from '#server/store/database.ts';
import { migrate } from '#server/store/migrate.ts';
import { DatabaseInUseError } from '#server/store/one-process.ts';
import { beginNewHistory } from '#server/store/restored.ts';

try {
	const database = await openDatabase(placeOf(readConfig(process.env)));
	try {
		await migrate(database);
		await beginNewHistory(database);
	} finally {
		await database.close();
	}
	console.log(
		'a new history has begun: every device asks for everything and offers again what the backup lacks',
	);
} catch (error) {
	if (!(error instanceof ConfigError || error instanceof DatabaseInUseError)) throw error;
	console.error(error.message);
	process.exitCode = 2;
}
