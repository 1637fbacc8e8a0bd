/** The whole product as separate processes on free ports: app, tax gateway, registers. */
import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { makeAppPlace } from './app-places.ts';
import { freePorts } from './ports.ts';
import { quickWasm } from './workers.mjs';

/** A busy machine is slow; only what never comes should fail. */
const startLimitMs = 180_000;

export interface AppUnderTest {
	url: string;
	gatewayUrl: string;
	registersUrl: string;
	dataDir: string;
	/** Empty: the embedded database. */
	databaseUrl: string;
	/** Stops only the app's server: what a phone without network sees. */
	stopServer(): Promise<void>;
	/** `changed` are variables of its environment that differ from now on. */
	startServer(changed?: Record<string, string>): Promise<void>;
	/** Ends all; what it stored goes with it, unless it `keepsData`. */
	stop(end?: { keepsData: boolean }): Promise<void>;
	/** The newest one-time code sent to this phone, read from the sandbox's inbox. */
	codeFor(phone: string): Promise<string>;
	/** Everything that the app's server has logged so far. */
	log(): string;
}

async function waitFor(url: string, child: ChildProcess, log: () => string): Promise<void> {
	const until = performance.now() + startLimitMs;
	while (performance.now() < until) {
		if (child.exitCode !== null) throw new Error(`the process ended with ${child.exitCode}:\n${log()}`);
		const answer = await fetch(url).catch(() => null);
		if (answer?.ok) return;
		await new Promise((resolve) => setTimeout(resolve, 100));
	}
	throw new Error(`${url} did not answer:\n${log()}`);
}

function ended(child: ChildProcess): Promise<void> {
	if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
	return new Promise((resolve) => {
		child.once('exit', () => resolve());
		child.kill('SIGTERM');
	});
}

/** On a copy of the demo where the run has one (`app-template.ts`); a `DATABASE_URL` of its own is used as it is. */
export async function startApp(
	extra: Record<string, string> = {},
	{ isEmbedded = false } = {},
): Promise<AppUnderTest> {
	const [port, gatewayPort, registerPort] = (await freePorts(3)) as [number, number, number];
	const place = await makeAppPlace(isEmbedded || extra.DATABASE_URL !== undefined);
	const { dataDir } = place;
	const url = `http://127.0.0.1:${port}`;
	const gatewayUrl = `http://127.0.0.1:${gatewayPort}`;
	const registersUrl = `http://127.0.0.1:${registerPort}`;
	const environment: NodeJS.ProcessEnv = {
		...process.env,
		MODE: 'demo',
		NODE_ENV: '',
		PORT: String(port),
		DATA_DIR: dataDir,
		DATABASE_URL: place.databaseUrl,
		PUBLIC_URL: url,
		GATEWAY_PORT: String(gatewayPort),
		GATEWAY_URL: gatewayUrl,
		REGISTER_PORT: String(registerPort),
		REGISTER_URL: registersUrl,
		SMS_URL: registersUrl,
		GATEWAY_CALLBACK_URL: `${url}/api/callbacks/tax`,
		GATEWAY_DATA_DIR: join(dataDir, 'gateway'),
		...extra,
	};
	let output = '';
	// Benchmarks start apps, too: they measure what users run.
	const flags = process.env.VITEST ? quickWasm : [];
	const launch = (script: string) => {
		const child = spawn('node', [...flags, script], { env: environment });
		child.stdout.on('data', (data) => (output += data));
		child.stderr.on('data', (data) => (output += data));
		return child;
	};
	const helpers = [launch('server/sandbox/gateway/main.ts'), launch('server/sandbox/registers/main.ts')];
	let server: ChildProcess | null = null;
	const startServer = async (changed: Record<string, string> = {}) => {
		Object.assign(environment, changed);
		server = launch('server/main.ts');
		await waitFor(`${url}/readyz`, server, () => output);
	};
	const stopServer = async () => {
		if (server) await ended(server);
		server = null;
	};
	const stopAll = async () => {
		await stopServer();
		await Promise.all(helpers.map(ended));
	};
	try {
		await Promise.all([
			waitFor(`${gatewayUrl}/healthz`, helpers[0]!, () => output),
			waitFor(`${registersUrl}/healthz`, helpers[1]!, () => output),
			startServer(),
		]);
	} catch (error) {
		// A process without its test would go on, and hinder the next.
		await stopAll();
		await place.remove();
		throw error;
	}
	return {
		url,
		gatewayUrl,
		registersUrl,
		dataDir,
		databaseUrl: place.databaseUrl,
		startServer,
		stopServer,
		stop: async ({ keepsData } = { keepsData: false }) => {
			await stopAll();
			if (!keepsData) await place.remove();
		},
		codeFor: (phone) => codeFor(registersUrl, phone),
		log: () => output,
	};
}

async function codeFor(registersUrl: string, phone: string): Promise<string> {
	const answer = await fetch(`${registersUrl}/admin/sms?phone=${phone}`);
	const { messages } = (await answer.json()) as { messages: { text: string }[] };
	// Newest first; what is said of an enrollment holds no code.
	const code = messages.flatMap(({ text }) => /\d{6}/.exec(text)?.[0] ?? [])[0];
	if (!code) throw new Error(`no code was sent to this phone (${answer.status})`);
	return code;
}
