import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface S3UnderTest {
	/** Of the bucket. */
	url: string;
	/** What the server is configured with. */
	environment: Record<string, string>;
	stop(): Promise<void>;
}

/** The access that s3rver gives everybody. */
const access = { S3_ACCESS_KEY_ID: 'S3RVER', S3_SECRET_ACCESS_KEY: 'S3RVER' };

export async function startS3(): Promise<S3UnderTest> {
	const folder = mkdtempSync(join(tmpdir(), 'campuscover-s3-'));
	const main = fileURLToPath(new URL('main.ts', import.meta.url));
	const child = spawn(process.execPath, [main, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
	const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
	const port = await new Promise<string>((resolve, reject) => {
		child.stdout.once('data', (line) => resolve(String(line).trim()));
		child.once('exit', () => reject(new Error('the S3 server did not start')));
	});
	const url = `http://127.0.0.1:${port}/campuscover`;
	return {
		url,
		environment: { DOCUMENT_STORE: 's3', S3_URL: url, ...access },
		async stop() {
			child.kill();
			await ended;
			rmSync(folder, { recursive: true, force: true });
		},
	};
}
