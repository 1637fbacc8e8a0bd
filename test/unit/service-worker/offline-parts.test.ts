import { expect, test } from 'vitest';
import { builtPages, storageGroup, type Manifest } from '../../../vite/built-pages.ts';
import { offlineParts } from '../../../vite/offline-parts.ts';
import { partsInLine, precacheEntries, readParts } from '../../../src/service-worker/offline-parts.ts';

const node = (number: number) => `.svelte-kit/generated/client-optimized/nodes/${number}.js`;
const pages = ['+layout', '+error', '+page', 'office/+page', 'sign-in/+page'];
const manifest: Manifest = {
	'kit/entry.js': { file: '_app/immutable/entry/start.S.js', isEntry: true, imports: ['common'] },
	'app.js': {
		file: '_app/immutable/entry/app.A.js',
		isEntry: true,
		dynamicImports: pages.map((_, i) => node(i)),
	},
	[node(0)]: { file: 'layout.js', isEntry: true, imports: ['common'], dynamicImports: ['_storage.js'] },
	[node(1)]: { file: 'error.js', isEntry: true },
	[node(2)]: {
		file: 'start.js',
		isEntry: true,
		imports: ['common'],
		css: ['start.css'],
		dynamicImports: ['sheet'],
	},
	[node(3)]: { file: 'desk.js', isEntry: true, imports: ['common', 'table'] },
	[node(4)]: { file: 'sign-in.js', isEntry: true, imports: ['common'] },
	common: { file: 'common.js' },
	sheet: { file: 'sheet.js' },
	table: { file: 'table.js' },
	'_storage.js': { file: 'storage.js', name: storageGroup, imports: ['common'] },
};
const built = builtPages(manifest, (key) => {
	const page = pages[Number(/(\d+)\.js$/.exec(key)![1])];
	return `export { default as component } from "../../../../src/routes/${page}.svelte";`;
});

test('a page needs its layouts and what they import, and nothing that is loaded when it is asked for', () => {
	const files = [...built.filesOf('+page.svelte')];
	expect(files).toEqual(
		expect.arrayContaining(['layout.js', 'error.js', 'start.js', 'start.css', 'common.js']),
	);
	expect(files).not.toContain('sheet.js');
	expect(files).not.toContain('desk.js');
});

test('a file that nobody asks for is none of them', () => {
	const passed = builtPages(
		manifest,
		(key) => `src/routes/${pages[Number(/(\d+)\.js$/.exec(key)![1])]}.svelte'`,
		(file) => file === 'start.js',
	);
	const files = [...passed.filesOf('+page.svelte')];
	expect(files).toContain('start.css');
	expect(files).not.toContain('start.js');
	expect([...passed.all]).not.toContain('start.js');
});

test('the worker keeps the first pages first, the rest of a student’s app later, and the desks apart', () => {
	const parts = offlineParts(built, { first: ['/200.html'], later: ['/icon.svg'] });
	expect(parts.first).toContain('/200.html');
	expect(parts.first).toContain('/start.js');
	expect(parts.first.at(-1)).toBe('/storage.js');
	expect(parts.later).toEqual(['/sheet.js', '/sign-in.js', '/icon.svg']);
	expect(parts.office).toEqual(['/desk.js', '/table.js']);
	const packs = [{ url: '/packs/1.json', files: ['/sheet.js', '/sign-in.js'] }];
	for (const whole of [
		{ ...parts, packs },
		{ ...parts, packs: [] },
	]) {
		expect(readParts(partsInLine(whole))).toEqual(whole);
	}
});

test('what the form asks for comes before the other pages, the guide after them, pictures last', () => {
	const formPage = 'enrollment/[id]/(form)/+page.svelte';
	const inOrder = [formPage, 'guide/+page.svelte', 'sign-in/+page.svelte'];
	const reached = (page: string) => {
		if (page === 'sign-in/+page.svelte') return ['sign-in.js'];
		return page === 'guide/+page.svelte' ? ['a-guide.js'] : ['form.js', 'z-pad.js'];
	};
	const { later } = offlineParts(
		{
			pages: inOrder,
			filesOf: (page) => new Set(page === formPage ? ['form.js'] : []),
			filesOfGroup: () => new Set(),
			reachableFrom: (wanted) => new Set(wanted.flatMap(reached)),
			all: new Set(inOrder.flatMap(reached)),
		},
		{ first: ['/200.html'], later: ['/icon.svg'] },
	);
	expect(later).toEqual(['/z-pad.js', '/sign-in.js', '/a-guide.js', '/icon.svg']);
});

test('hashed files are kept as they are, everything else is fetched anew with each version', () => {
	expect(precacheEntries(['/200.html', '/_app/immutable/a.X.js'], '7')).toEqual([
		{ url: '/200.html', revision: '7' },
		{ url: '/_app/immutable/a.X.js', revision: null },
	]);
});
