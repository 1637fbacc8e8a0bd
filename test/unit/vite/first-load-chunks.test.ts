import path from 'node:path';
import { expect, test } from 'vitest';
import { groupOf } from '../../../vite/first-load-chunks.ts';

const page = (name: string) => path.resolve('src/routes', name);
const opensStorage = path.resolve('src/lib/boot/open-storage.ts');
/** Who imports whom, upwards. */
const importers: Record<string, string[]> = {
	money: [page('+page.svelte'), page('office/orders/+page.svelte')],
	field: [page('enrollment/[id]/(form)/[part]/[step]/+page.svelte'), page('sign-in/+page.svelte')],
	receipt: [page('enrollment/[id]/receipt/+page.svelte')],
	desk: [page('office/review/+layout.svelte')],
	lonely: [],
	picker: [],
	schema: ['picker', page('office/review/+page.svelte')],
	deskSheet: [],
	deskTable: ['deskSheet', page('office/+page.svelte')],
	specimen: [page('gallery/+page.svelte'), page('office/+page.svelte')],
	circleA: ['circleB'],
	circleB: ['circleA', page('office/+page.svelte')],
	database: [opensStorage],
	seal: ['database', page('enrollment/[id]/(form)/+page.svelte')],
	[opensStorage]: [],
};
/** Who loads whom when it is asked for. */
const askers: Record<string, string[]> = {
	picker: [page('+page.svelte')],
	deskSheet: [page('office/+page.svelte')],
	[opensStorage]: [page('+layout.svelte')],
};
const graph = {
	getModuleInfo: (id: string) => ({ importers: importers[id] ?? [], dynamicImporters: askers[id] ?? [] }),
};

test.each([
	['money', 'start'],
	['field', 'form'],
	['database', 'storage'],
	['seal', 'storage'],
	['receipt', 'later'],
	['desk', 'office'],
	['specimen', 'office'],
	['circleA', 'office'],
	['lonely', null],
	['picker', null],
	['schema', 'later'],
	['deskSheet', null],
	['deskTable', 'office'],
])('%s belongs to %s', (module, group) => {
	expect(groupOf(module, graph)).toBe(group);
});
