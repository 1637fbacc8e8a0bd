/** What the checks need of the machine: plain JS, for any Node ≥ 20, before anything is installed. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';

const say = (text) => console.log(`· ${text}`);

function installPackage(name) {
	say(`${name} is missing: installing it with the machine's package manager`);
	const asRoot = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
	const run = (...words) =>
		spawnSync([...asRoot, ...words][0], [...asRoot, ...words].slice(1), {
			stdio: 'inherit',
			env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
		}).status === 0;
	return (
		run('apt-get', 'update', '-qq') &&
		run('apt-get', 'install', '-y', '-qq', '--no-install-recommends', ...name.split(' '))
	);
}

const browsers = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

function findChromium() {
	return [process.env.CHROMIUM, ...browsers].find((path) => path && existsSync(path)) ?? null;
}

/** The path of a Chromium, installed if need be; null when it cannot be had. */
export function ensureChromium() {
	if (!findChromium()) installPackage('chromium fonts-noto-cjk');
	return findChromium();
}

function findPostgres() {
	const root = '/usr/lib/postgresql';
	if (!existsSync(root)) return null;
	const versions = readdirSync(root).sort((a, b) => Number(b) - Number(a));
	const bin = versions
		.map((version) => `${root}/${version}/bin`)
		.find((path) => existsSync(`${path}/initdb`));
	return bin ?? null;
}

/** The folder of PostgreSQL's own programs, installed if need be; null when it cannot be had. */
export function ensurePostgres() {
	if (!findPostgres()) installPackage('postgresql');
	return findPostgres();
}
