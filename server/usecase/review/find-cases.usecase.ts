import { readSearch } from '#shared/domain/review/desk.ts';
import type { ReviewFilter, ReviewFindInput, ReviewQueue } from '#shared/protocol/review-desk.ts';
import { countHits, limits } from '../account/limits.ts';
import type { AccountActor } from '../actor.ts';
import { parseAfter } from '../page-after.ts';
import type { Services } from '../ports.ts';
import type { DeskQuery } from './ports.ts';

const pageSize = 50;
/** Nobody reads on for longer than this, and counting a million rows takes longer than showing fifty. */
const mostCounted = 1_000;
const dayMs = 86_400_000;

/** What the desk asks of the store for a filter, at this moment. */
export function deskQuery(filter: ReviewFilter, nowMs: number, text = ''): DeskQuery {
	const { state, schemeId, schoolCode, flag, hands, waitedDays } = filter;
	return {
		state: state ?? null,
		schemeId: schemeId ?? null,
		schoolCode: schoolCode ?? null,
		flag: flag ?? null,
		hands: hands ?? null,
		beforeMs: waitedDays === undefined ? null : nowMs - waitedDays * dayMs,
		search: readSearch(text),
	};
}

/**
 * Submitted enrollments, oldest first, narrowed and searched. The look is written down, what was searched for is not:
 * it names persons. A row holds no ID number. Throws RefusalError `request.too-many`.
 */
export async function findCases(call: {
	services: Services;
	actor: AccountActor;
	query: ReviewFindInput;
}): Promise<ReviewQueue> {
	const { services, actor, query } = call;
	const { text, after, ...filter } = query;
	const from = parseAfter(after);
	const nowMs = services.clock.nowMs();
	const asked = deskQuery(filter, nowMs, text);
	if (asked.search) await countHits(services, [{ limit: limits.searchByAccount, of: actor.accountId }]);
	const by = { accountId: actor.accountId, nowMs };
	return services.uow.run(actor, async (tx) => {
		const page = await tx.desk.page(asked, by, {
			afterId: from?.id ?? null,
			limit: pageSize + 1,
		});
		const count = await tx.desk.count(asked, by, mostCounted + 1);
		const rows = page.slice(0, pageSize);
		const last = rows.at(-1);
		const detail = { state: asked.state, searched: asked.search?.by ?? null, rows: rows.length };
		await tx.audit.append({
			atMs: nowMs,
			actor: actor.accountId,
			act: 'review.queue',
			subject: null,
			detail,
		});
		return {
			rows,
			next: page.length > pageSize && last ? `${last.submittedAtMs}.${last.id}` : null,
			total: Math.min(count, mostCounted),
			isMore: count > mostCounted,
		};
	});
}
