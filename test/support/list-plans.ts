/** The lists of the offices, each as the store asks for it, and how PostgreSQL would read it. */
import { sql, type RawBuilder } from 'kysely';
import type { AccountActor } from '#server/usecase/actor.ts';
import type { DeskQuery } from '#server/usecase/review/ports.ts';
import { readSearch } from '#shared/domain/review/desk.ts';
import { casesOnPage, countOfCases } from '#server/store/desk.repository.ts';
import type { Database } from '#server/store/database.ts';

const none: DeskQuery = {
	state: null,
	schemeId: null,
	schoolCode: null,
	flag: null,
	hands: null,
	beforeMs: null,
	search: null,
};
const page = { after: null, limit: 51 };
const middle = {
	after: { submittedAtMs: 1_660_000_005_000, id: '00000000-0000-4000-8000-000000000000' },
	limit: 51,
};
const declared = { ...none, state: 'declared' } as const;

/** By what they are called in the benchmark's table. `{n}` of a case number is one that is there. */
const queries: Record<string, DeskQuery> = {
	'every case': none,
	'one state': declared,
	'one school': { ...declared, schoolCode: 'ynau' },
	'one scheme': { ...declared, schemeId: 'changchun-2023' },
	'nothing remarked': { ...declared, flag: 'clean' },
	'set aside for checking': { ...declared, flag: 'sampled' },
	remarks: { ...declared, flag: 'remarks' },
	'waits for long': { ...declared, beforeMs: 1_660_000_009_000 },
	'in my hands': { ...declared, hands: 'mine' },
	'in nobody’s hands': { ...declared, hands: 'nobody' },
	'in others’ hands': { ...declared, hands: 'others' },
	'by a surname': { ...none, search: readSearch('欧阳') },
	'by a common surname': { ...declared, search: readSearch('王') },
	'by a name': { ...none, search: readSearch('王晓晓') },
	'by a student number': { ...none, search: readSearch('202200000777') },
	'by a case number': { ...none, search: readSearch('K23-0900777') },
};

export interface ListQuery {
	name: string;
	query: RawBuilder<unknown>;
}

/** Of the reviewer's desk. */
export function deskLists(accountId: string): ListQuery[] {
	const by = { accountId, nowMs: 1 };
	return Object.entries(queries).flatMap(([name, query]) => [
		{ name, query: casesOnPage(query, by, page) },
		{ name: `${name}, further on`, query: casesOnPage(query, by, middle) },
		{ name: `${name}, counted`, query: countOfCases(query, by, 1_001) },
	]);
}

interface PlanNode {
	'Node Type': string;
	'Relation Name'?: string;
	Plans?: PlanNode[];
}

function* nodesOf(node: PlanNode): Generator<PlanNode> {
	yield node;
	for (const below of node.Plans ?? []) yield* nodesOf(below);
}

/** Tables with few rows may be read whole. */
const large: ReadonlySet<string> = new Set([
	'enrollment',
	'payment_order',
	'payment',
	'evaluation',
	'roster_student',
]);

/** The large tables that PostgreSQL would read from end to end, as this actor under row-level security. */
export async function readWhole(
	database: Database,
	actor: AccountActor,
	query: RawBuilder<unknown>,
): Promise<string[]> {
	const { rows } = await database.run(actor, (trx) =>
		sql<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>`explain (format json) ${query}`.execute(trx),
	);
	return [...nodesOf(rows[0]!['QUERY PLAN'][0].Plan)].flatMap((node) =>
		node['Node Type'] === 'Seq Scan' && large.has(node['Relation Name'] ?? '')
			? [node['Relation Name']!]
			: [],
	);
}
