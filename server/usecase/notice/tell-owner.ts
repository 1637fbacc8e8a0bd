import type { NoticeKind } from '#shared/domain/notice/notice-kind.ts';
import { newId } from '#shared/std/id.ts';
import type { Services, Tx } from '../ports.ts';

/**
 * Tells the owner of an enrollment or a claim what happened to it (or a person that there is one to begin), in the transaction in which it happens: the notice, its
 * place in the change feed and what goes out by message commit with the event or not at all. The caller pokes the
 * owner after its commit, as for the event itself.
 */
export async function tellOwner(
	tx: Tx,
	services: Pick<Services, 'clock' | 'random'>,
	{
		kind,
		accountId,
		...about
	}: { kind: NoticeKind; accountId: string } & ({ enrollmentId: string | null } | { claimId: string }),
): Promise<void> {
	const atMs = services.clock.nowMs();
	const id = newId(services.clock, services.random);
	const record = { enrollmentId: null, claimId: null, ...about };
	await tx.notices.insert({ id, accountId, ...record, kind, atMs, readAtMs: null });
	await tx.changes.append(accountId, { kind: 'notice', id });
	for (const channel of ['sms', 'push'] as const) {
		await tx.noticeDeliveries.insert({ noticeId: id, accountId, channel, attempts: 0, reached: [] }, atMs);
	}
}
