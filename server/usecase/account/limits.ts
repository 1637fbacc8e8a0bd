/**
 * How often one phone, one address, one browser may try. A campus shares few addresses among thousands, so
 * the limit of an address is wide and the limit of a phone narrow. Counted in a transaction of its own: a
 * refusal that rolls back must not give the try back.
 */
import { RefusalError } from '#shared/errors/refusal.ts';
import { sha256Hex } from '#shared/std/hash.ts';
import type { Services } from '../ports.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

export interface Limit {
	name: string;
	hits: number;
	windowMs: number;
}

export const limits = {
	codeByPhone: { name: 'code-phone', hits: 5, windowMs: 10 * minuteMs },
	codeByPhoneDaily: { name: 'code-phone-day', hits: 20, windowMs: dayMs },
	codeByAddress: { name: 'code-address', hits: 300, windowMs: hourMs },
	codeByBrowser: { name: 'code-browser', hits: 20, windowMs: hourMs },
	tryByAddress: { name: 'try-address', hits: 1000, windowMs: hourMs },
	passwordByPhone: { name: 'password-phone', hits: 10, windowMs: hourMs },
	/** Of a million codes three are right at a time. */
	secondFactorByAccount: { name: 'second-factor-account', hits: 10, windowMs: 10 * minuteMs },
	secondFactorByAccountDaily: { name: 'second-factor-account-day', hits: 50, windowMs: dayMs },
	/** Each asks the tax side's gateway. */
	checkByAccount: { name: 'check-account', hits: 30, windowMs: 10 * minuteMs },
	/** Name, ID number and order number of somebody else: guessing must not get anywhere. */
	payForByAccount: { name: 'pay-for-account', hits: 10, windowMs: hourMs },
	payForByAddress: { name: 'pay-for-address', hits: 300, windowMs: hourMs },
	/** Text messages about notices. */
	noticeByPhoneDaily: { name: 'notice-phone-day', hits: 5, windowMs: dayMs },
	pushByAccount: { name: 'push-account', hits: 60, windowMs: hourMs },
	verifyByAddress: { name: 'verify-address', hits: 300, windowMs: hourMs },
	/** Each asks the register. */
	stopByAccount: { name: 'stop-account', hits: 20, windowMs: hourMs },
	feedbackByAccount: { name: 'feedback-account', hits: 10, windowMs: hourMs },
	/** Tokens of invitations: nobody guesses one, and nobody gets to try. */
	driveJoinByAccount: { name: 'drive-join-account', hits: 20, windowMs: hourMs },
	driveJoinByAddress: { name: 'drive-join-address', hits: 900, windowMs: hourMs },
	driveEntryByAccount: { name: 'drive-entry-account', hits: 20, windowMs: hourMs },
	preparedByAccount: { name: 'prepared-account', hits: 60, windowMs: hourMs },
	/** Each is a page of a school's roster. */
	driveRosterByAccount: { name: 'drive-roster-account', hits: 300, windowMs: hourMs },
	/** Of staff: a person's day of searching, and no walk through everybody. */
	searchByAccount: { name: 'search-account', hits: 600, windowMs: hourMs },
	exportByAccount: { name: 'export-account', hits: 20, windowMs: hourMs },
	/** More than anybody compares by eye. */
	revealByAccount: { name: 'reveal-account', hits: 60, windowMs: hourMs },
	/** Each walks the whole chain. */
	auditCheckByAccount: { name: 'audit-check-account', hits: 6, windowMs: hourMs },
	bindByAccount: { name: 'bind-account', hits: 10, windowMs: hourMs },
} as const satisfies Record<string, Limit>;

/** Counts one hit for each; throws `request.too-many` with the longest wait when any is used up. */
export async function countHits(
	services: Services,
	hits: readonly { limit: Limit; of: string | null }[],
): Promise<void> {
	const nowMs = services.clock.nowMs();
	const counted = await services.uow.run({ kind: 'system' }, async (tx) => {
		const waitsMs: number[] = [];
		for (const { limit, of } of hits) {
			if (of === null) continue;
			const { hits: count, endsAtMs } = await tx.limits.hit(await limitKey(limit, of), limit.windowMs, nowMs);
			if (count > limit.hits) waitsMs.push(endsAtMs - nowMs);
		}
		return waitsMs;
	});
	if (counted.length === 0) return;
	const retryAfterSeconds = Math.ceil(Math.max(...counted) / 1000);
	throw new RefusalError({ code: 'request.too-many', retryAfterSeconds });
}

/** The key names nobody by reading it. */
export async function limitKey(limit: Limit, of: string): Promise<string> {
	return `${limit.name}:${(await sha256Hex(`${limit.name}:${of}`)).slice(0, 32)}`;
}
