/**
 * `npm start`: the demo on a fresh clone. Installs and builds where that is needed, then starts the registers,
 * the tax gateway and the app, each a process of its own. Plain JS, for any Node ≥ 20.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ensureInstalled } from './ensure-installed.mjs';
import {
	demoEnvironment,
	ownNode,
	requireFreePorts,
	root,
	startPart,
	stopAll,
	stopTogether,
} from './processes.mjs';

const sources = ['src', 'static', 'package-lock.json', 'svelte.config.js', 'vite.config.ts'];
/** Made by the build itself. */
const generated = join(root, 'src/lib/i18n/paraglide');

/**
 * The newest change at or under a path, ms.
 * @param {string} path
 * @returns {number}
 */
function newestChange(path) {
	if (!existsSync(path) || path === generated) return 0;
	const stat = statSync(path);
	if (!stat.isDirectory()) return stat.mtimeMs;
	// The folder's own time tells of files that went away.
	return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newestChange(join(path, name))));
}

function ensureBuilt() {
	const shell = join(root, 'build/200.html');
	const builtAt = existsSync(shell) ? statSync(shell).mtimeMs : 0;
	if (sources.every((source) => newestChange(join(root, source)) <= builtAt)) return;
	console.log('· building the app …');
	const vite = join(root, 'node_modules/vite/bin/vite.js');
	const { status } = spawnSync(ownNode(), [vite, 'build', '--logLevel', 'warn'], {
		cwd: root,
		stdio: 'inherit',
	});
	if (status !== 0) throw new Error('the build failed: look above for the reason');
}

/** @param {Record<string, string | undefined>} env */
function printWelcome(env) {
	const accounts = spawnSync(ownNode(), ['server/cli/demo-accounts.ts'], { cwd: root, encoding: 'utf8' });
	console.log(`
校园医保 CampusCover 演示已启动 (demo mode)

  应用 app            http://localhost:${env.PORT}
  短信 one-time codes  http://localhost:${env.REGISTER_PORT}/sms   ← 验证码显示在这里
  税务 tax gateway     http://localhost:${env.GATEWAY_PORT}

  演示账户 accounts (手机号 + 短信验证码; any other phone becomes a new student)
${accounts.stdout.trimEnd()}

  Ctrl-C 停止 stops everything; data stays in ${env.DATA_DIR || './data'}
`);
}

try {
	ensureInstalled(root);
	const env = demoEnvironment();
	const { PORT, GATEWAY_PORT, REGISTER_PORT } = env;
	await requireFreePorts({ PORT, GATEWAY_PORT, REGISTER_PORT });
	ensureBuilt();
	const at = (/** @type {string} */ port, /** @type {string} */ path) => `http://localhost:${port}${path}`;
	const sandbox = 'server/sandbox';
	await Promise.all([
		startPart(
			{
				name: 'the registers',
				args: [`${sandbox}/registers/main.ts`],
				readyUrl: at(REGISTER_PORT, '/healthz'),
			},
			env,
		),
		startPart(
			{
				name: 'the tax gateway',
				args: [`${sandbox}/gateway/main.ts`],
				readyUrl: at(GATEWAY_PORT, '/healthz'),
			},
			env,
		),
	]);
	await startPart({ name: 'the app', args: ['server/main.ts'], readyUrl: at(PORT, '/readyz') }, env);
	stopTogether();
	printWelcome(env);
} catch (error) {
	console.error(`\nCampusCover does not start: ${error instanceof Error ? error.message : error}`);
	await stopAll();
	process.exit(1);
}
