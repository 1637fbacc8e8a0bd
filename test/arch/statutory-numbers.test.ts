import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { schemes } from '#shared/policy/registry.ts';
import { statutoryFigures, statutoryNumbers } from './statutory-numbers.ts';

const figures = statutoryFigures(schemes);

const listed = execFileSync(
	'git',
	['ls-files', '--cached', '--others', '--exclude-standard', '-z', 'src', 'server'],
	{
		encoding: 'utf8',
	},
);
const files = listed.split('\0').filter((path) => path && existsSync(path));
const rooms = /^(src\/lib\/(shared\/rules|app|ui)|src\/routes|server\/usecase)\/.*\.(ts|svelte)$/;
const isRule = (path: string) => path.startsWith('src/lib/shared/rules/');

/** Figures that are no law, by file; everything else that looks like one is taken from the scheme. */
const allowed: Record<string, { texts: string[]; reason: string }> = {
	'src/lib/shared/rules/benefit/percent.ts': {
		texts: ['50n', '100n'],
		reason: 'what per cent means, halves up',
	},
	'src/lib/shared/rules/letter/render-letter.ts': { texts: ['3'], reason: 'third part of a date’s text' },
	'server/usecase/account/limits.ts': { texts: ['600'], reason: 'searches an hour' },
	'server/usecase/office/read-office.usecase.ts': { texts: ['20000'], reason: 'orders that are counted' },
	'server/usecase/retention/classes.ts': {
		texts: ['90', '400'],
		reason: 'the operator’s days, which they may configure otherwise',
	},
	'server/usecase/account/one-time-code.ts': {
		texts: ['1000000'],
		reason: 'six digits',
	},
	'src/lib/app/install/browser-kind.ts': { texts: ['7'], reason: 'what WebKit does, not what a law says' },
	'src/lib/ui/base/Skeleton.svelte': { texts: ['400'], reason: 'milliseconds' },
	'src/lib/ui/base/TextField.svelte': { texts: ['200'], reason: 'characters of a text' },
	'src/lib/ui/signature/strokes.ts': { texts: ['200'], reason: 'strokes' },
};

function found(path: string, content: string) {
	const isSvelte = path.endsWith('.svelte');
	return statutoryNumbers(content, { isSvelte, strict: isRule(path), figures });
}

describe('policy data is the only place with statutory numbers', () => {
	it('no amount, rate, day or count of days stands in rules, use cases, app or ui', () => {
		const breaches = files
			.filter((path) => rooms.test(path))
			.flatMap((path) => found(path, readFileSync(path, 'utf8')).map((breach) => ({ path, ...breach })))
			.filter(({ path, text }) => !allowed[path]?.texts.includes(text));
		expect(breaches, 'take it from the scheme, or name it by its unit (timeoutMs, barWidth)').toEqual([]);
	});

	it('every exception is still needed', () => {
		for (const [path, { texts }] of Object.entries(allowed)) {
			const present = existsSync(path) ? found(path, readFileSync(path, 'utf8')).map(({ text }) => text) : [];
			expect(
				texts.filter((text) => !present.includes(text)),
				path,
			).toEqual([]);
		}
	});

	it.each([
		['src/lib/shared/rules/fee/a.ts', 'const due = 7;', 'a figure among the rules'],
		['server/usecase/a.ts', 'export const due = () => 35_000;', 'a statutory figure'],
		['src/lib/app/a.ts', 'const contribution = 350;', 'a statutory figure'],
		['server/usecase/a.ts', "const opens = '2022-09-01';", 'a day'],
		['server/usecase/a.ts', 'const waitDays = 77;', 'a figure with a statutory unit'],
		['server/usecase/a.ts', 'call({ amountFen: 12_345 });', 'a figure with a statutory unit'],
		['src/lib/ui/A.svelte', '<script lang="ts">\n\tconst rate = 65;\n</script>', 'a statutory figure'],
		['src/routes/A.svelte', '<p>\n{formatYuan(32_000)}</p>', 'a statutory figure'],
	])('in %s the planted %s is caught', (path, content, why) => {
		expect(found(path, content).map((breach) => breach.why)).toEqual([why]);
	});

	it('milliseconds and pixels of the same size are no law', () => {
		expect(found('server/usecase/a.ts', 'const minuteMs = 60_000;\nconst x = { barWidth: 350 };')).toEqual(
			[],
		);
		expect(
			found('src/lib/ui/A.svelte', '<style>\n\tp { width: 350px; }\n</style><p class="w-350">350</p>'),
		).toEqual([]);
	});
});

describe('messages', () => {
	/** Figures with a unit of the law; `{hole}` is filled from the scheme. */
	const figure =
		/\d+(\.\d+)?\s?(元|周岁|岁|%|％|日|天|个月|yuan|per cent|or over|days?\b|months?\b)|20\d\d(年|-\d\d)/;
	const notLaw = ['sync_date_next_month'];

	function breachesIn(messages: Record<string, string>): string[] {
		return Object.keys(messages).filter((key) => figure.test(messages[key]!) && !notLaw.includes(key));
	}

	it.each(files.filter((path) => /^src\/lib\/i18n\/messages\/.*\.json$/.test(path)))(
		'%s has no statutory figure',
		(path) => {
			expect(breachesIn(JSON.parse(readFileSync(path, 'utf8')))).toEqual([]);
		},
	);

	it('a planted figure is caught', () => {
		const planted = {
			a: '缴费350元',
			b: '年满18周岁',
			c: '90日等待期',
			d: 'pays 80%',
			e: '2023年度',
			ok: '{days}日，第1步',
		};
		expect(breachesIn(planted)).toEqual(['a', 'b', 'c', 'd', 'e']);
	});
});
