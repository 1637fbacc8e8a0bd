import { RefusalError } from '#shared/errors/refusal.ts';
import type { AccountActor } from '../actor.ts';
import type { Services, Tx } from '../ports.ts';
import type { Hold } from './ports.ts';

/** Throws RefusalError `review.held` where another reviewer has the case in hand and it is not known that they have. */
export async function checkHolder(
	tx: Tx,
	{ services, actor }: { services: Services; actor: AccountActor },
	seen: { id: string; despiteHolder?: true | undefined },
): Promise<void> {
	if (!seen.despiteHolder) refuseHeld(await tx.holds.of(seen.id), { services, actor });
}

/** The same of what is known of the case. */
export function refuseHeld(
	held: Hold | null,
	{ services, actor }: { services: Services; actor: AccountActor },
): void {
	if (!held || held.reviewerAccountId === actor.accountId || held.untilMs <= services.clock.nowMs()) return;
	throw new RefusalError({ code: 'review.held' });
}
