import { RefusalError } from '#shared/errors/refusal.ts';
import type { StopView } from '#shared/protocol/stop.ts';
import type { AccountActor } from '../actor.ts';
import type { Services } from '../ports.ts';
import { settleStop } from './settle-stop.ts';
import { stopToView } from './stop-view.ts';

/**
 * The newest stop of this account for this enrollment, null where there is none. One that is still without an answer
 * is asked about; while the register is silent it stays as it is.
 */
export async function readLatestStop(call: {
	services: Services;
	actor: AccountActor;
	enrollmentId: string;
}): Promise<StopView | null> {
	const { services, actor, enrollmentId } = call;
	const row = await services.uow.run(actor, (tx) => tx.stops.latest(actor.accountId, enrollmentId));
	if (row?.state !== 'requested') return row && stopToView(row);
	const answer = await services.register.stopState(row.id).catch((error: unknown) => {
		if (error instanceof RefusalError) return 'unknown' as const;
		throw error;
	});
	if (answer === 'unknown') return stopToView(row);
	return stopToView((await settleStop(services, row.id, answer)) ?? row);
}
