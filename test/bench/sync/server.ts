/**
 * The office's half of the adapter: the real server, with one account signed in, and before it a front that answers
 * the harness's own questions and passes everything else on as it is.
 */
import { mkdtempSync, copyFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sql } from 'kysely';
import { readConfig } from '#server/boot/config.ts';
import { startServer, type RunningServer } from '#server/boot/start-server.ts';
import type { DatabasePlace } from '#server/store/database.ts';
import { sessionCookieHeader } from '#server/http/cookies.ts';
import { accountToView } from '#server/usecase/account/account-view.ts';
import { openSession } from '#server/usecase/account/session.ts';
import { bytesToBase64 } from '#shared/std/bytes.ts';
import { systemClock, systemRandom } from '#shared/std/clock.ts';
import { newId } from '#shared/std/id.ts';
import { freshDatabase } from './fresh-database.ts';
import type { Drafts } from './page.ts';

interface Signed {
	accountId: string;
	/** A script that tells the page who is signed in. */
	script: string;
}

/** An account as signing in by code makes it; the page gets the answer and the cookie without asking. */
async function signIn({ services }: RunningServer): Promise<Signed> {
	const account = {
		id: newId(systemClock, systemRandom),
		phone: '13900000099',
		role: 'student' as const,
		schoolCode: null,
		passwordHash: null,
		unlockKey: bytesToBase64(systemRandom.bytes(32)),
		createdAtMs: systemClock.nowMs(),
	};
	const token = await services.uow.run({ kind: 'system' }, async (tx) => {
		await tx.accounts.addOrFind(account);
		return openSession(services, tx, account.id);
	});
	const cookie = sessionCookieHeader(token, false).replace(/; HttpOnly/i, '');
	const signed = { account: accountToView(account, null), cookie };
	return { accountId: account.id, script: `signed = ${JSON.stringify(signed)};` };
}

/** The harness's questions; a draft is found by its bank account number, which no work changes. */
function control({ database }: RunningServer, accountId: string, { draftFields }: Drafts) {
	return {
		async count() {
			const { rows } = await sql<{ n: string }>`select count(*)::int as n from enrollment
				where owner_account_id = ${accountId}`.execute(database.owner);
			return rows[0]!.n;
		},
		async draft(id: string) {
			const { bankAccount } = draftFields(Number(id.slice(1, 7)));
			const { rows } = await sql<{ fields: unknown }>`select fields from enrollment
				where owner_account_id = ${accountId} and fields->>'bankAccount' = ${bankAccount}`.execute(database.owner);
			return rows[0]?.fields ?? null;
		},
		async blobs() {
			const { rows } = await sql<{ size: number }>`select size from document
				where owner_account_id = ${accountId}`.execute(database.owner);
			return rows.map(({ size }) => size);
		},
	};
}

function passOn(from: IncomingMessage, to: ServerResponse, port: number): void {
	const { method, url, headers } = from;
	const asked = request({ host: '127.0.0.1', port, method, path: url, headers }, (answer) => {
		to.writeHead(answer.statusCode!, answer.headers);
		answer.pipe(to);
	});
	asked.on('error', () => to.destroy());
	to.on('close', () => asked.destroy());
	from.pipe(asked);
}

/** Listens, and tells the harness where; ends with the process. */
export async function serve(drafts: Drafts): Promise<void> {
	const folder = mkdtempSync(path.join(tmpdir(), 'campuscover-syncbench-'));
	process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
	const bundle = process.env.BENCH_BUNDLE;
	if (bundle) copyFileSync(bundle, path.join(folder, 'bench.js'));
	const page =
		'<!doctype html><meta charset=utf-8><script src="/signed.js"></script><script src="/bench.js"></script>';
	writeFileSync(path.join(folder, 'bench.html'), page);
	const databaseUrl = process.env.BENCH_POSTGRES_URL;
	const config = readConfig({
		PORT: '0',
		HOST: '127.0.0.1',
		DATA_DIR: path.join(folder, 'data'),
		BUILD_DIR: folder,
		LOG_LEVEL: 'silent',
	});
	const place: { database?: DatabasePlace } = databaseUrl
		? { database: { kind: 'postgres', url: await freshDatabase(databaseUrl) } }
		: {};
	const server = await startServer(config, { ...place, jobs: false });
	const { accountId, script } = await signIn(server);
	const questions = control(server, accountId, drafts);
	const port = Number(new URL(server.url).port);
	const front = createServer((from, to) => {
		const url = new URL(from.url!, 'http://front');
		if (url.pathname === '/signed.js') {
			to.writeHead(200, { 'content-type': 'text/javascript' }).end(script);
			return;
		}
		const name = url.pathname.replace('/__bench/', '') as keyof typeof questions;
		const question = url.pathname.startsWith('/__bench/') ? questions[name] : undefined;
		if (!question) {
			passOn(from, to, port);
			return;
		}
		void question(url.searchParams.get('id') ?? '').then(
			(value) => to.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value)),
			(error: unknown) => to.writeHead(500).end(String(error)),
		);
	});
	front.listen(0, '127.0.0.1', () => process.send?.({ port: (front.address() as AddressInfo).port }));
	process.on('SIGTERM', () => process.exit(0));
}
