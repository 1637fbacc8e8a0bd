import { judgePrepare } from '#shared/domain/roster/prepared.ts';
import type { PrepareResult } from '#shared/protocol/prepared.ts';
import type { AccountActor } from '../actor.ts';
import type { Services } from '../ports.ts';
import { administered, writeEach } from './own-school.ts';

/**
 * The school prepares entries for students whom it has not reached: they are told, and take over what the roster knows as a draft of their
 * own. No enrollment comes of it and nobody is bound. Who is absent, another school's, accounted for or prepared already is passed
 * over, each alike; of the school's own it is told how many lack a document. Throws `request.not-found` without a school.
 */
export async function prepareEntries(call: {
	services: Services;
	actor: AccountActor;
	ids: readonly string[];
}): Promise<PrepareResult> {
	const { services, actor } = call;
	const schoolCode = administered(actor);
	const ids = [...new Set(call.ids)];
	return services.uow.run(actor, async (tx) => {
		const judged = (await tx.preparedEntries.lock(schoolCode, ids)).map((standing) => ({
			id: standing.id,
			verdict: judgePrepare(standing),
		}));
		const allowed = judged.filter(({ verdict }) => verdict === 'ok').map(({ id }) => id);
		if (allowed.length > 0) {
			const atMs = services.clock.nowMs();
			await tx.preparedEntries.prepare(allowed, { accountId: actor.accountId, atMs });
			await writeEach(tx, services, { actor, act: 'outcome.prepare', ids: allowed, detail: {} });
		}
		return {
			done: allowed.length,
			notDone: ids.length - allowed.length,
			noDocument: judged.filter(({ verdict }) => verdict === 'no-document').length,
		};
	});
}
