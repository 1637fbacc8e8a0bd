import type { TakenTotals } from '#shared/protocol/office.ts';
import { hashOfJson } from '#shared/std/hash.ts';
import { countHits, limits } from '../account/limits.ts';
import type { AccountActor } from '../actor.ts';
import type { Services } from '../ports.ts';
import { totalsLimit } from './read-office.usecase.ts';

/**
 * The sums as a file, with whose copy it is and a fingerprint that the audit has too. They are about nobody: no reason is asked for and
 * no second person. Throws RefusalError `request.too-many`.
 */
export async function takeTotals(call: { services: Services; actor: AccountActor }): Promise<TakenTotals> {
	const { services, actor } = call;
	await countHits(services, [{ limit: limits.exportByAccount, of: actor.accountId }]);
	const taker = await services.uow.run({ kind: 'system' }, (tx) => tx.accounts.findById(actor.accountId));
	return services.uow.run(actor, async (tx) => {
		const rows = await tx.orders.totals(totalsLimit);
		const takenAtMs = services.clock.nowMs();
		const fingerprint = await hashOfJson({ takenAtMs, rows });
		await tx.audit.append({
			atMs: takenAtMs,
			actor: actor.accountId,
			act: 'money.take-totals',
			subject: null,
			detail: { rows: rows.length, fingerprint },
		});
		return { rows, takenBy: taker?.phone.slice(-4) ?? '', takenAtMs, fingerprint };
	});
}
