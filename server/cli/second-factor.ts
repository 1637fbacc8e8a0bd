/**
 * `npm run second-factor -- reset ACCOUNT-ID`: for a member of staff who lost phone and recovery codes. Make sure who asks. With the
 * embedded database: stop the server first. The id is on the auditor's screen; it is written down there that this was done.
 */
import { ConfigError, readConfig } from '#server/boot/config.ts';
import { placeOf } from '#server/boot/start-server.ts';
import { openDatabase } from '#server/store/database.ts';
import { DatabaseInUseError } from '#server/store/one-process.ts';
import { createUnitOfWork } from '#server/store/unit-of-work.ts';
import { resetSecondFactor } from '#server/usecase/account/change-second-factor.usecase.ts';
import { RefusalError } from '#shared/errors/refusal.ts';
import { systemClock } from '#shared/std/clock.ts';
import { idPattern } from '#shared/std/id.ts';

const [act, accountId = ''] = process.argv.slice(2);

try {
	if (act !== 'reset' || !idPattern.test(accountId)) {
		console.error('usage: npm run second-factor -- reset ACCOUNT-ID');
		process.exit(2);
	}
	const database = await openDatabase(placeOf(readConfig(process.env)));
	try {
		await resetSecondFactor({
			services: { uow: createUnitOfWork(database), clock: systemClock },
			accountId,
		});
		console.log('the second factor is gone, and every session of the account has ended');
	} finally {
		await database.close();
	}
} catch (error) {
	const isExpected = error instanceof ConfigError || error instanceof DatabaseInUseError;
	if (!isExpected && !(error instanceof RefusalError)) throw error;
	console.error(error instanceof RefusalError ? 'this account has no second factor' : error.message);
	process.exitCode = 2;
}
