import { expect, test } from 'vitest';
import type { App } from '#lib/app/app.ts';
import { ReviewDesk } from '#lib/app/review/review-desk.svelte.ts';
import type { Evaluation, ReviewCase } from '#lib/app/views.ts';
import { err, ok } from '#shared/std/result.ts';
import { aServerView } from '../../ui/status/local-enrollment.ts';

const evaluation = (id: string, atMs: number): Evaluation => ({
	id,
	schemeVersion: 'v',
	outcome: 'ready',
	findings: [],
	facts: [],
	trace: [],
	cites: [],
	atMs,
});

function aCase(state: 'declared' | 'approved'): ReviewCase {
	return {
		enrollment: aServerView(state),
		letterText: null,
		evaluations: [evaluation('older', 1), evaluation('newest', 2)],
		order: null,
		history: [],
	};
}

function aDesk(reviewCase: ReviewCase, approve: App['review']['approve']) {
	return new ReviewDesk({
		queue: async () => ok({ rows: [], next: null, total: 0 }),
		case: async () => ok(reviewCase),
		approve,
	});
}

test('an approval names the newest evaluation, which is the one on the screen', async () => {
	const sent: unknown[] = [];
	const desk = aDesk(aCase('declared'), async (decision) => {
		sent.push(decision);
		return ok(null);
	});
	await desk.openCase(aServerView('declared').id);
	await desk.approve();
	expect(sent).toEqual([{ id: aServerView('declared').id, evaluationId: 'newest' }]);
	expect(desk.approvedId).toBe(aServerView('declared').id);
});

test('a refused approval is shown and not called done', async () => {
	const desk = aDesk(aCase('declared'), async () => err({ code: 'enrollment.content-changed' }));
	await desk.openCase('any');
	await desk.approve();
	expect(desk.approveRefusal?.code).toBe('enrollment.content-changed');
	expect(desk.approvedId).toBeNull();
});

test('a case that is not waiting cannot be approved', async () => {
	let calls = 0;
	const desk = aDesk(aCase('approved'), async () => {
		calls += 1;
		return ok(null);
	});
	await desk.openCase('any');
	await desk.approve();
	expect(calls).toBe(0);
});
