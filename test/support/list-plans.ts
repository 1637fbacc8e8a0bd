/** How PostgreSQL would read what a repository asks for: under row-level security, as the plain role, for one actor. */
import { CompiledQuery } from 'kysely';
import type { Actor } from '#server/usecase/actor.ts';
import type { DeskQuery } from '#server/usecase/review/ports.ts';
import { readSearch } from '#shared/domain/review/desk.ts';
import { deskRepository } from '#server/store/desk.repository.ts';
import type { Database, Trx } from '#server/store/database.ts';

const none: DeskQuery = {
	state: null,
	schemeId: null,
	schoolCode: null,
	flag: null,
	hands: null,
	beforeMs: null,
	search: null,
};
const declared = { ...none, state: 'declared' } as const;
/** One of those that `fillEnrollments` makes. */
const afterId = '00000000-0000-4000-8000-00000000000c';

/** The reviewer's lists by what they are called in the benchmark's table, and the index that each must be found by. */
export const deskLists: Record<string, { query: DeskQuery; index: string }> = {
	'every case': { query: none, index: 'enrollment_queue' },
	'one state': { query: declared, index: 'enrollment_queue' },
	'one school': { query: { ...declared, schoolCode: 'ynau' }, index: 'enrollment_desk_school' },
	'one scheme': { query: { ...declared, schemeId: 'changchun-2023' }, index: 'enrollment_desk_scheme' },
	'nothing remarked': { query: { ...declared, flag: 'clean' }, index: 'enrollment_desk_clean' },
	remarks: { query: { ...declared, flag: 'remarks' }, index: 'enrollment_desk_clean' },
	'set aside for checking': { query: { ...declared, flag: 'sampled' }, index: 'enrollment_desk_sampled' },
	'waits for long': { query: { ...declared, beforeMs: 1_660_000_009_000 }, index: 'enrollment_queue' },
	'in my hands': { query: { ...declared, hands: 'mine' }, index: 'enrollment_pkey' },
	'in others’ hands': { query: { ...declared, hands: 'others' }, index: 'enrollment_pkey' },
	'in nobody’s hands': { query: { ...declared, hands: 'nobody' }, index: 'enrollment_queue' },
	'by a surname': { query: { ...none, search: readSearch('王') }, index: 'enrollment_desk_name' },
	'by a name': { query: { ...none, search: readSearch('王晓晓') }, index: 'enrollment_desk_name' },
	'by a waiting name': { query: { ...declared, search: readSearch('王晓') }, index: 'enrollment_desk_name' },
	'by a student number': {
		query: { ...none, search: readSearch('202200000777') },
		index: 'enrollment_desk_number',
	},
	'by a case number': {
		query: { ...none, search: readSearch('K23-0900777') },
		index: 'enrollment_case_number_key',
	},
};

/** A page of such a list, from its start and further on, with how many there are. */
export function readList(query: DeskQuery, accountId: string) {
	const by = { accountId, nowMs: 1 };
	return async (trx: Trx) => {
		await deskRepository(trx).page(query, by, { afterId: null, limit: 51 });
		await deskRepository(trx).page(query, by, { afterId, limit: 51 });
		await deskRepository(trx).count(query, by, 1_001);
	};
}

interface PlanNode {
	'Node Type': string;
	'Relation Name'?: string;
	'Index Name'?: string;
	'Index Cond'?: string;
	Plans?: PlanNode[];
}

function* nodesOf(node: PlanNode): Generator<PlanNode> {
	yield node;
	for (const below of node.Plans ?? []) yield* nodesOf(below);
}

/** Tables with few rows may be read whole. */
const large: ReadonlySet<string> = new Set(['enrollment', 'payment_order', 'payment', 'evaluation']);

/** The statements that `read` makes, as they go to the database. */
async function statementsOf(trx: Trx, read: (trx: Trx) => Promise<unknown>): Promise<CompiledQuery[]> {
	const statements: CompiledQuery[] = [];
	await read(
		trx.withPlugin({
			transformQuery({ node, queryId }) {
				statements.push(trx.getExecutor().compileQuery(node, queryId));
				return node;
			},
			transformResult: async ({ result }) => result,
		}) as Trx,
	);
	return statements;
}

type Explained = { 'QUERY PLAN': [{ Plan: PlanNode }] };

/** Their scans of large tables, of each statement that `read` makes; `explain` answers with how one is planned. */
async function scansBy(
	{ database, actor, read }: { database: Database; actor: Actor; read: (trx: Trx) => Promise<unknown> },
	explain: (trx: Trx, statement: CompiledQuery) => Promise<Explained>,
): Promise<string[][]> {
	return database.run(actor, async (trx) => {
		const scans: string[][] = [];
		for (const statement of await statementsOf(trx, read)) {
			const {
				'QUERY PLAN': [{ Plan: plan }],
			} = await explain(trx, statement);
			scans.push([...nodesOf(plan)].flatMap(scanIn));
		}
		return scans;
	});
}

/**
 * The scans of large tables in each statement that `read` makes: an index's name, `all of INDEX` where it is read from
 * end to end, `all of TABLE` where the table is.
 */
export function scansOf(
	database: Database,
	actor: Actor,
	read: (trx: Trx) => Promise<unknown>,
): Promise<string[][]> {
	return scansBy({ database, actor, read }, async (trx, { sql: text, parameters }) => {
		const explain = CompiledQuery.raw(`explain (format json) ${text}`, [...parameters]);
		return (await trx.executeQuery<Explained>(explain)).rows[0]!;
	});
}

/** The same for the one plan that a statement gets which is prepared and comes again, whatever it is given. */
export function scansOnceForAll(
	database: Database,
	actor: Actor,
	read: (trx: Trx) => Promise<unknown>,
): Promise<string[][]> {
	return scansBy({ database, actor, read }, async (trx, { sql: text, parameters }) => {
		const raw = <R>(words: string) => trx.executeQuery<R>(CompiledQuery.raw(words));
		await raw('set local plan_cache_mode = force_generic_plan');
		await raw(`prepare looked_at as ${text}`);
		const given = parameters.length > 0 ? `(${parameters.map(() => 'null').join(', ')})` : '';
		const { rows } = await raw<Explained>(`explain (format json) execute looked_at${given}`);
		await raw('deallocate looked_at');
		return rows[0]!;
	});
}

function scanIn(node: PlanNode): string[] {
	const table = node['Relation Name'] ?? '';
	if (node['Node Type'] === 'Seq Scan') return large.has(table) ? [`all of ${table}`] : [];
	const index = node['Index Name'];
	if (index === undefined || index.startsWith('case_hold')) return [];
	return [node['Index Cond'] ? index : `all of ${index}`];
}

/** How many blocks of tables and indexes each statement that `read` makes goes through. The statements are carried out. */
export async function blocksOf(
	database: Database,
	actor: Actor,
	read: (trx: Trx) => Promise<unknown>,
): Promise<number[]> {
	return database.run(actor, async (trx) => {
		const blocks: number[] = [];
		for (const { sql: text, parameters } of await statementsOf(trx, read)) {
			const explain = CompiledQuery.raw(`explain (analyze, buffers, format json) ${text}`, [...parameters]);
			const { rows } = await trx.executeQuery<{ 'QUERY PLAN': [{ Plan: BlockCounts }] }>(explain);
			const plan = rows[0]!['QUERY PLAN'][0].Plan;
			blocks.push(plan['Shared Hit Blocks'] + plan['Shared Read Blocks']);
		}
		return blocks;
	});
}

interface BlockCounts {
	'Shared Hit Blocks': number;
	'Shared Read Blocks': number;
}
