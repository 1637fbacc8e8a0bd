/** A PostgreSQL of one's own for a test run: a fresh cluster in the system's temporary folder, on a free port. */
import { spawnSync } from 'node:child_process';
import { chownSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

function freePort() {
	return new Promise((resolve, reject) => {
		const server = createServer();
		server.on('error', reject);
		server.listen(0, '127.0.0.1', () => {
			const { port } = server.address();
			server.close(() => resolve(port));
		});
	});
}

/** PostgreSQL refuses to run as root: then its own account does. */
function runner() {
	if (process.getuid?.() !== 0) return (command, args) => spawnSync(command, args, { encoding: 'utf8' });
	return (command, args) =>
		spawnSync('runuser', ['-u', 'postgres', '--', command, ...args], { encoding: 'utf8', cwd: '/' });
}

function must(result, what) {
	if (result.status !== 0)
		throw new Error(`${what} failed: ${result.stderr || result.error || result.stdout}`);
}

/**
 * Starts a cluster. fsync stays on: what commits is committed, as in production.
 * @param {string} bin folder of initdb and pg_ctl
 * @returns {Promise<{ url: string, stop: () => void }>}
 */
export async function startPostgres(bin) {
	const folder = mkdtempSync(join(tmpdir(), 'campuscover-pg-'));
	const run = runner();
	if (process.getuid?.() === 0) {
		const id = (flag) => Number(spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout);
		chownSync(folder, id('-u'), id('-g'));
	}
	const data = join(folder, 'data');
	const port = await freePort();
	must(
		run(`${bin}/initdb`, ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C']),
		'initdb',
	);
	const options = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=${folder} -c max_connections=60`;
	must(
		run(`${bin}/pg_ctl`, ['-D', data, '-w', '-o', options, '-l', join(folder, 'log'), 'start']),
		'pg_ctl start',
	);
	return {
		url: `postgres://postgres@127.0.0.1:${port}/postgres`,
		stop: () => {
			run(`${bin}/pg_ctl`, ['-D', data, '-m', 'immediate', 'stop']);
			rmSync(folder, { recursive: true, force: true });
		},
	};
}
