/** The office's server in this process, with the real sandbox registers beside it, and a browser's worth of cookies. */
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAdaptorServer } from '@hono/node-server';
import { readConfig } from '#server/boot/config.ts';
import { startServer, type Overrides, type RunningServer } from '#server/boot/start-server.ts';
import { createRegistersApp } from '#server/sandbox/registers/app.ts';
import type { ErrorCode } from '#shared/errors/error-codes.ts';
import type { Clock } from '#shared/std/clock.ts';
import { migratedInMemory } from './migrated.ts';

/** Real time, and a test can move it on. */
export interface MovableClock extends Clock {
	moveOn(ms: number): void;
}

export function movableClock(): MovableClock {
	let offsetMs = 0;
	return {
		nowMs: () => Date.now() + offsetMs,
		moveOn: (ms) => {
			offsetMs += ms;
		},
	};
}

/** Every line that the server logs, to search it for what must not be in it. */
export function recordingLogger() {
	const lines: string[] = [];
	const record = (fields: Record<string, unknown>, message: string) => {
		lines.push(JSON.stringify({ ...fields, message }));
	};
	return { lines, logger: { info: record, warn: record, error: record } };
}

export interface Reply {
	status: number;
	// The shape is what the test expects of the procedure.
	// eslint-disable-next-line @typescript-eslint/no-explicit-any
	data: any;
	code: ErrorCode | undefined;
	error: { code: ErrorCode; path?: string; retryAfterSeconds?: number } | undefined;
	headers: Headers;
}

/** A browser: keeps cookies, calls procedures. */
export class Caller {
	cookies = new Map<string, string>();
	readonly url: string;
	constructor(url: string) {
		this.url = url;
	}

	async send(path: string, init: RequestInit = {}): Promise<Response> {
		const headers = new Headers(init.headers);
		const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
		if (cookie) headers.set('cookie', cookie);
		const response = await fetch(this.url + path, { ...init, headers, redirect: 'manual' });
		for (const line of response.headers.getSetCookie()) {
			const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!;
			if (value === '') this.cookies.delete(name!);
			else this.cookies.set(name!, value!);
		}
		return response;
	}

	async mutate(procedure: string, input: unknown, headers: Record<string, string> = {}): Promise<Reply> {
		const response = await this.send(`/api/trpc/${procedure}`, {
			method: 'POST',
			headers: { 'content-type': 'application/json', ...headers },
			body: JSON.stringify(input),
		});
		return readReply(response);
	}

	async query(procedure: string, input?: unknown): Promise<Reply> {
		const search = input === undefined ? '' : `?input=${encodeURIComponent(JSON.stringify(input))}`;
		return readReply(await this.send(`/api/trpc/${procedure}${search}`));
	}
}

export async function readReply(response: Response): Promise<Reply> {
	const body = await response.json();
	return {
		status: response.status,
		data: body.result?.data,
		code: body.error?.data?.code,
		error: body.error?.data,
		headers: response.headers,
	};
}

export interface ServerUnderTest {
	server: RunningServer;
	registersUrl: string;
	caller(): Caller;
	/** The newest one-time code sent to a phone. */
	codeOf(phone: string): Promise<string>;
	/** A browser that has signed in by code. */
	signedIn(phone: string): Promise<Caller>;
	behave(behaviour: { delayMs?: number; failRate?: number }): Promise<void>;
	dataDir: string;
	stop(): Promise<void>;
}

export async function startServerUnderTest(
	overrides: Overrides = {},
	environment: Record<string, string> = {},
): Promise<ServerUnderTest> {
	const secrets = { register: 'demo-register-secret', sms: 'demo-sms-secret' };
	const registers = createAdaptorServer({ fetch: createRegistersApp(secrets).fetch });
	await new Promise<void>((resolve) => registers.listen(0, '127.0.0.1', () => resolve()));
	const registersUrl = `http://127.0.0.1:${(registers.address() as AddressInfo).port}`;
	const dataDir = mkdtempSync(join(tmpdir(), 'campuscover-server-'));
	const config = readConfig({
		PORT: '0',
		HOST: '127.0.0.1',
		DATA_DIR: dataDir,
		REGISTER_URL: registersUrl,
		LOG_LEVEL: 'silent',
		...environment,
	});
	const server = await startServer(config, { database: await migratedInMemory(), jobs: false, ...overrides });
	const admin = (path: string, body: unknown) =>
		fetch(`${registersUrl}/admin/${path}`, { method: 'POST', body: JSON.stringify(body) });
	const codeOf = async (phone: string) => {
		const answer = await fetch(`${registersUrl}/admin/sms?phone=${phone}`);
		const { messages } = (await answer.json()) as { messages: { text: string }[] };
		return messages.flatMap(({ text }) => /\d{6}/.exec(text)?.[0] ?? [])[0]!;
	};
	const under: ServerUnderTest = {
		server,
		registersUrl,
		dataDir,
		caller: () => new Caller(server.url),
		codeOf,
		async signedIn(phone) {
			const caller = under.caller();
			await caller.mutate('account.requestCode', { phone, purpose: 'sign-in' });
			const reply = await caller.mutate('account.signInWithCode', { phone, code: await codeOf(phone) });
			if (reply.status !== 200) throw new Error(`signing in was refused: ${reply.code}`);
			return caller;
		},
		async behave(behaviour) {
			await admin('behaviour', { delayMs: 0, failRate: 0, ...behaviour });
		},
		async stop() {
			await server.close();
			await new Promise((resolve) => registers.close(resolve));
			rmSync(dataDir, { recursive: true, force: true });
		},
	};
	return under;
}
