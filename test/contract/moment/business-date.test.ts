import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openDatabase } from '#server/store/database.ts';
import { migrate } from '#server/store/migrate.ts';
import { createUnitOfWork } from '#server/store/unit-of-work.ts';
import { createBusinessDate } from '#server/usecase/moment/business-date.ts';
import { describeOnEachDatabase } from '../../support/databases.ts';

const dayMs = 86_400_000;
/** 2026-03-01, 23:30 in Shanghai. */
const eveningMs = Date.parse('2026-03-01T15:30:00Z');

describeOnEachDatabase('the business date', (database) => {
	const at = (nowMs: number, demoStartDate: string | null) =>
		createBusinessDate({
			uow: createUnitOfWork(database()),
			clock: { nowMs: () => nowMs },
			demoStartDate,
		});

	it('is today in Shanghai in production, and cannot be moved', async () => {
		expect((await at(eveningMs, null)).today()).toBe('2026-03-01');
		expect((await at(eveningMs + 3_600_000, null)).today()).toBe('2026-03-02');
		await expect((await at(eveningMs, null)).move('2022-10-15')).rejects.toThrow('demo.not-available');
	});

	it('starts where the demo starts, goes on by the day, and is kept when the server starts again', async () => {
		const first = await at(eveningMs, '2022-10-15');
		expect(first.moment()).toEqual({ serverTimeMs: eveningMs, businessDate: '2022-10-15', demo: true });
		expect((await at(eveningMs + 2 * dayMs, '2022-10-15')).today()).toBe('2022-10-17');
		await first.move('2022-12-31');
		expect(first.today()).toBe('2022-12-31');
		expect((await at(eveningMs + dayMs, '2022-10-15')).today()).toBe('2023-01-01');
	});

	it('never lets a stored demo date reach production', async () => {
		await (await at(eveningMs, '2022-10-15')).move('2022-11-11');
		expect((await at(eveningMs, null)).moment()).toMatchObject({ businessDate: '2026-03-01', demo: false });
	});
});

it('lets no second process open the embedded database, and takes it over from one that was killed', async () => {
	const folder = mkdtempSync(join(tmpdir(), 'campuscover-db-'));
	const place = { kind: 'embedded', folder: join(folder, 'db') } as const;
	try {
		const first = await openDatabase(place);
		await expect(openDatabase(place)).rejects.toThrow('is open in another process');
		await first.close();
		const killed = spawnSync(process.execPath, [
			'-e',
			`require('net').createServer().listen(${JSON.stringify(`${place.folder}.lock`)}, () => process.kill(process.pid, 'SIGKILL'))`,
		]);
		expect(killed.signal).toBe('SIGKILL');
		expect(existsSync(`${place.folder}.lock`)).toBe(true);
		await (await openDatabase(place)).close();
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
});

it('keeps what was stored in the embedded database when it is opened again', async () => {
	const folder = mkdtempSync(join(tmpdir(), 'campuscover-db-'));
	const open = async () => {
		const database = await openDatabase({ kind: 'embedded', folder: join(folder, 'db') });
		const migrated = await migrate(database);
		return { database, migrated, uow: createUnitOfWork(database) };
	};
	try {
		const first = await open();
		expect(first.migrated[0]).toBe('0001-accounts');
		await first.uow.run({ kind: 'system' }, (tx) => tx.settings.set('kept', 'yes'));
		await first.database.close();
		const second = await open();
		expect(second.migrated).toEqual([]);
		expect(await second.uow.run({ kind: 'anonymous' }, (tx) => tx.settings.get('kept'))).toBe('yes');
		await second.database.close();
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
});
