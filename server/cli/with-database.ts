import { ConfigError, readConfig, type Config } from '#server/boot/config.ts';
import { placeOf } from '#server/boot/start-server.ts';
import { openDatabase } from '#server/store/database.ts';
import { DatabaseInUseError } from '#server/store/one-process.ts';
import { createUnitOfWork } from '#server/store/unit-of-work.ts';
import type { UnitOfWork } from '#server/usecase/ports.ts';
import { RefusalError } from '#shared/errors/refusal.ts';

/**
 * Runs a command on the configured database and closes it. Where it cannot be opened, or the use case refuses and `refused`
 * says in words what that means, it says so and ends with 2.
 */
export async function withDatabase(
	work: (at: { uow: UnitOfWork; config: Config }) => Promise<void>,
	refused?: string,
): Promise<void> {
	try {
		const config = readConfig(process.env);
		const database = await openDatabase(placeOf(config));
		try {
			await work({ uow: createUnitOfWork(database), config });
		} finally {
			await database.close();
		}
	} catch (error) {
		const isKnown = error instanceof ConfigError || error instanceof DatabaseInUseError;
		const words = isKnown ? error.message : error instanceof RefusalError ? refused : undefined;
		if (words === undefined) throw error;
		console.error(words);
		process.exitCode = 2;
	}
}
