import { expect, test } from 'vitest';
import { builtPages, type Manifest } from '../../../vite/built-pages.ts';
import { offlineParts, partsInLine } from '../../../vite/offline-parts.ts';
import { precacheEntries, readParts } from '../../../src/service-worker/offline-parts.ts';

const node = (number: number) => `.svelte-kit/generated/client-optimized/nodes/${number}.js`;
const pages = ['+layout', '+error', '+page', 'office/+page', 'sign-in/+page'];
const manifest: Manifest = {
	'kit/entry.js': { file: '_app/immutable/entry/start.S.js', isEntry: true, imports: ['common'] },
	'app.js': {
		file: '_app/immutable/entry/app.A.js',
		isEntry: true,
		dynamicImports: pages.map((_, i) => node(i)),
	},
	[node(0)]: { file: 'layout.js', isEntry: true, imports: ['common'] },
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

test('the worker keeps the first pages first, the rest of a student’s app later, and the desks apart', () => {
	const parts = offlineParts(built, { first: ['/200.html'], later: ['/icon.svg'] });
	expect(parts.first).toContain('/200.html');
	expect(parts.first).toContain('/start.js');
	expect(parts.later).toEqual(['/icon.svg', '/sheet.js', '/sign-in.js']);
	expect(parts.office).toEqual(['/desk.js', '/table.js']);
	expect(readParts(partsInLine(parts))).toEqual(parts);
});

test('hashed files are kept as they are, everything else is fetched anew with each version, desks not at all', () => {
	const parts = { first: ['/200.html'], later: ['/_app/immutable/a.X.js'], office: ['/desk.js'] };
	expect(precacheEntries(parts, '7')).toEqual([
		{ url: '/200.html', revision: '7' },
		{ url: '/_app/immutable/a.X.js', revision: null },
	]);
});
