import { sql, type Insertable, type Selectable, type Updateable } from 'kysely';
import { hashesOf } from '#shared/domain/claim/claim.ts';
import type { ClaimConflict, ClaimRow, ClaimTable, ClaimTx } from '#server/usecase/claim/ports.ts';
import type { ClaimTables } from './claim-tables.ts';
import { jsonb, type Trx } from './database.ts';

function toRow(stored: Selectable<ClaimTables['claim']>): ClaimRow {
	return {
		id: stored.id,
		ownerAccountId: stored.owner_account_id,
		schemeId: stored.scheme_id,
		claimKind: stored.claim_kind,
		state: stored.state,
		fields: stored.fields,
		documents: stored.documents,
		contentHash: stored.content_hash,
		submittedAtMs: stored.submitted_at_ms,
		submittedOn: stored.submitted_on,
		deviceSubmittedAtMs: stored.device_submitted_at_ms,
		createdAtMs: stored.created_at_ms,
		updatedAtMs: stored.updated_at_ms,
		revision: stored.revision,
		claimant: stored.claimant,
		valuation: stored.valuation,
		decidedOn: stored.decided_on,
	};
}

function fromRow(row: ClaimRow) {
	return {
		id: row.id,
		owner_account_id: row.ownerAccountId,
		scheme_id: row.schemeId,
		claim_kind: row.claimKind,
		state: row.state,
		fields: jsonb(row.fields),
		documents: jsonb(row.documents),
		content_hash: row.contentHash,
		submitted_at_ms: row.submittedAtMs,
		submitted_on: row.submittedOn,
		device_submitted_at_ms: row.deviceSubmittedAtMs,
		created_at_ms: row.createdAtMs,
		updated_at_ms: row.updatedAtMs,
		revision: row.revision,
		claimant: row.claimant && jsonb(row.claimant),
		valuation: row.valuation && jsonb(row.valuation),
		decided_on: row.decidedOn,
	} as unknown as Insertable<ClaimTables['claim']>;
}

/** See `ClaimTable` for what each call promises. */
export function claimRepository(trx: Trx): ClaimTable {
	const all = trx.selectFrom('claim').selectAll();
	return {
		async get(id) {
			const stored = await all.where('id', '=', id).executeTakeFirst();
			return stored ? toRow(stored) : null;
		},
		async ofOwner(accountId) {
			const stored = await all.where('owner_account_id', '=', accountId).execute();
			return stored.map(toRow);
		},
		async lock(id) {
			// Row-level security shows a row to `for update` only where the actor may change it; what was handed in
			// must still be told from what is absent.
			const stored = (await all.where('id', '=', id).forUpdate().executeTakeFirst()) ?? null;
			const seen = stored ?? (await all.where('id', '=', id).executeTakeFirst());
			return seen ? toRow(seen) : null;
		},
		async insert(row) {
			const result = await trx
				.insertInto('claim')
				.values(fromRow(row))
				.onConflict((conflict) => conflict.doNothing())
				.executeTakeFirst();
			return Number(result.numInsertedOrUpdatedRows) === 1;
		},
		async update(row) {
			const named = hashesOf(row.documents);
			// Before the row may be closed: names of a claim that was handed in are fixed.
			await trx.deleteFrom('claim_document').where('claim_id', '=', row.id).execute();
			if (named.length > 0) {
				await trx
					.insertInto('claim_document')
					.values(named.map((hash) => ({ claim_id: row.id, hash })))
					.execute();
			}
			await trx.updateTable('claim').set(fromRow(row)).where('id', '=', row.id).execute();
		},
		async decide(row) {
			const { state, valuation, decided_on, updated_at_ms, revision } = fromRow(row);
			await trx
				.updateTable('claim')
				.set({ state, valuation, decided_on, updated_at_ms, revision } as Updateable<ClaimTables['claim']>)
				.where('id', '=', row.id)
				.execute();
		},
		async queue({ state, after, limit }) {
			let page = all.where('state', '=', state).orderBy('submitted_at_ms').orderBy('id').limit(limit);
			if (after) {
				page = page.where(
					sql<boolean>`(submitted_at_ms, id) > (${after.submittedAtMs}::bigint, ${after.id}::uuid)`,
				);
			}
			const { rows } = await sql<{ n: number }>`select count(*)::int as n from claim
				where state = ${state}`.execute(trx);
			return { rows: (await page.execute()).map(toRow), total: rows[0]!.n };
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
				...receipts.map(({ number, ...claim }) => ({ kind: 'receipt' as const, number, claim: toRow(claim) })),
				...files.map(({ hash, ...claim }) => ({ kind: 'document' as const, hash, claim: toRow(claim) })),
			];
		},
		async nameReceipts(id, numbers) {
			await trx.deleteFrom('claim_receipt').where('claim_id', '=', id).execute();
			if (numbers.length === 0) return;
			const values = [...new Set(numbers)].map((number) => ({ claim_id: id, number }));
			await trx.insertInto('claim_receipt').values(values).execute();
		},
		async remove(id) {
			await sql`delete from claim where id = ${id}`.execute(trx);
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
