import type { ReviewStatistics } from '#shared/protocol/review-desk.ts';
import type { AccountActor } from '../actor.ts';
import type { Services } from '../ports.ts';

const weeksShown = 12;
const dayMs = 86_400_000;

/** Of the last weeks: why cases were sent back or not passed, and how long they waited. Counts alone, and who looked. */
export async function readStatistics(call: {
	services: Services;
	actor: AccountActor;
}): Promise<ReviewStatistics> {
	const { services, actor } = call;
	const nowMs = services.clock.nowMs();
	const sinceMs = nowMs - weeksShown * 7 * dayMs;
	return services.uow.run(actor, async (tx) => {
		const reasons = await tx.reviewStatistics.reasons(sinceMs);
		const waiting = await tx.reviewStatistics.waiting(sinceMs);
		const entry = { atMs: nowMs, actor: actor.accountId, act: 'review.statistics' as const, subject: null };
		await tx.audit.append({ ...entry, detail: { weeks: weeksShown } });
		return {
			reasons: reasons.map((row) => ({ ...row, week: monday(row.week) })),
			waiting: waiting.map((row) => ({ ...row, week: monday(row.week) })),
		};
	});
}

/** The week's first day, from its number; see the store. */
const monday = (week: number) => new Date((week * 7 - 3) * dayMs).toISOString().slice(0, 10);
