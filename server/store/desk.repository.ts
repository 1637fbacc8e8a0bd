import { sql, type RawBuilder } from 'kysely';
import type { DeskQuery, DeskTable, Looking } from '#server/usecase/review/ports.ts';
import type { EnrollmentState } from '#shared/domain/enrollment/state.ts';
import type { CaseHands, Search } from '#shared/domain/review/desk.ts';
import type { AlikeCase, ReviewQueueRow } from '#shared/protocol/review-desk.ts';
import type { Trx } from './database.ts';

type Condition = RawBuilder<boolean>;

/** What a case can be in; written out, so that the indexes of the desk are known to hold all of it. */
const caseStates: EnrollmentState[] = ['declared', 'returned', 'approved', 'rejected'];

/** Above every text that begins with the key: no sign comes after this one. */
const highest = '\u{10FFFF}';

/**
 * Only operators that tell nothing of what they compare (`=`, `>=`, `<`, `is`): PostgreSQL uses an index under row-level
 * security for these alone.
 */
function searched(search: Search): Condition {
	if (search.by === 'case-number') return sql`e.case_number = ${search.key}`;
	const column = sql.ref(search.by === 'name' ? 'e.name_key' : 'e.number_key');
	return sql`(${column} >= ${search.key} and ${column} < ${search.key + highest})`;
}

const isHeld = ({ nowMs }: Looking) => sql`h.until_ms > ${nowMs}`;

function inHands(hands: CaseHands, by: Looking): Condition {
	const held = sql`select h.enrollment_id from case_hold h where ${isHeld(by)}`;
	switch (hands) {
		case 'mine':
			return sql`e.id in (${held} and h.reviewer_account_id = ${by.accountId}::uuid)`;
		case 'others':
			return sql`e.id in (${held} and h.reviewer_account_id <> ${by.accountId}::uuid)`;
		case 'nobody':
			return sql`not exists (${held} and h.enrollment_id = e.id)`;
	}
}

function chosen(query: DeskQuery, by: Looking): Condition {
	// Where one state is asked for, an index that begins with it can be read in order.
	const all: Condition[] = [
		query.state === null
			? sql`e.state in (${sql.join(caseStates.map((state) => sql.lit(state)))})`
			: sql`e.state = ${sql.lit(query.state)}`,
	];
	if (query.schemeId !== null) all.push(sql`e.scheme_id = ${query.schemeId}`);
	if (query.schoolCode !== null) all.push(sql`e.school_code = ${query.schoolCode}`);
	if (query.flag === 'sampled') all.push(sql`e.is_sampled`);
	if (query.flag === 'clean') all.push(sql`e.is_clean and not e.is_sampled`);
	if (query.flag === 'remarks') all.push(sql`not e.is_clean`);
	if (query.beforeMs !== null) all.push(sql`e.submitted_at_ms < ${query.beforeMs}`);
	if (query.search !== null) all.push(searched(query.search));
	if (query.hands !== null) all.push(inHands(query.hands, by));
	return sql`${sql.join(all, sql` and `)}`;
}

/** What a page is in the order of: by what is searched for, and by submission. */
function orderOf({ search }: DeskQuery) {
	const key = search?.by === 'name' ? 'e.name_key' : search?.by === 'number' ? 'e.number_key' : null;
	return [...(key ? [key] : []), 'e.submitted_at_ms', 'e.id'].map((name) => sql.ref(name));
}

/** The row that a page goes on after, by what the page is in the order of. */
interface After {
	key: string | null;
	submittedAtMs: number;
	id: string;
}

const columns = sql`e.id, coalesce(e.case_number, '') as "caseNumber", coalesce(e.fields ->> 'name', '') as "name",
	e.school_code as "schoolCode", e.scheme_id as "schemeId", e.state, e.newest_outcome as "outcome",
	e.finding_count as "findingCount", coalesce(e.submitted_at_ms, 0) as "submittedAtMs", e.is_clean as "isClean",
	e.is_sampled as "isSampled", e.name_key, e.number_key, e.submitted_at_ms, e.owner_account_id, e.person_key`;

/** Whether the actor took its person down at the window, under the same scheme. */
const isOwnEntry = (schemeId = sql.ref('e.scheme_id')) =>
	sql<boolean>`typed_at_window(e.owner_account_id, e.person_key, ${schemeId})`;

/**
 * So many of the cases, in order. Of every state but by no search: each state's own first ones, so that none of them is
 * reached through all of another's.
 */
function firstOnes(
	query: DeskQuery,
	by: Looking,
	{ what, after, limit }: { what: RawBuilder<unknown>; after: After | null; limit: number },
): RawBuilder<unknown> {
	const order = orderOf(query);
	const ordered = sql.join(order);
	const further = (after: After) => {
		const key = order.length === 3 ? sql`${after.key ?? ''}, ` : sql``;
		return sql`and (${ordered}) > (${key}${after.submittedAtMs}, ${after.id}::uuid)`;
	};
	const part = (of: DeskQuery) => sql`(select ${what} from enrollment e where ${chosen(of, by)}
		${after ? further(after) : sql``} order by ${ordered} limit ${limit})`;
	if (query.state !== null || query.search !== null) return part(query);
	const parts = caseStates.map((state) => part({ ...query, state }));
	return sql`(select * from (${sql.join(parts, sql` union all `)}) e order by ${ordered} limit ${limit})`;
}

