import { RefusalError } from '#shared/errors/refusal.ts';
import type { AccountActor } from '../actor.ts';
import type { Services, Tx } from '../ports.ts';

/** Its owner has read a notice. Reading it again changes nothing. Throws RefusalError `request.not-found`. */
export async function readNotice(call: {
	tx: Tx;
	services: Services;
	actor: AccountActor;
	id: string;
}): Promise<void> {
	const { tx, services, actor, id } = call;
	const notice = await tx.notices.get(id);
	if (notice?.accountId !== actor.accountId) throw new RefusalError({ code: 'request.not-found' });
	if (notice.readAtMs !== null) return;
	const atMs = services.clock.nowMs();
	await tx.notices.markRead(id, atMs);
	await tx.changes.append(actor.accountId, { kind: 'notice', id });
	await tx.audit.append({ atMs, actor: actor.accountId, act: 'notice.read', subject: id, detail: {} });
}
