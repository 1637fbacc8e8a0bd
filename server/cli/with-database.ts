import { existsSync } from 'node:fs';
import { ConfigError, readConfig, type Config } from '#server/boot/config.ts';
import { placeOf } from '#server/boot/start-server.ts';
import { openDatabase, type Database, type DatabasePlace } from '#server/store/database.ts';
import { isBehind } from '#server/store/migrate.ts';
import { DatabaseInUseError } from '#server/store/one-process.ts';
import { createUnitOfWork } from '#server/store/unit-of-work.ts';
import type { UnitOfWork } from '#server/usecase/ports.ts';
import { RefusalError } from '#shared/errors/refusal.ts';

/** There is nothing to run a command on. */
class NotSetUpError extends Error {
	override name = 'NotSetUpError';
	constructor() {
		super(
			'there is no database yet, or it is of an earlier version: start the server once, which sets it up',
		);
	}
}

/** As it is: a command sets nothing up, and makes no folder where DATA_DIR is mistyped. */
async function openAsItIs(place: DatabasePlace): Promise<Database> {
	if (place.kind === 'embedded' && !existsSync(place.folder)) throw new NotSetUpError();
	const database = await openDatabase(place);
	try {
		if (await isBehind(database)) throw new NotSetUpError();
		return database;
	} catch (error) {
		await database.close();
		throw error;
	}
}

/**
 * Runs a command on the configured database and closes it. Where it cannot be opened, nobody has set it up, or the use case refuses and `refused`
 * says in words what that means, it says so and ends with 2.
 */
export async function withDatabase(
	work: (at: { uow: UnitOfWork; config: Config }) => Promise<void>,
	refused?: string,
): Promise<void> {
	try {
		const config = readConfig(process.env);
		const database = await openAsItIs(placeOf(config));
		try {
			await work({ uow: createUnitOfWork(database), config });
		} finally {
			await database.close();
		}
	} catch (error) {
		const isKnown =
			error instanceof ConfigError || error instanceof DatabaseInUseError || error instanceof NotSetUpError;
		const words = isKnown ? error.message : error instanceof RefusalError ? refused : undefined;
		if (words === undefined) throw error;
		console.error(words);
		process.exitCode = 2;
	}
}
