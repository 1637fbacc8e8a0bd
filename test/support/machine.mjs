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

/** The same engine without windows, which takes a third less of processor; null where it is not packaged. */
function findHeadless() {
	const path = '/usr/bin/chromium-headless-shell';
	return existsSync(path) ? path : null;
}

/** The paths of a Chromium and of one without windows, installed if need be; null what cannot be had. */
export function ensureChromium() {
	if (!findChromium()) installPackage('chromium fonts-noto-cjk');
	if (!findHeadless()) installPackage('chromium-headless-shell');
	return { chromium: findChromium(), headless: findHeadless() };
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

const isThere = (...paths) => paths.every((path) => existsSync(path));

/** The engines that the main flow runs in: their names, how to see them here, and Debian's packages for them. */
const engines = [
	{
		id: 'chromium',
		name: 'Chromium',
		isHere: () => findChromium() !== null,
		packages: 'chromium fonts-noto-cjk',
	},
	{
		id: 'firefox',
		name: 'Firefox ESR',
		isHere: () => isThere(process.env.FIREFOX ?? '/usr/bin/firefox-esr'),
		packages: 'firefox-esr fonts-noto-cjk',
	},
	{
		id: 'webkit',
		name: 'WebKitGTK',
		isHere: () =>
			isThere('/usr/bin/WebKitWebDriver', '/usr/bin/Xvfb', '/usr/lib/python3/dist-packages/gi') &&
			readdirSync('/usr/lib').some((folder) =>
				isThere(`/usr/lib/${folder}/girepository-1.0/WebKit2-4.1.typelib`),
			),
		packages: 'webkit2gtk-driver gir1.2-webkit2-4.1 python3-gi xvfb fonts-noto-cjk',
	},
];

/** Installs what is missing of the engines; what could not be had, `enginesHere` says. */
export function ensureEngines() {
	for (const { isHere, packages } of engines) if (!isHere()) installPackage(packages);
}

/** The engines installed here, as the names of their test files. Says aloud which are not. */
export function enginesHere() {
	for (const { name, isHere } of engines)
		if (!isHere())
			say(`engines: ${name} is not installed here, so not run: npm run test:engines installs it`);
	return engines.filter(({ isHere }) => isHere()).map(({ id }) => id);
}

/** The folder of PostgreSQL's own programs, installed if need be; null when it cannot be had. */
export function ensurePostgres() {
	if (!findPostgres()) installPackage('postgresql');
	return findPostgres();
}
