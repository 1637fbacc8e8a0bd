import { ConfigError, readConfig, type Config } from '#server/boot/config.ts';
import { placeOf } from '#server/boot/start-server.ts';
import { openDatabase } from '#server/store/database.ts';
import { DatabaseInUseError } from '#server/store/one-process.ts';
import { createUnitOfWork } from '#server/store/unit-of-work.ts';
import type { UnitOfWork } from '#server/usecase/ports.ts';

/** Faults, a line each, and what else is worth saying before their number. */
interface Verdict {
	faults: string[];
	lines: string[];
	/** Says how much was looked at, before the number of faults. */
	looked?: string;
}

/**
 * `npm run NAME -- verify`: prints what `look` found. Ends with 0 where there is no fault, 1 where there is one, 2 where
 * it could not look.
 */
export async function verifyCommand(
	name: string,
	look: (at: { uow: UnitOfWork; config: Config }) => Promise<Verdict>,
): Promise<void> {
	if (process.argv[2] !== 'verify') {
		console.error(`usage: npm run ${name} -- verify   (with the embedded database: stop the server first)`);
		process.exit(2);
	}
	try {
		const config = readConfig(process.env);
		const database = await openDatabase(placeOf(config));
		try {
			const { faults, lines, looked } = await look({ uow: createUnitOfWork(database), config });
			for (const line of [...faults, ...lines]) console.log(line);
			console.log(`${looked ? `${looked}, ` : ''}${faults.length} faults`);
			process.exitCode = faults.length === 0 ? 0 : 1;
		} finally {
			await database.close();
		}
	} catch (error) {
		if (!(error instanceof ConfigError || error instanceof DatabaseInUseError)) throw error;
		console.error(error.message);
		process.exitCode = 2;
	}
}
