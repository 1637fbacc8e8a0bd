/** Faults of the exchange: numbers, receipts, the change feed, who may read. */
import type { Plant } from './plant.ts';

const exchange = 'server/usecase/exchange/exchange.usecase.ts';
const run = 'server/usecase/exchange/apply-run.ts';

export const exchangePlants: Plant[] = [
	{
		name: 'no-dedupe',
		words: 'a batch that comes twice takes effect twice',
		breaks: [2],
		seed: 2,
		tx: (tx) => ({
			receipts: {
				list: async () => [],
				async insert(receipts) {
					for (const receipt of receipts) {
						const { deviceId, sequence } = receipt;
						const held = await tx.receipts.list(deviceId, sequence, sequence);
						if (held.length === 0) await tx.receipts.insert([receipt]);
					}
				},
			},
		}),
	},
	{
		name: 'answer-before-commit',
		words: 'the answer goes out before its transaction has committed',
		breaks: [1, 2, 4],
		seed: 15,
		uow: (uow) => ({
			run: (actor, work) =>
				actor.kind !== 'account'
					? uow.run(actor, work)
					: new Promise((resolve, reject) => {
							uow
								.run(actor, async (tx) => {
									const value = await work(tx);
									resolve(value);
									return value;
								})
								.catch(reject);
						}),
		}),
	},
	{
		name: 'audit-outside',
		words: 'the audit is written by a transaction of its own',
		breaks: [13],
		seed: 1,
		tx: () => ({ audit: { append: async () => {}, appendAll: async () => {} } as never }),
	},
	{
		name: 'gap-taken',
		words: 'a batch that begins behind a gap is taken',
		breaks: [3],
		seed: 7,
		patches: [{ file: exchange, from: 'if (first.sequence > expected)', to: 'if (false)' }],
	},
	{
		name: 'poison-blocks-all',
		words: 'a refused mutation parks every later one of the batch',
		breaks: [3],
		seed: 14,
		patches: [{ file: run, from: 'refusedHere.has(record)', to: 'refusedHere.size > 0' }],
	},
	{
		name: 'nothing-parked',
		words: 'what follows a refused mutation of a record is judged without its ground',
		breaks: [3],
		seed: 40,
		patches: [{ file: run, from: 'refusedHere.has(record)', to: 'false' }],
	},
	{
		name: 'other-body-taken',
		words: 'a number that comes again with another body gets the answer of the first',
		breaks: [2],
		seed: 11,
		patches: [{ file: exchange, from: 'receipt.bodyHash === item.bodyHash', to: 'true' }],
	},
	{
		name: 'readers-unchecked',
		words: 'the feed hands out whatever was told, and row security is off',
		breaks: [7],
		seed: 1,
		patches: [
			{
				file: 'server/usecase/exchange/read-changes.ts',
				from: '.filter((row) => row.ownerAccountId === accountId)',
				to: '',
			},
			{
				file: 'test/sim/store/policies.ts',
				from: 'const ofAccount: Test<{ accountId: string }> = (row, at) => system(row, at) || row.accountId === idOf(at);',
				to: 'const ofAccount = always;',
			},
			{
				file: 'test/sim/store/feed-tables.ts',
				from: 'filter((row) => row.accountId === accountId && kinds.includes(row.kind));',
				to: 'filter((row) => kinds.includes(row.kind));',
			},
			{
				file: 'test/sim/store/policies.ts',
				from: '	system(row, at) ||\n	isOwn(row, at) ||\n	isJudged(row, at) ||',
				to: 'true || ',
			},
		],
	},
	{
		name: 'session-outlives-its-end',
		words: 'a session that was ended still lets its holder in',
		breaks: [8],
		seed: 16,
		patches: [
			{
				file: 'server/usecase/account/session.ts',
				from: '(tx) => tx.sessions.find(tokenHash)',
				to: 'async (tx) => { const known = ((globalThis as any).sessionsKept ??= new Map()); const kept = (await tx.sessions.find(tokenHash)) ?? known.get(tokenHash); known.set(tokenHash, kept); return kept; }',
			},
		],
	},
	{
		name: 'unknown-fields-dropped',
		words: 'a draft loses the fields that this version does not know',
		breaks: [1, 19],
		seed: 1,
		patches: [
			{
				file: 'server/usecase/enrollment/edit-draft.usecase.ts',
				from: 'fields: merged.fields,',
				to: "fields: Object.fromEntries(Object.entries(merged.fields).filter(([key]) => !key.includes('.'))),",
			},
		],
	},
	{
		name: 'log-quotes',
		words: 'the log quotes what was typed',
		breaks: [7],
		seed: 1,
		patches: [
			{
				file: 'server/usecase/enrollment/edit-draft.usecase.ts',
				from: 'const merged = mergeEdit(row, body, sender);',
				to: "const merged = mergeEdit(row, body, sender); services.logger.info({ fields: body.fields }, 'edit');",
			},
		],
	},
];
