import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/** Files of the project, as git knows them: tracked, and new ones that are not ignored. */
function projectFiles(): string[] {
	const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], {
		encoding: 'utf8',
	});
	return listed.split('\0').filter((path) => path && existsSync(path));
}

const files = projectFiles();
const isText = (path: string) =>
	/\.(ts|mjs|js|svelte|css|html|json|md|yml|txt|webmanifest|svg)$/.test(path) || path === '.ci/run';
const isCode = (path: string) => /\.(ts|mjs|svelte)$/.test(path) && /^(src|server|test)\//.test(path);

interface Breach {
	path: string;
	line: number;
	text: string;
}

/** Lines of `content` that match; the check itself is tried on a planted breach below. */
function breaches(path: string, content: string, forbidden: RegExp): Breach[] {
	return content
		.split('\n')
		.map((text, index) => ({ path, line: index + 1, text }))
		.filter(({ text }) => forbidden.test(text));
}

function breachesIn(chosen: string[], forbidden: RegExp): Breach[] {
	return chosen.flatMap((path) => breaches(path, readFileSync(path, 'utf8'), forbidden));
}

const rules: { name: string; where: (path: string) => boolean; forbidden: RegExp; planted: string }[] = [
	{
		name: 'no path of a machine and no host of a package registry is in the project',
		where: (path) => isText(path) && path !== 'test/arch/house.test.ts',
		forbidden: /\/wor[k]\/|\/hom[e]\/\w|registr[y]\.(npmjs|yarnpkg)|"resolve[d]":/,
		planted: '"resolve' + 'd": "x"',
	},
	{
		name: 'nothing is left to do in code',
		where: (path) => isCode(path) && path !== 'test/arch/house.test.ts',
		forbidden: /\b(TOD[O]|FIXM[E]|XX[X]|HAC[K])\b/,
		planted: '// TOD' + 'O later',
	},
	{
		name: 'no test is switched off or favoured',
		where: (path) => path.startsWith('test/') && isCode(path) && path !== 'test/arch/house.test.ts',
		forbidden: /\b(it|test|describe)\.(ski[p]|onl[y]|todo)\b|\bxit\(/,
		planted: 'it.ski' + "p('x')",
	},
	{
		name: 'personal data has no way into the console on the phone',
		where: (path) => isCode(path) && path.startsWith('src/'),
		forbidden: /\bconsole\.\w+\(/,
		planted: 'console.' + 'log(name)',
	},
	{
		name: 'text for people stands in the message files or in policy data, not in components',
		where: (path) => /^src\/(routes|lib\/(ui|app))\/.*\.(svelte|ts)$/.test(path),
		forbidden: /^(?!\s*(\/\/|\*|\/\*|<!--)).*[\u4e00-\u9fff](?!.*-->)/,
		planted: '<p>你好</p>',
	},
];

describe('house rules', () => {
	for (const rule of rules) {
		it(rule.name, () => {
			expect(breaches('planted', rule.planted, rule.forbidden)).toHaveLength(1);
			expect(breachesIn(files.filter(rule.where), rule.forbidden)).toEqual([]);
		});
	}

	it('keeps files small enough to read in one go', () => {
		const long = files
			.filter((path) => isCode(path) && !path.startsWith('test/') && !path.includes('/policy/'))
			.map((path) => ({ path, lines: readFileSync(path, 'utf8').split('\n').length }))
			.filter(({ lines }) => lines > 300);
		expect(long).toEqual([]);
	});

	it('has plain ASCII paths', () => {
		expect(files.filter((path) => /[^\x00-\x7f]/.test(path))).toEqual([]);
	});

	it('has only the agreed folders at the top', () => {
		const folders = new Set(files.filter((path) => path.includes('/')).map((path) => path.split('/')[0]));
		expect([...folders].sort()).toEqual(['.ci', 'docs', 'server', 'src', 'static', 'test', 'vite']);
	});
});

describe('messages', () => {
	const folder = 'src/lib/i18n/messages';
	const names = files
		.filter((path) => path.startsWith(`${folder}/zh-CN/`))
		.map((path) => path.split('/').pop()!);
	const read = (locale: string, name: string) =>
		JSON.parse(readFileSync(`${folder}/${locale}/${name}`, 'utf8')) as Record<string, string>;
	const holes = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, hole]) => hole).sort();

	for (const name of names) {
		it(`${name} says the same things in both languages, with the same blanks to fill`, () => {
			const zh = read('zh-CN', name);
			const en = read('en', name);
			expect(Object.keys(en).sort()).toEqual(Object.keys(zh).sort());
			for (const key of Object.keys(zh)) expect(holes(en[key]!), key).toEqual(holes(zh[key]!));
		});
	}
});
