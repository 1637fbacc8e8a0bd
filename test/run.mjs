/**
 * `npm test`: installs what is missing, runs every check, ends with one line "N passed, N failed".
 * Plain JS for any Node ≥ 20; the checks themselves run under the project's own Node.
 * `npm test -- unit lint` runs only the checks named.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { ensureChromium, ensureEngines, ensurePostgres, enginesHere } from './support/machine.mjs';
import { startPostgres } from './support/postgres.mjs';
import { testWorkers } from './support/workers.mjs';
import { ensureInstalled } from '../server/cli/ensure-installed.mjs';

const root = resolve(import.meta.dirname, '..');
const scratch = mkdtempSync(join(tmpdir(), 'campuscover-test-'));
const environment = {
	...process.env,
	PATH: `${join(root, 'node_modules/.bin')}${delimiter}${process.env.PATH}`,
	FORCE_COLOR: '0',
	// Hundreds of processes begin with the same modules: what they compile to is kept for the next one.
	NODE_COMPILE_CACHE: join(scratch, 'compiled'),
};
const tally = { passed: 0, failed: 0 };

function run(command, args) {
	return new Promise((done) => {
		const child = spawn(command, args, { cwd: root, env: environment });
		let output = '';
		child.stdout.on('data', (data) => (output += data));
		child.stderr.on('data', (data) => (output += data));
		child.on('error', (error) => done({ ok: false, output: String(error) }));
		child.on('close', (code) => done({ ok: code === 0, output }));
	});
}

/** A check that says yes or no: counts as one. `loud`: what it prints is worth reading when all is well, too. */
function command(name, line, { loud = false } = {}) {
	return {
		name,
		run: async () => {
			const [program, ...args] = line.split(' ');
			const { ok, output } = await run(program, args);
			return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, output: ok && !loud ? '' : output };
		},
	};
}

/** What failed at first and passed when it was tried again: said aloud, as it may be a fault that shows seldom. */
function secondTries({ testResults }) {
	return testResults
		.flatMap(({ assertionResults }) => assertionResults)
		.filter(({ status, failureMessages }) => status === 'passed' && failureMessages.length > 0)
		.map(({ fullName, failureMessages: [first] }) => `passed only at the second try: ${fullName}\n${first}`);
}

/** A suite of vitest: counts its tests. A skipped test counts as a failure, so that none is skipped silently. */
function suite(name, projects, files = () => []) {
	return {
		name,
		run: async () => {
			const file = join(scratch, `${name}.json`);
			const args = [
				'run',
				...projects.flatMap((project) => ['--project', project]),
				...files(),
				'--reporter=default',
				'--reporter=json',
				`--outputFile.json=${file}`,
			];
			const { ok, output } = await run('vitest', args);
			if (!existsSync(file)) return { passed: 0, failed: 1, output };
			const report = JSON.parse(readFileSync(file, 'utf8'));
			const skipped = report.numPendingTests + report.numTodoTests;
			const failed = report.numFailedTests + skipped || (ok ? 0 : 1);
			const words = secondTries(report);
			if (skipped) words.push(`${skipped} tests were skipped: none may be.`);
			if (!ok) words.unshift(output);
			return { passed: report.numPassedTests, failed, output: words.join('\n') };
		},
	};
}

/** Something that counts for itself: its last line says `… N passed, M failed`. */
function counted(name, line) {
	return {
		name,
		run: async () => {
			const [program, ...args] = line.split(' ');
			const { ok, output } = await run(program, args);
			const [, passed, failed] = /(\d+) passed, (\d+) failed\s*$/.exec(output) ?? [];
			if (passed === undefined) return { passed: 0, failed: 1, output };
			return { passed: Number(passed), failed: Number(failed) || (ok ? 0 : 1), output: ok ? '' : output };
		},
	};
}

const needed = [command('messages', 'npm run -s compile:messages'), command('kit', 'svelte-kit sync')];
/** One step after another; of a step as many at a time as there are cores, the longest first. */
const steps = [
	[
		command('lint', 'npm run -s check:lint'),
		command('types', 'npm run -s check:types'),
		command('imports', 'npm run -s check:imports'),
		command('dead-code', 'npm run -s check:dead'),
	],
	// Apart from what looks at types: both write .svelte-kit, and a build mixed with another's files does not start.
	[command('build', 'npm run -s build'), command('format', 'npm run -s check:format')],
	[command('size', 'node test/size/check.ts', { loud: true })],
	[suite('unit', ['unit'])],
	[suite('contract', ['contract', 'contract-apart'])],
	// Each takes all the cores. Beside the browsers the simulation makes them twice as slow, at the lowest priority, too.
	[counted('sim', 'npm run -s sim')],
	[counted('sim-planted', 'npm run -s sim -- --check-planted')],
	[suite('e2e', ['e2e'])],
	// In the engines that are installed; asked for by name, it installs them.
	[suite('engines', ['engines'], enginesHere)],
];

async function execute(check) {
	const from = Date.now();
	const { passed, failed, output } = await check.run();
	tally.passed += passed;
	tally.failed += failed;
	const seconds = ((Date.now() - from) / 1000).toFixed(0);
	if (output) console.log(output.trimEnd());
	console.log(`${failed ? '✗' : '✓'} ${check.name}: ${passed} passed, ${failed} failed (${seconds} s)`);
}

/** Takes one after the other of what is left: several of these share the same list. */
async function executeEach(left) {
	for (let check = left.shift(); check; check = left.shift()) await execute(check);
}

async function prepare(names) {
	await ensureInstalled(root);
	const all = names.length === 0;
	if (names.includes('engines')) ensureEngines();
	if (all || names.includes('e2e')) {
		const { chromium, headless } = ensureChromium();
		if (!chromium) throw new Error('no Chromium here, and it could not be installed: set CHROMIUM to one');
		environment.CHROMIUM = chromium;
		if (headless) environment.CHROMIUM_HEADLESS = headless;
	}
	if (!all && !names.some((name) => ['contract', 'e2e'].includes(name))) return { stop: () => {} };
	const bin = ensurePostgres();
	if (!bin) throw new Error('no PostgreSQL here, and it could not be installed');
	const servers = await Promise.all(Array.from({ length: testWorkers }, () => startPostgres(bin)));
	environment.TEST_DATABASE_URLS = servers.map(({ url }) => url).join(' ');
	return { stop: () => servers.forEach((server) => server.stop()) };
}

const names = process.argv.slice(2);
let postgres = { stop: () => {} };
try {
	postgres = await prepare(names);
	for (const check of needed) await execute(check);
	for (const step of steps) {
		const chosen = step.filter((check) => names.length === 0 || names.includes(check.name));
		await Promise.all(Array.from({ length: availableParallelism() }, () => executeEach(chosen)));
	}
} catch (error) {
	console.error(error instanceof Error ? error.message : error);
	tally.failed += 1;
} finally {
	postgres.stop();
	rmSync(scratch, { recursive: true, force: true });
}
console.log(`${tally.passed} passed, ${tally.failed} failed`);
process.exit(tally.failed === 0 ? 0 : 1);
