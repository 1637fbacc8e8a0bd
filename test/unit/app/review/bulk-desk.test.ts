import { expect, test } from 'vitest';
import { BulkDesk } from '#lib/app/review/bulk-desk.svelte.ts';
import type { ReviewListPort } from '#lib/app/review/ports.ts';
import type { BulkApproval } from '#lib/app/views.ts';
import { err, ok } from '#shared/std/result.ts';

const item = (id: string, result: BulkApproval['items'][number]['result']) =>
	({ id, caseNumber: id, name: id, result, reason: result === 'passed-over' ? 'held' : null }) as const;

/** Approves one at a call; fails once at the second. */
function aPort(): ReviewListPort {
	const items = ['a', 'b', 'c'].map((id) => item(id, 'waiting') as BulkApproval['items'][number]);
	items.push(item('d', 'set-aside'));
	let calls = 0;
	return {
		planApprovals: async () => ok({ id: 'bulk', items: [...items] }),
		runApprovals: async () => {
			if (++calls === 2) return err({ code: 'network.offline' });
			const next = items.findIndex(({ result }) => result === 'waiting');
			items[next] = item(items[next]!.id, next === 1 ? 'passed-over' : 'approved');
			return ok({ id: 'bulk', items: [...items] });
		},
	} as Partial<ReviewListPort> as ReviewListPort;
}

test('goes on until none waits, and after a break where it was', async () => {
	const desk = new BulkDesk(aPort());
	await desk.plan(['a', 'b', 'c', 'd']);
	expect([desk.done, desk.isDone, desk.of('set-aside').length]).toEqual([0, false, 1]);
	await desk.run();
	expect([desk.done, desk.refusal?.code]).toEqual([1, 'network.offline']);
	await desk.run();
	expect([desk.of('approved').length, desk.of('passed-over').length, desk.isDone]).toEqual([2, 1, true]);
	expect(desk.refusal).toBeNull();
});
