/**
 * `npm run second-factor -- reset ACCOUNT-ID`: for a member of staff who lost phone and recovery codes. Make sure who asks. With the
 * embedded database: stop the server first. The id is on the auditor's screen; it is written down there that this was done.
 */
import { resetSecondFactor } from '#server/usecase/account/change-second-factor.usecase.ts';
import { systemClock } from '#shared/std/clock.ts';
import { idPattern } from '#shared/std/id.ts';
import { withDatabase } from './with-database.ts';

const [act, accountId = ''] = process.argv.slice(2);

if (act !== 'reset' || !idPattern.test(accountId)) {
	console.error('usage: npm run second-factor -- reset ACCOUNT-ID');
	process.exit(2);
}
await withDatabase(async ({ uow }) => {
	await resetSecondFactor({ services: { uow, clock: systemClock }, accountId });
	console.log('the second factor is gone, and every session of the account has ended');
}, 'this account has no second factor');
