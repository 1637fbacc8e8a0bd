/** A copy of the `syncbench` harness that can be written to, with its peers installed and our adapter put in. */
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../../..');
const source = path.resolve(root, process.env.SYNCBENCH ?? '../shared/syncbench');
/** Kept between runs: installing the peers takes longer than a short run. */
export const folder = path.join(root, '.cache/syncbench');

/** The versions that the harness's README names; none of them is a dependency of the product. */
const own = ['esbuild@0.28.2', 'playwright-core@1.65.1'];
const peers = [
	'rxdb@17.6.0',
	'rxjs@7.8.2',
	'dexie@4.4.7',
	'tus-js-client@4.3.1',
	'@tus/server@2.4.5',
	'@tus/file-store@2.1.1',
	'replicache@15.3.0',
	'pouchdb@9.0.0',
	'events@3.3.0',
	'@electric-sql/pglite@0.5.16',
	'pg@8.23.1',
];

function install(packages: string[], at: string): void {
	const words = ['install', '--no-audit', '--no-fund', '--no-save', '--ignore-scripts', '--silent'];
	execFileSync('npm', [...words, ...packages], { cwd: at, stdio: 'inherit' });
}

function writeAdapter(): void {
	const at = path.join(folder, 'adapters/campuscover');
	const from = (file: string) => JSON.stringify(path.join(import.meta.dirname, file));
	const drafts = `import { draftFields, photoBytes } from '../../src/draft.js';\n`;
	mkdirSync(at, { recursive: true });
	writeFileSync(
		path.join(at, 'page.js'),
		`${drafts}import { installAdapter } from ${from('page.ts')};\ninstallAdapter({ draftFields, photoBytes });\n`,
	);
	writeFileSync(
		path.join(at, 'server.mjs'),
		`${drafts}import { serve } from ${from('server.ts')};\nawait serve({ draftFields, photoBytes });\n`,
	);
}

/** Throws an Error that says where the harness was looked for, when it is not there. */
export function prepareHarness({ parts }: { parts: 'scripts' | 'own' | 'own and peers' }): void {
	if (!existsSync(path.join(source, 'src/run.mjs'))) {
		throw new Error(`no syncbench harness at ${source}: set SYNCBENCH to its folder`);
	}
	mkdirSync(folder, { recursive: true });
	for (const part of ['src', 'adapters', 'server-limits', 'pouch-server', 'package.json']) {
		cpSync(path.join(source, part), path.join(folder, part), { recursive: true });
	}
	rmSync(path.join(folder, 'results'), { recursive: true, force: true });
	writeAdapter();
	// What the scripts of the server's limits need is the project's own.
	if (parts === 'scripts') return;
	const withPeers = parts === 'own and peers';
	const wanted = withPeers ? [...own, ...peers] : own;
	const missing = wanted.filter(
		(name) => !existsSync(path.join(folder, 'node_modules', name.replace(/@[^@]*$/, ''))),
	);
	if (missing.length > 0) {
		// Without the harness's own list: its `node` would be one more Node to download.
		rmSync(path.join(folder, 'package.json'));
		writeFileSync(path.join(folder, 'package.json'), '{ "private": true, "type": "module" }');
		install(wanted, folder);
		execFileSync('npm', ['rebuild', 'esbuild', '--silent'], { cwd: folder });
	}
	const pouch = path.join(folder, 'pouch-server');
	if (withPeers && !existsSync(path.join(pouch, 'node_modules'))) install([], pouch);
}

/** Runs one of the harness's scripts under this Node; what it prints is shown and given back. */
export function run(script: string, words: string[], limitMs: number): Promise<string> {
	return new Promise((resolve) => {
		const child = spawn(process.execPath, ['--no-warnings', script, ...words], { cwd: folder });
		const limit = setTimeout(() => child.kill(), limitMs);
		let output = '';
		child.stdout.on('data', (data) => {
			output += data;
			process.stdout.write(data);
		});
		child.stderr.on('data', (data) => process.stderr.write(data));
		child.on('close', () => {
			clearTimeout(limit);
			resolve(output);
		});
	});
}
