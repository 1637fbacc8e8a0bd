import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export interface MortalServer {
	url: string;
	/** Resolves when the process has ended, with the signal that ended it. */
	ended: Promise<NodeJS.Signals | null>;
	stop(): Promise<void>;
}

/**
 * Starts `main.ts` on a PostgreSQL and a folder for its files; `failAt` names where it ends itself. Rejects where it does
 * not come to listen.
 */
export async function startMortalServer(
	place: { databaseUrl: string; dataDir: string },
	failAt: string | null,
): Promise<MortalServer> {
	const child: ChildProcess = spawn(process.execPath, [join(import.meta.dirname, 'main.ts')], {
		env: {
			...process.env,
			MODE: 'demo',
			PORT: '0',
			HOST: '127.0.0.1',
			DATA_DIR: place.dataDir,
			DATABASE_URL: place.databaseUrl,
			REGISTER_URL: 'http://127.0.0.1:9',
			LOG_LEVEL: 'silent',
			...(failAt === null ? {} : { FAIL_AT: failAt }),
		},
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	const ended = new Promise<NodeJS.Signals | null>((resolve) => {
		child.on('exit', (_, signal) => resolve(signal));
	});
	const url = await new Promise<string>((resolve, reject) => {
		createInterface({ input: child.stdout! }).on('line', resolve);
		void ended.then((signal) => reject(new Error(`the server ended before it listened: ${signal}`)));
	});
	return {
		url,
		ended,
		async stop() {
			child.kill('SIGKILL');
			await ended;
		},
	};
}
