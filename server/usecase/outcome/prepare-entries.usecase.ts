import { judgePrepare } from '#shared/domain/roster/prepared.ts';
import { maxOutcomeIds } from '#shared/protocol/outcome.ts';
import type { PrepareListInput, PrepareResult } from '#shared/protocol/prepared.ts';
import type { AccountActor } from '../actor.ts';
import type { Services, Tx } from '../ports.ts';
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
	return services.uow.run(actor, (tx) => prepareThese(tx, services, { actor, schoolCode, ids }));
}

/** The same for the first of all whom it can be done for, in the school, a college or a class; the list says who is left. */
export async function prepareList(call: {
	services: Services;
	actor: AccountActor;
	list: PrepareListInput;
}): Promise<PrepareResult> {
	const { services, actor, list } = call;
	const schoolCode = administered(actor);
	const { schemeId, ...part } = list;
	const asked = { of: { schoolCode, schemeId }, choice: { ...part, list: 'to-prepare' as const } };
	return services.uow.run(actor, async (tx) => {
		const found = await tx.outcomes.page(asked, null, maxOutcomeIds);
		return prepareThese(tx, services, { actor, schoolCode, ids: found.map(({ id }) => id) });
	});
}

async function prepareThese(
	tx: Tx,
	services: Services,
	{ actor, schoolCode, ids }: { actor: AccountActor; schoolCode: string; ids: string[] },
): Promise<PrepareResult> {
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
}
