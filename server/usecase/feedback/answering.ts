import type { AccountActor } from '../actor.ts';
import type { FeedbackRow } from './ports.ts';

/** Whether the actor's office or school is the one that this was sent to. Nobody answers their own. */
export function answers(actor: AccountActor, row: FeedbackRow): boolean {
	if (row.ownerAccountId === actor.accountId) return false;
	if (row.office === 'centre') return actor.role === 'reviewer';
	return actor.role === 'school-admin' && actor.schoolCode !== null && row.schoolCode === actor.schoolCode;
}
