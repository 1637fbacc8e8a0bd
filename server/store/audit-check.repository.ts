import type { AuditCheckRow, AuditCheckTable } from '#server/usecase/audit/ports.ts';
import type { Selectable } from 'kysely';
import type { AccountTables } from './account-tables.ts';
import { jsonb, type Trx } from './database.ts';

function toRow(stored: Selectable<AccountTables['audit_check']>): AuditCheckRow {
	return {
		id: stored.id,
		askedByAccountId: stored.asked_by_account_id,
		askedAtMs: stored.asked_at_ms,
		doneAtMs: stored.done_at_ms,
		sealed: stored.sealed,
		faults: stored.faults,
	};
}

/** See `AuditCheckTable` for what each call promises. */
export function auditCheckRepository(trx: Trx): AuditCheckTable {
	const all = () => trx.selectFrom('audit_check').selectAll();
	return {
		async insert({ id, askedByAccountId, askedAtMs, doneAtMs, sealed, faults }) {
			const values = { id, asked_by_account_id: askedByAccountId, asked_at_ms: askedAtMs };
			await trx
				.insertInto('audit_check')
				.values({ ...values, done_at_ms: doneAtMs, sealed, faults: jsonb(faults) as never })
				.execute();
		},
		async toDo() {
			const waiting = all().where('done_at_ms', 'is', null).orderBy('asked_at_ms').limit(1);
			const stored = await waiting.executeTakeFirst();
			return stored ? toRow(stored) : null;
		},
		async finish({ id, doneAtMs, sealed, faults }) {
			await trx
				.updateTable('audit_check')
				.set({ done_at_ms: doneAtMs, sealed, faults: jsonb(faults) as never })
				.where('id', '=', id)
				.execute();
		},
		async list(limit) {
			const rows = await all().orderBy('asked_at_ms', 'desc').orderBy('id', 'desc').limit(limit).execute();
			return rows.map(toRow);
		},
	};
}
