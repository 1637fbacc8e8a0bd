import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createAuditHeadsFile } from '#server/adapters/audit-heads-file.ts';
import type { AuditHeadsPort } from '#server/usecase/audit/ports.ts';
import { sealAudit } from '#server/usecase/audit/seal-audit.usecase.ts';
import { verifyAudit } from '#server/usecase/audit/verify-audit.usecase.ts';
import { describeOnEachDatabase } from '../../support/databases.ts';
import { createWorld, type World } from '../../support/flow-world.ts';

describeOnEachDatabase('the audit chain', (database) => {
	let world: World;
	let folder: string;
	let heads: AuditHeadsPort;

	beforeEach(async () => {
		world = await createWorld(database());
		folder = mkdtempSync(join(tmpdir(), 'campuscover-audit-'));
		heads = createAuditHeadsFile(join(folder, 'heads'));
		await sql`truncate audit_entry, audit_seal, audit_unsealed restart identity`.execute(database().owner);
		for (let i = 0; i < 6; i++) await write(i);
		await sealAudit({ services: world.services, heads });
	});
	afterEach(() => rmSync(folder, { recursive: true, force: true }));

	const write = (n: number, atMs = world.clock.nowMs()) =>
		world.services.uow.run({ kind: 'system' }, (tx) =>
			tx.audit.append({ atMs, actor: 'system', act: 'audit.search', subject: null, detail: { n } }),
		);
	const verify = () => verifyAudit({ uow: world.services.uow, heads });
	/** As somebody who holds the database, past every policy. */
	const asOwner = (statement: string) => sql.raw(statement).execute(database().owner);

	it('is whole after writing and sealing, also in several runs', async () => {
		await write(7);
		expect(await sealAudit({ services: world.services, heads })).toBe(1);
		expect(await sealAudit({ services: world.services, heads })).toBe(0);
		expect(await verify()).toEqual({ sealed: 7, faults: [] });
	});

	it.each([
		['altered entry', `update audit_entry set detail = '{"n": 99}' where id = 3`],
		['entry with another author', `update audit_entry set actor = 'nobody' where id = 3`],
		['deleted entry', `delete from audit_entry where id = 3`],
		[
			'deleted entry whose seal went too',
			`with gone as (delete from audit_seal where number = 3 returning entry_id)
				delete from audit_entry where id in (select entry_id from gone)`,
		],
		[
			'inserted entry with a seal made for it',
			`update audit_seal set number = number + 1000 where number > 3;
			update audit_seal set number = number - 999 where number > 1000;
			insert into audit_entry (id, at_ms, actor, act, detail) values (900, 1, 'x', 'y', '{}');
			insert into audit_seal (number, entry_id, hash) values (4, 900, repeat('0', 64))`,
		],
		[
			'entry inserted into the past without a seal',
			`insert into audit_entry (id, at_ms, actor, act, detail) values (901, 1, 'x', 'y', '{}')`,
		],
		[
			'pair of entries that changed places',
			`update audit_entry e set detail = o.detail, at_ms = o.at_ms from audit_entry o
				where (e.id = 2 and o.id = 3) or (e.id = 3 and o.id = 2)`,
		],
		[
			'pair of seals that changed places',
			`update audit_seal s set entry_id = case s.number when 2 then -2 else -3 end where s.number in (2, 3);
			update audit_seal s set entry_id = case s.number when 2 then 3 else 2 end where s.number in (2, 3)`,
		],
		[
			'chain that was cut short',
			`with gone as (delete from audit_seal where number > 4 returning entry_id)
				delete from audit_entry where id in (select entry_id from gone)`,
		],
		['chain that was emptied', `truncate audit_entry, audit_seal`],
		[
			'entry that was put in where no sealer finds it',
			`insert into audit_entry (id, at_ms, actor, act, detail) values (-902, 4000000000000, 'x', 'y', '{}');
			delete from audit_unsealed where entry_id = -902`,
		],
		[
			'entry that was taken away while it waited for its seal',
			`insert into audit_entry (id, at_ms, actor, act, detail) values (903, 4000000000000, 'x', 'y', '{}');
			delete from audit_entry where id = 903`,
		],
	])('finds an %s', async (_, statement) => {
		expect((await verify()).faults).toEqual([]);
		for (const part of statement.split(';')) await asOwner(part);
		expect((await verify()).faults).not.toEqual([]);
	});

	it('finds a chain that was made anew from the altered entry on, by the heads outside', async () => {
		await asOwner(`update audit_entry set detail = '{"n": 99}' where id = 3`);
		await asOwner(`delete from audit_seal`);
		await asOwner(`insert into audit_unsealed select id from audit_entry`);
		const nowhere: AuditHeadsPort = {
			append: async () => {},
			last: async () => null,
			readAll: async () => [],
		};
		await sealAudit({ services: world.services, heads: nowhere });
		expect((await verify()).faults).toEqual(['number 6: not the head written outside']);
	});

	it.each([1, 2, 3])('finds a chain that was cut short and has grown by %i since', async (grown) => {
		await asOwner(`with gone as (delete from audit_seal where number > 4 returning entry_id)
			delete from audit_entry where id in (select entry_id from gone)`);
		for (let i = 0; i < grown; i++) {
			await write(10 + i);
			await sealAudit({ services: world.services, heads });
		}
		expect((await verify()).faults).not.toEqual([]);
	});

	it('makes up for a head that a crash kept from being written, or cut off', async () => {
		await write(7);
		const full: AuditHeadsPort = { ...heads, append: () => Promise.reject(new Error('no space')) };
		await expect(sealAudit({ services: world.services, heads: full })).rejects.toThrow('no space');
		appendFileSync(join(folder, 'heads'), '{"number":7,"ha');
		expect((await heads.last())?.number).toBe(6);
		await sealAudit({ services: world.services, heads });
		expect((await heads.readAll()).map(({ number }) => number)).toEqual([6, 7]);
		await sealAudit({ services: world.services, heads });
		expect(await heads.readAll()).toHaveLength(2);
		expect(await verify()).toEqual({ sealed: 7, faults: [] });
	});

	it('gives an entry that commits late a number of its own, and is whole', async () => {
		await asOwner(`insert into audit_entry (id, at_ms, actor, act, detail)
			values (0, ${world.clock.nowMs()}, 'system', 'late', '{}')`);
		await sealAudit({ services: world.services, heads });
		expect(await verify()).toEqual({ sealed: 7, faults: [] });
	});

	it('cannot be changed by any actor of the product', async () => {
		for (const statement of [
			'update audit_entry set act = act',
			'delete from audit_entry',
			'delete from audit_seal',
			'update audit_unsealed set entry_id = 1',
		]) {
			const attempt = database().run({ kind: 'system' }, (trx) => sql.raw(statement).execute(trx));
			await expect(attempt).rejects.toThrow(/permission denied/);
		}
	});
});
