import { RefusalError } from '#shared/errors/refusal.ts';
import type { AccountActor } from '../actor.ts';
import type { EnrollmentRow } from '../enrollment/ports.ts';
import type { Tx } from '../ports.ts';

/**
 * Nobody judges their own enrollment, nor one of a person whom they took down at the window under the same scheme. Throws RefusalError
 * `enrollment.own-review`, `enrollment.own-entry`.
 */
export async function checkApart(tx: Tx, actor: AccountActor, row: EnrollmentRow): Promise<void> {
	if (row.ownerAccountId === actor.accountId) throw new RefusalError({ code: 'enrollment.own-review' });
	if (await tx.desk.isOwnEntry(row.id)) throw new RefusalError({ code: 'enrollment.own-entry' });
}
