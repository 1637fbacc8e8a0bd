import type { ExchangeRequest } from '#shared/protocol/exchange.ts';
import type { AccountActor } from '../actor.ts';
import type { Services, Tx } from '../ports.ts';

/** The school of each open drive sees that this phone of a volunteer was heard, and what it still holds. */
export async function noteContact({
	tx,
	services,
	actor,
	request,
}: {
	tx: Tx;
	services: Services;
	actor: AccountActor;
	request: Pick<ExchangeRequest, 'device' | 'unsent'> & { mutations: { kind: string }[] };
}): Promise<void> {
	// A student who helps is known by what they hand over: nobody else's exchange asks whether they do.
	const isHandingOver = request.mutations.some((mutation) => mutation.kind === 'drive.hand-over');
	if (actor.role !== 'volunteer' && !isHandingOver) return;
	const { device: deviceId, unsent } = request;
	await tx.driveContacts.note({
		accountId: actor.accountId,
		deviceId,
		atMs: services.clock.nowMs(),
		unsent: unsent ? unsent.records + unsent.files : null,
	});
}
