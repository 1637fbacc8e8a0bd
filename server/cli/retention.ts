/**
 * `npm run retention -- holds | hold ACCOUNT REASON | lift ID`: what must not end by itself. With the embedded database: stop
 * the server first. Prints account ids alone; the auditor's screen and a case's record show them.
 */
import { ConfigError, readConfig } from '#server/boot/config.ts';
import { placeOf } from '#server/boot/start-server.ts';
import { openDatabase } from '#server/store/database.ts';
import { DatabaseInUseError } from '#server/store/one-process.ts';
import { createUnitOfWork } from '#server/store/unit-of-work.ts';
import { holdAccount, liftHold, openHolds } from '#server/usecase/retention/legal-hold.usecase.ts';
import { RefusalError } from '#shared/errors/refusal.ts';
import { systemClock, systemRandom } from '#shared/std/clock.ts';
import { idPattern } from '#shared/std/id.ts';

const [act, id, ...words] = process.argv.slice(2);
const reason = words.join(' ').trim();
const isId = idPattern.test(id ?? '');

try {
	if (!(act === 'holds' || (act === 'lift' && isId) || (act === 'hold' && isId && reason !== ''))) {
		console.error('usage: npm run retention -- holds | hold ACCOUNT-ID REASON | lift HOLD-ID');
		process.exit(2);
	}
	const database = await openDatabase(placeOf(readConfig(process.env)));
	const services = { uow: createUnitOfWork(database), clock: systemClock, random: systemRandom };
	try {
		if (act === 'hold') console.log((await holdAccount({ services, accountId: id!, reason })).id);
		if (act === 'lift') await liftHold({ services, id: id! });
		for (const hold of await openHolds(services)) {
			console.log(`${hold.id} ${hold.accountId} ${new Date(hold.sinceMs).toISOString()} ${hold.reason}`);
		}
	} finally {
		await database.close();
	}
} catch (error) {
	const isExpected = error instanceof ConfigError || error instanceof DatabaseInUseError;
	if (!isExpected && !(error instanceof RefusalError)) throw error;
	console.error(error instanceof RefusalError ? 'there is none of this id' : error.message);
	process.exitCode = 2;
}
