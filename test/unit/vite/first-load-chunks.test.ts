import path from 'node:path';
import { expect, test } from 'vitest';
import { groupOf } from '../../../vite/first-load-chunks.ts';

const page = (name: string) => path.resolve('src/routes', name);
/** Who imports whom, upwards. */
const importers: Record<string, string[]> = {
	money: [page('+page.svelte'), page('office/orders/+page.svelte')],
	field: [page('enrollment/[id]/(form)/[part]/[step]/+page.svelte'), page('sign-in/+page.svelte')],
	receipt: [page('enrollment/[id]/receipt/+page.svelte')],
	desk: [page('office/review/+layout.svelte')],
	lonely: [],
	circleA: ['circleB'],
	circleB: ['circleA', page('office/+page.svelte')],
};
const graph = { getModuleInfo: (id: string) => ({ importers: importers[id] ?? [] }) };

test.each([
	['money', 'start'],
	['field', 'form'],
	['receipt', 'later'],
	['desk', 'office'],
	['circleA', 'office'],
	['lonely', null],
])('%s belongs to %s', (module, group) => {
	expect(groupOf(module, graph)).toBe(group);
});
