import { sql, type Insertable, type Selectable } from 'kysely';
import { hashesOf } from '#shared/domain/claim/claim.ts';
import type { ClaimRow, ClaimTable } from '#server/usecase/claim/ports.ts';
import type { ClaimReviewTable } from './claim-review.repository.ts';
import type { ClaimTables } from './claim-tables.ts';
import { jsonb, type Trx } from './database.ts';

/** A stored claim as the use cases know it. */
export function toClaim(stored: Selectable<ClaimTables['claim']>): ClaimRow {
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

export function fromClaim(row: ClaimRow) {
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
export function claimRepository(trx: Trx): Omit<ClaimTable, keyof ClaimReviewTable> {
	const all = () => trx.selectFrom('claim').selectAll();
	return {
		async get(id) {
			const stored = await all().where('id', '=', id).executeTakeFirst();
			return stored ? toClaim(stored) : null;
		},
		async ofOwner(accountId) {
			const stored = await all().where('owner_account_id', '=', accountId).execute();
			return stored.map(toClaim);
		},
		async lock(id) {
			// Row-level security shows a row to `for update` only where the actor may change it; what was handed in
			// must still be told from what is absent.
			const stored = (await all().where('id', '=', id).forUpdate().executeTakeFirst()) ?? null;
			const seen = stored ?? (await all().where('id', '=', id).executeTakeFirst());
			return seen ? toClaim(seen) : null;
		},
		async insert(row) {
			const result = await trx
				.insertInto('claim')
				.values(fromClaim(row))
				.onConflict((conflict) => conflict.doNothing())
				.executeTakeFirst();
			return Number(result.numInsertedOrUpdatedRows) === 1;
		},
		async update(row, alsoNamed = []) {
			const named = [...new Set([...hashesOf(row.documents), ...alsoNamed])];
			// Before the row may be closed: names of a claim that was handed in are fixed.
			await trx.deleteFrom('claim_document').where('claim_id', '=', row.id).execute();
			if (named.length > 0) {
				await trx
					.insertInto('claim_document')
					.values(named.map((hash) => ({ claim_id: row.id, hash })))
					.execute();
			}
			await trx.updateTable('claim').set(fromClaim(row)).where('id', '=', row.id).execute();
		},
		async remove(id) {
			await sql`delete from claim where id = ${id}`.execute(trx);
		},
	};
}
