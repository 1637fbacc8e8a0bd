import { isClaimDecided, isClaimEditable } from '#shared/domain/claim/claim-state.ts';
import { addWorkingDays, isYearKnown, workingDaysBetween } from '#shared/policy/working-days/working-days.ts';
import type { ClaimClock } from '#shared/protocol/claim-review.ts';
import type { ClaimRow } from '../claim/ports.ts';
import type { Services } from '../ports.ts';

/** How long the office has left: from the newest submission, while the claim is with the office; else null. */
export function claimClock(
	{ businessDate, claimReview }: Pick<Services, 'businessDate' | 'claimReview'>,
	{ state, submittedOn }: ClaimRow,
): ClaimClock | null {
	if (submittedOn === null || isClaimEditable(state) || isClaimDecided(state)) return null;
	const today = businessDate.today();
	const dueOn = addWorkingDays(submittedOn, claimReview.workingDays);
	const isCalendarWhole = [submittedOn, dueOn, today].every(isYearKnown);
	return { dueOn, daysLeft: workingDaysBetween(today, dueOn), isCalendarWhole };
}