function casesOnPage(
	query: DeskQuery,
	by: Looking,
	{ after, limit }: { after: After | null; limit: number },
): RawBuilder<ReviewQueueRow> {
	// The page first, and only then in whose hands each of its few cases is.
	return sql`select e.id, "caseNumber", "name", "schoolCode", "schemeId", e.state, "outcome", "findingCount",
			"submittedAtMs", "isClean", "isSampled", case when h.enrollment_id is null then 'nobody'
			when h.reviewer_account_id = ${by.accountId}::uuid then 'mine' else 'others' end as "hands",
			${isOwnEntry(sql.ref('e.schemeId'))} as "isOwnEntry"
		from ${firstOnes(query, by, { what: columns, after, limit })} e
		left join case_hold h on h.enrollment_id = e.id and ${isHeld(by)}
		order by ${sql.join(orderOf(query))}`;
}

function countOfCases(query: DeskQuery, by: Looking, limit: number): RawBuilder<{ count: number }> {
	const what = sql`e.id, e.submitted_at_ms`;
	return sql`select count(*)::int as count from ${firstOnes(query, by, { what, after: null, limit })} counted`;
}

/** What a page goes on after, from the row's id. Null for one that is not there: from the start. */
async function rowAfter(trx: Trx, { search }: DeskQuery, id: string | null): Promise<After | null> {
	if (id === null) return null;
	const { rows } = await sql<{ name_key: string; number_key: string; submittedAtMs: number }>`
		select name_key, number_key, submitted_at_ms as "submittedAtMs" from enrollment where id = ${id}::uuid`.execute(
		trx,
	);
	const [row] = rows;
	if (!row) return null;
	const key = search?.by === 'name' ? row.name_key : row.number_key;
	return { key, submittedAtMs: row.submittedAtMs, id };
}

/** What a shared phone or a mistyped number can bring together is not without end. */
const mostAlike = 10;

/** Each likeness is looked for by an index of its own. */
async function alike(trx: Trx, id: string): Promise<AlikeCase[]> {
	const states = sql`state in (${sql.join(caseStates.map((state) => sql.lit(state)))})`;
	const live = sql`state not in ('draft', 'superseded', 'rejected')`;
	const { rows } = await sql<AlikeCase>`
		with this as materialized (select person_key, school_code, number_key, phone_key from enrollment
			where id = ${id}::uuid),
		found as (
			select id, 'person' as likeness from enrollment where ${live}
				and person_key = (select person_key from this)
			union all select id, 'number' from enrollment where ${states} and number_key <> ''
				and number_key = (select number_key from this) and school_code = (select school_code from this)
			union all (select id, 'phone' from enrollment where ${states} and phone_key <> ''
				and phone_key = (select phone_key from this) limit 50))
		select e.id, coalesce(e.case_number, '') as "caseNumber", coalesce(e.fields ->> 'name', '') as "name",
			e.school_code as "schoolCode", e.state, jsonb_agg(f.likeness order by f.likeness) as "likenesses"
		from found f join enrollment e on e.id = f.id
		where e.id <> ${id}::uuid and e.submitted_at_ms is not null
		group by e.id order by count(*) desc, e.submitted_at_ms limit ${mostAlike}`.execute(trx);
	return rows;
}

export function deskRepository(trx: Trx): DeskTable {
	return {
		async page(query, by, { afterId, limit }) {
			const after = await rowAfter(trx, query, afterId);
			return (await casesOnPage(query, by, { after, limit }).execute(trx)).rows;
		},
		count: async (query, by, limit) => (await countOfCases(query, by, limit).execute(trx)).rows[0]!.count,
		async firstFree(query, by) {
			const { rows } = await sql<{ id: string }>`select e.id from enrollment e
				where ${chosen({ ...query, hands: 'nobody' }, by)} and e.owner_account_id <> ${by.accountId}::uuid
					and not ${isOwnEntry()}
				order by e.submitted_at_ms, e.id limit 1 for update of e skip locked`.execute(trx);
			return rows[0]?.id ?? null;
		},
		async cleanOf(ids) {
			const { rows } = await sql<{ id: string; evaluationId: string; isOwnEntry: boolean }>`select e.id,
					v.id as "evaluationId", ${isOwnEntry()} as "isOwnEntry"
				from enrollment e cross join lateral (select v.id from evaluation v where v.enrollment_id = e.id
					order by v.n desc limit 1) v
				where e.id = any(${ids}::uuid[]) and e.state = 'declared' and e.is_clean and not e.is_sampled
				order by e.submitted_at_ms, e.id`.execute(trx);
			return rows;
		},
		async setAside(ids) {
			await sql`update enrollment set is_sampled = true where id = any(${ids}::uuid[])`.execute(trx);
		},
		async isOwnEntry(id) {
			const { rows } = await sql<{ is: boolean }>`select ${isOwnEntry()} as is from enrollment e
				where e.id = ${id}::uuid`.execute(trx);
			return rows[0]?.is ?? false;
		},
		alike: (id) => alike(trx, id),
		async isSampled(id) {
			const { rows } = await sql<{ is_sampled: boolean }>`select is_sampled from enrollment
				where id = ${id}::uuid`.execute(trx);
			return rows[0]?.is_sampled ?? false;
		},
	};
}
