import type { Config } from '#server/boot/config.ts';
import type { UnitOfWork } from '#server/usecase/ports.ts';
import { withDatabase } from './with-database.ts';

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
	await withDatabase(async (at) => {
		const { faults, lines, looked } = await look(at);
		for (const line of [...faults, ...lines]) console.log(line);
		console.log(`${looked ? `${looked}, ` : ''}${faults.length} faults`);
		process.exitCode = faults.length === 0 ? 0 : 1;
	});
}
