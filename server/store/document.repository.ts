import { sql, type Selectable } from 'kysely';
import type { DocumentRow, DocumentTable } from '#server/usecase/document/ports.ts';
import type { ClaimTables } from './claim-tables.ts';
import type { Trx } from './database.ts';
import { free } from './retention.repository.ts';

function toRow(stored: Selectable<ClaimTables['document']>): DocumentRow {
	return {
		ownerAccountId: stored.owner_account_id,
		hash: stored.hash,
		size: stored.size,
		type: stored.type,
		place: stored.place,
		storedAtMs: stored.stored_at_ms,
		neededAtMs: stored.needed_at_ms,
	};
}

/** The school's word names the scan, or did until lately, or it is about somebody of whom nothing may go now. */
const isScanKept = (beforeMs: number) => sql`exists (select 1 from outcome_scan n
	where n.owner_account_id = o.owner_account_id and n.hash = o.hash
	and (n.ended_at_ms is null or n.ended_at_ms >= ${beforeMs} or exists (select 1
		from legal_hold h join roster_student s on s.id = n.student_id where h.lifted_at_ms is null and (
			exists (select 1 from account_person p where p.account_id = h.account_id
				and p.id_type || ' ' || upper(p.id_number) = s.person_key)
			or exists (select 1 from enrollment e where e.id = s.enrollment_id
				and e.owner_account_id = h.account_id)))))`;

/** See `DocumentTable` for what each call promises. */
export function documentRepository(trx: Trx): DocumentTable {
	return {
		async get(ownerAccountId, hash) {
			const stored = await trx
				.selectFrom('document')
				.selectAll()
				.where('owner_account_id', '=', ownerAccountId)
				.where('hash', '=', hash)
				.executeTakeFirst();
			return stored ? toRow(stored) : null;
		},
		async need(ownerAccountId, hashes, nowMs) {
			if (hashes.length === 0) return [];
			// An update, and no mere reading: the collector, if it waits for this row, looks at it again.
			const rows = await trx
				.updateTable('document')
				.set({ needed_at_ms: nowMs })
				.where('owner_account_id', '=', ownerAccountId)
				.where('hash', 'in', hashes)
				.returningAll()
				.execute();
			return rows.map(toRow);
		},
		async insert(row) {
			const result = await trx
				.insertInto('document')
				.values({
					owner_account_id: row.ownerAccountId,
					hash: row.hash,
					size: row.size,
					type: row.type,
					place: row.place,
					stored_at_ms: row.storedAtMs,
					needed_at_ms: row.neededAtMs,
				})
				.onConflict((conflict) => conflict.columns(['owner_account_id', 'hash']).doNothing())
				.executeTakeFirst();
			return Number(result.numInsertedOrUpdatedRows) === 1;
		},
		async bytesOf(ownerAccountId) {
			const { rows } = await sql<{ bytes: number }>`select coalesce(sum(size), 0)::bigint as bytes
				from document where owner_account_id = ${ownerAccountId}`.execute(trx);
			return Number(rows[0]!.bytes);
		},
		async removeOrphans(neededBeforeMs, limit) {
			const { rows } = await sql<{ place: string }>`delete from document d
				where (d.owner_account_id, d.hash) in (select o.owner_account_id, o.hash from document o
					where o.needed_at_ms < ${neededBeforeMs} and not exists (select 1
						from claim_document n join claim c on c.id = n.claim_id
						where n.hash = o.hash and c.owner_account_id = o.owner_account_id)
					and not exists (select 1 from feedback f
						where f.owner_account_id = o.owner_account_id and o.hash = any (f.pictures))
					and not ${isScanKept(neededBeforeMs)}
					and ${free('o.owner_account_id')}
					limit ${limit})
				and d.needed_at_ms < ${neededBeforeMs}
				returning place`.execute(trx);
			return rows.map(({ place }) => place);
		},
		async unnamed(places) {
			if (places.length === 0) return [];
			const rows = await trx.selectFrom('document').select('place').where('place', 'in', places).execute();
			const named = new Set(rows.map(({ place }) => place));
			return places.filter((place) => !named.has(place));
		},
	};
}
