/** The real server as a process of its own on PostgreSQL, and a door to its database for preparing. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openDatabase, type Database } from '#server/store/database.ts';
import { createUnitOfWork } from '#server/store/unit-of-work.ts';
import { openSession } from '#server/usecase/account/session.ts';
import type { Services, UnitOfWork } from '#server/usecase/ports.ts';
import type { Role } from '#shared/domain/account/role.ts';
import { systemClock, systemRandom } from '#shared/std/clock.ts';
import { newId } from '#shared/std/id.ts';
import { freePorts } from '../../support/ports.ts';

export interface Member {
	accountId: string;
	/** The session, as a browser sends it. */
	cookie: string;
}

export interface Office {
	url: string;
	/** Of the server's process. */
	pid: number;
	database: Database;
	uow: UnitOfWork;
	/** An account with an open session. */
	member(role: Role): Promise<Member>;
	stop(): Promise<void>;
}

export const newBenchId = () => newId(systemClock, systemRandom);

export async function startOffice(databaseUrl: string): Promise<Office> {
	const [port] = (await freePorts(1)) as [number];
	const dataDir = mkdtempSync(path.join(tmpdir(), 'campuscover-bench-'));
	const url = `http://127.0.0.1:${port}`;
	const environment = {
		...process.env,
		MODE: 'demo',
		PORT: String(port),
		DATA_DIR: dataDir,
		DATABASE_URL: databaseUrl,
		PUBLIC_URL: url,
		LOG_LEVEL: 'error',
	};
	const server = spawn(process.execPath, ['server/main.ts'], { env: environment, stdio: 'inherit' });
	for (;;) {
		const answer = await fetch(`${url}/readyz`).catch(() => null);
		if (answer?.ok) break;
		if (server.exitCode !== null) throw new Error('the server did not start');
		await new Promise((resolve) => setTimeout(resolve, 100));
	}
	const database = await openDatabase({ kind: 'postgres', url: databaseUrl });
	const uow = createUnitOfWork(database);
	let phones = 0;
	return {
		url,
		pid: server.pid!,
		database,
		uow,
		async member(role) {
			const id = newBenchId();
			const account = { id, role, schoolCode: null, passwordHash: null, unlockKey: 'k' };
			const phone = `139${String(++phones).padStart(8, '0')}`;
			const services = { clock: systemClock, random: systemRandom } as Services;
			const token = await uow.run({ kind: 'system' }, async (tx) => {
				await tx.accounts.addOrFind({ ...account, phone, createdAtMs: systemClock.nowMs() });
				return openSession(services, tx, id);
			});
			return { accountId: id, cookie: `cc_s=${token}` };
		},
		async stop() {
			await database.close();
			await new Promise((resolve) => {
				server.once('exit', resolve);
				server.kill('SIGTERM');
			});
			rmSync(dataDir, { recursive: true, force: true });
		},
	};
}
