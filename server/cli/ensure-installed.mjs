/** Installs the packages when they are missing or older than the lock file. Plain JS, for any Node ≥ 20. */
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** @param {string} root the project's folder. Throws when the installation fails. */
export function ensureInstalled(root) {
	const mark = join(root, 'node_modules/.package-lock.json');
	const lock = join(root, 'package-lock.json');
	if (existsSync(mark) && statSync(mark).mtimeMs >= statSync(lock).mtimeMs) return;
	console.log('· installing packages (npm ci) …');
	const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
		cwd: root,
		stdio: 'inherit',
	});
	if (status !== 0)
		throw new Error('npm ci failed: look above for the reason, then run the same command again');
}
