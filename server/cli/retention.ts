/**
 * `npm run retention -- holds | hold ACCOUNT REASON | lift ID REASON`: what must not end by itself. With the embedded database: stop
 * the server first. Prints account ids alone; the auditor's screen and a case's record show them.
 */
import { holdAccount, liftHold, openHolds } from '#server/usecase/retention/legal-hold.usecase.ts';
import { systemClock, systemRandom } from '#shared/std/clock.ts';
import { idPattern } from '#shared/std/id.ts';
import { withDatabase } from './with-database.ts';

const [act, id, ...words] = process.argv.slice(2);
const reason = words.join(' ').trim();
const isId = idPattern.test(id ?? '');

if (!(act === 'holds' || ((act === 'lift' || act === 'hold') && isId && reason !== ''))) {
	console.error('usage: npm run retention -- holds | hold ACCOUNT-ID REASON | lift HOLD-ID REASON');
	process.exit(2);
}
await withDatabase(async ({ uow }) => {
	const services = { uow, clock: systemClock, random: systemRandom };
	const call = { services, actor: { kind: 'system' }, reason } as const;
	if (act === 'hold') console.log((await holdAccount({ ...call, accountId: id! })).id);
	if (act === 'lift') await liftHold({ ...call, id: id! });
	for (const hold of await openHolds(services)) {
		console.log(`${hold.id} ${hold.accountId} ${new Date(hold.sinceMs).toISOString()} ${hold.reason}`);
	}
}, 'there is none of this id');
