import { RefusalError } from '#shared/errors/refusal.ts';
import { newId } from '#shared/std/id.ts';
import type { Services } from '../ports.ts';
import type { LegalHold } from './ports.ts';

type Needed = Pick<Services, 'uow' | 'clock' | 'random'>;

/**
 * Keeps everything of one account from ending by itself. Who may say so is the operator's: it is done at the server.
 * Throws RefusalError `request.not-found` where there is no such account.
 */
export async function holdAccount({
	services,
	accountId,
	reason,
}: {
	services: Needed;
	accountId: string;
	reason: string;
}): Promise<LegalHold> {
	const sinceMs = services.clock.nowMs();
	const hold = {
		id: newId(services.clock, services.random),
		accountId,
		reason,
		sinceMs,
		liftedAtMs: null,
	};
	await services.uow.run({ kind: 'system' }, async (tx) => {
		if (!(await tx.accounts.findById(accountId))) throw new RefusalError({ code: 'request.not-found' });
		await tx.legalHolds.insert(hold);
		await tx.audit.append({
			atMs: sinceMs,
			actor: 'system',
			act: 'retention.hold',
			subject: accountId,
			detail: { hold: hold.id, reason },
		});
	});
	return hold;
}

/** Oldest first. */
export async function openHolds({ uow }: Pick<Services, 'uow'>): Promise<LegalHold[]> {
	return uow.run({ kind: 'system' }, (tx) => tx.legalHolds.open());
}

/** Throws RefusalError `request.not-found` where none of this id is open. */
export async function liftHold({ services, id }: { services: Needed; id: string }): Promise<void> {
	const atMs = services.clock.nowMs();
	await services.uow.run({ kind: 'system' }, async (tx) => {
		const hold = (await tx.legalHolds.open()).find((one) => one.id === id);
		if (!hold || !(await tx.legalHolds.lift(id, atMs))) throw new RefusalError({ code: 'request.not-found' });
		await tx.audit.append({
			atMs,
			actor: 'system',
			act: 'retention.lift',
			subject: hold.accountId,
			detail: { hold: id },
		});
	});
}
