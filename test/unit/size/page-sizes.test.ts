import { expect, test } from 'vitest';
import type { BuiltPages } from '../../../vite/built-pages.ts';
import { budgetProblems, deskProblems, pageSizes } from '../../size/page-sizes.ts';

const filesByPage: Record<string, string[]> = {
	'+page.svelte': ['start.js', 'common.js'],
	'office/+page.svelte': ['desk.js', 'common.js'],
};
const built: BuiltPages = {
	pages: Object.keys(filesByPage),
	filesOf: (page) => new Set(filesByPage[page]),
	filesOfGroup: (name) => new Set(name.includes('policy') ? [`${name}.js`] : ['storage.js']),
	reachableFrom: (pages) => new Set(pages.flatMap((page) => filesByPage[page]!)),
	all: new Set(['start.js', 'common.js', 'desk.js']),
};
const sizeOf = (file: string) => (file.startsWith('policy/big') ? 300 : 100);
const schemes = ['policy/small', 'policy/big'];
const sizes = pageSizes(built, { other: 700, '+page.svelte': 150 }, { schemes, sizeOf });

test('a page costs all the files that it needs', () => {
	expect(sizes).toContainEqual({ page: '+page.svelte', bytes: 200, files: 2, budget: 150 });
});

test('every page but the start page costs the storage; the first field costs none, but the biggest scheme', () => {
	expect(sizes).toContainEqual({ page: 'office/+page.svelte', bytes: 300, files: 3, budget: 700 });
	expect(sizes).toContainEqual({ page: 'first field', bytes: 500, files: 3, budget: 700 });
});

test('a page over its budget is found out, and a budget without a page', () => {
	expect(budgetProblems(sizes, { other: 700, '+page.svelte': 150, 'gone/+page.svelte': 1 })).toEqual([
		'+page.svelte needs 200 bytes, and may need 150',
		'the budget of gone/+page.svelte stands for no page',
	]);
	expect(budgetProblems(pageSizes(built, { other: 600 }, { schemes, sizeOf }), { other: 600 })).toEqual([]);
});

const sources = {
	'start.js': ['src/routes/+page.svelte'],
	'common.js': ['src/lib/ui/base/Button.svelte'],
	'desk.js': ['src/routes/office/+page.svelte'],
};
const parts = { first: ['/start.js'], later: ['/common.js'], office: ['/desk.js'] };

test('a desk that a student’s page loads, or that students’ phones keep, is found out', () => {
	expect(deskProblems(built, sources, parts)).toEqual([]);
	const spilt = { ...sources, 'common.js': ['src/lib/app/review/review-desk.svelte.ts'] };
	expect(deskProblems(built, spilt, parts)).toEqual([
		"common.js holds a desk and is loaded by a student's page",
		"common.js holds a desk and is kept on students' phones",
	]);
	expect(deskProblems(built, sources, { ...parts, later: ['/desk.js'] })).toHaveLength(1);
});

test('a check that finds no desk at all says that it looks in the wrong place', () => {
	expect(deskProblems(built, {}, parts)).toHaveLength(1);
});
