import type { AuditAct } from '#shared/domain/audit/act.ts';
import type { AccountActor } from '../actor.ts';
import type { Services, Tx } from '../ports.ts';

/** A clerk's look, or act, in the audit log: how much was seen, never what. */
export async function writeDown(
	tx: Tx,
	services: Services,
	{ actor, act, subject, rows }: { actor: AccountActor; act: AuditAct; subject: string | null; rows: number },
): Promise<void> {
	const atMs = services.clock.nowMs();
	await tx.audit.append({ atMs, actor: actor.accountId, act, subject, detail: { rows } });
}
