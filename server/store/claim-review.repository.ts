/** What reviewing asks of claims, and the acts on them. */
import { sql, type Updateable } from 'kysely';
import type { ClaimConflict, ClaimTable, ClaimTx } from '#server/usecase/claim/ports.ts';
import type { ClaimTables } from './claim-tables.ts';
import { fromClaim, toClaim } from './claim.repository.ts';
import { jsonb, type Trx } from './database.ts';

export type ClaimReviewTable = Pick<ClaimTable, 'decide' | 'queue' | 'conflicts' | 'nameReceipts'>;

/** See `ClaimTable` for what each call promises. */
export function claimReviewRepository(trx: Trx): ClaimReviewTable {
	const all = () => trx.selectFrom('claim').selectAll();
	return {
		async decide(row) {
			const { state, valuation, decided_on, updated_at_ms, revision } = fromClaim(row);
			await trx
				.updateTable('claim')
				.set({ state, valuation, decided_on, updated_at_ms, revision } as Updateable<ClaimTables['claim']>)
				.where('id', '=', row.id)
				.execute();
		},
		async queue({ state, after, limit }) {
			let page = all().where('state', '=', state).orderBy('submitted_at_ms').orderBy('id').limit(limit);
			if (after) {
				page = page.where(
					sql<boolean>`(submitted_at_ms, id) > (${after.submittedAtMs}::bigint, ${after.id}::uuid)`,
				);
			}
			const { rows } = await sql<{ n: number }>`select count(*)::int as n from claim
				where state = ${state}`.execute(trx);
			return { rows: (await page.execute()).map(toClaim), total: rows[0]!.n };
		},
		async conflicts(row): Promise<ClaimConflict[]> {
			const others = trx.selectFrom('claim').where('claim.id', '<>', row.id).where('state', '<>', 'draft');
			const receipts = await others
				.innerJoin('claim_receipt as theirs', 'theirs.claim_id', 'claim.id')
				.innerJoin('claim_receipt as mine', 'mine.number', 'theirs.number')
				.where('mine.claim_id', '=', row.id)
				.selectAll('claim')
				.select('theirs.number as number')
				.execute();
			const files = await others
				.innerJoin('claim_document as theirs', 'theirs.claim_id', 'claim.id')
				.innerJoin('claim_document as mine', 'mine.hash', 'theirs.hash')
				.where('mine.claim_id', '=', row.id)
				.selectAll('claim')
				.select('theirs.hash as hash')
				.execute();
			return [
				...receipts.map(({ number, ...claim }) => ({
					kind: 'receipt' as const,
					number,
					claim: toClaim(claim),
				})),
				...files.map(({ hash, ...claim }) => ({ kind: 'document' as const, hash, claim: toClaim(claim) })),
			];
		},
		async nameReceipts(id, numbers) {
			await trx.deleteFrom('claim_receipt').where('claim_id', '=', id).execute();
			if (numbers.length === 0) return;
			const values = [...new Set(numbers)].map((number) => ({ claim_id: id, number }));
			await trx.insertInto('claim_receipt').values(values).execute();
		},
	};
}

export function claimActRepository(trx: Trx): ClaimTx['claimActs'] {
	return {
		async append(claimId, { accountId, atMs, content }) {
			await sql`insert into claim_act (claim_id, account_id, at_ms, content)
				values (${claimId}, ${accountId}, ${atMs}, ${jsonb(content)})`.execute(trx);
		},
		async list(claimId) {
			const rows = await trx
				.selectFrom('claim_act')
				.select(['account_id', 'at_ms', 'content'])
				.where('claim_id', '=', claimId)
				.orderBy('n')
				.execute();
			return rows.map((row) => ({ accountId: row.account_id, atMs: row.at_ms, content: row.content }));
		},
	};
}
