/** A batch of the sealer costs what it seals, whatever lies there already: on tables that nobody has ever analysed. */
import { sql } from 'kysely';
import { beforeAll, expect, it } from 'vitest';
import type { Trx } from '#server/store/database.ts';
import { auditRepository } from '#server/store/audit.repository.ts';
import { describeOnEachDatabase } from '../../support/databases.ts';
import { blocksOf } from '../../support/list-plans.ts';

const system = { kind: 'system' } as const;
const waiting = 50;

describeOnEachDatabase('what sealing costs', (database) => {
	const asOwner = async (...statements: string[]) => {
		for (const statement of statements) await sql.raw(statement).execute(database().owner);
	};
	const write = (count: number) =>
		asOwner(`insert into audit_entry (at_ms, actor, act, subject, detail)
			select n, 'system', 'audit.search', null, '{"rows": 50, "group": "all"}' from generate_series(1, ${count}) n`);
	/** So many entries with a seal, whose hash does not matter here, past the triggers; then a few that wait. */
	const fillUpTo = async (sealed: number) => {
		await asOwner(
			'alter table audit_entry disable trigger user',
			'alter table audit_seal disable trigger user',
		);
		await write(sealed);
		await asOwner(
			`insert into audit_seal (number, entry_id, hash) select id, id, repeat('0', 64) from audit_entry e
				where not exists (select 1 from audit_seal s where s.entry_id = e.id)`,
			'truncate audit_unsealed',
			'alter table audit_entry enable trigger user',
			'alter table audit_seal enable trigger user',
		);
		await write(waiting);
	};
	const batch = async (trx: Trx) => {
		await auditRepository(trx).unsealed(500);
		await auditRepository(trx).lastSeal();
		await auditRepository(trx).countUnsealed();
	};
	const blocksOfABatch = async () => {
		const blocks = await blocksOf(database(), system, batch);
		return blocks.reduce((sum, some) => sum + some, 0);
	};
	beforeAll(async () => {
		for (const table of ['audit_entry', 'audit_seal', 'audit_unsealed']) {
			await asOwner(`alter table ${table} set (autovacuum_enabled = off)`);
		}
	});

	it('does not grow with the entries', async () => {
		await fillUpTo(400);
		const few = await blocksOfABatch();
		await fillUpTo(20_000);
		const many = await blocksOfABatch();
		// The indexes have become a level deeper.
		expect(many).toBeLessThan(few + 2 * waiting);
	});

	it('would be caught: entries that are looked for one after the other', async () => {
		const honest = await blocksOfABatch();
		// Newer ones find a number by the index of subjects, too.
		await asOwner(
			'alter table audit_entry drop constraint audit_entry_pkey',
			'drop index audit_entry_subject',
		);
		expect(await blocksOfABatch()).toBeGreaterThan(honest + 2 * waiting);
	});
});
