import type { AuditAct } from '#shared/domain/audit/act.ts';
import { RefusalError } from '#shared/errors/refusal.ts';
import type { AccountActor } from '../actor.ts';
import type { Services, Tx } from '../ports.ts';

/** The school whose administrator this is. Throws `request.not-found` for everybody else. */
export function administered({ role, schoolCode }: AccountActor): string {
	if (role !== 'school-admin' || !schoolCode) throw new RefusalError({ code: 'request.not-found' });
	return schoolCode;
}

/** One entry about each of these, in the transaction of the act: what was said, never of whom by name. */
export async function writeEach(
	tx: Tx,
	services: Services,
	{
		actor,
		act,
		ids,
		detail,
	}: {
		actor: AccountActor;
		act: AuditAct;
		ids: readonly string[];
		detail: Record<string, string | number | boolean | null>;
	},
): Promise<void> {
	const atMs = services.clock.nowMs();
	await tx.audit.appendAll(ids.map((subject) => ({ atMs, actor: actor.accountId, act, subject, detail })));
}
