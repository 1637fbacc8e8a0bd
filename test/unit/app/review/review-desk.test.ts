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
		reviews: [],
		reviewed: null,
		history: [],
		hold: null,
		isSampled: false,
		isOwnEntry: false,
		alike: [],
	};
}

function aDesk(
	shown: ReviewCase | (() => ReviewCase),
	approve: App['review']['approve'],
	find: App['review']['find'] = async () => ok({ rows: [], next: null, total: 0, isMore: false }),
) {
	return new ReviewDesk({
		find,
		views: async () => ok([]),
		saveView: async () => ok([]),
		removeView: async () => ok([]),
		take: approve,
		takeNext: async () => ok({ id: null }),
		release: async () => ok(null),
		statistics: async () => ok({ reasons: [], waiting: [] }),
		planApprovals: async () => err({ code: 'enrollment.findings-stand' }),
		runApprovals: async () => err({ code: 'request.not-found' }),
		case: async () => ok(typeof shown === 'function' ? shown() : shown),
		reveal: async () => err({ code: 'request.not-found' }),
		approve,
		return: approve,
		reject: approve,
		reopen: approve,
		correct: approve,
		setFact: approve,
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
	expect(desk.done).toEqual({ id: aServerView('declared').id, act: 'approve' });
});

test('a refused approval is shown and not called done', async () => {
	const desk = aDesk(aCase('declared'), async () => err({ code: 'enrollment.content-changed' }));
	await desk.openCase('any');
	await desk.approve();
	expect(desk.actRefusal?.code).toBe('enrollment.content-changed');
	expect(desk.done).toBeNull();
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

test('a return and a rejection name the evaluation on the screen, with their reasons', async () => {
	const sent: unknown[] = [];
	const desk = aDesk(aCase('declared'), async (decision) => {
		sent.push(decision);
		return ok(null);
	});
	await desk.openCase('any');
	const reason = { target: 'field', field: 'phone', code: 'unclear', words: '' } as const;
	await desk.return([reason]);
	expect(desk.done?.act).toBe('return');
	await desk.reject('wrong-place', '请到生源地参保');
	expect(desk.done?.act).toBe('reject');
	const seen = { id: aServerView('declared').id, evaluationId: 'newest' };
	expect(sent).toEqual([
		{ ...seen, reasons: [reason] },
		{ ...seen, code: 'wrong-place', words: '请到生源地参保' },
	]);
});

test('what is approved can be opened again or corrected, and what waits cannot', async () => {
	const sent: unknown[] = [];
	const note = async (judgement: unknown) => {
		sent.push(judgement);
		return ok(null);
	};
	const why = { reasons: [], code: 'wrong-content' as const, words: '说明' };
	const correction = {
		changes: [{ field: 'phone', value: '13900000044' }],
		code: 'typing-error' as const,
		words: '说明',
	};
	const waiting = aDesk(aCase('declared'), note);
	await waiting.openCase('any');
	await waiting.reopen(why);
	await waiting.correct(correction);
	expect(sent).toEqual([]);
	const desk = aDesk(aCase('approved'), note);
	await desk.openCase('any');
	await desk.reopen(why);
	expect(desk.done?.act).toBe('reopen');
	await desk.correct(correction);
	const seen = { id: aServerView('approved').id, evaluationId: 'newest' };
	expect(sent).toEqual([
		{ ...seen, ...why },
		{ ...seen, ...correction },
	]);
});

test('looks again while a register is being asked, and what was refused stays in sight', async () => {
	const waiting = aCase('declared');
	const checked = (result: 'waiting' | 'answered'): ReviewCase => ({
		...waiting,
		enrollment: {
			...waiting.enrollment,
			evaluation: {
				outcome: 'ready',
				findings: [],
				schemeVersion: 'v',
				checks: [{ register: 'school', result, atMs: null }],
			},
		},
	});
	let now = checked('waiting');
	const desk = aDesk(
		() => now,
		async () => err({ code: 'enrollment.content-changed' }),
	);
	await desk.look();
	expect(desk.open.value).toBeNull();
	await desk.openCase('any');
	expect(desk.isBeingChecked).toBe(true);
	await desk.approve();
	now = checked('answered');
	await desk.look();
	expect(desk.isBeingChecked).toBe(false);
	expect(desk.actRefusal?.code).toBe('enrollment.content-changed');
});

test('what another has in hand is asked about first, and goes on only with a word; what was written stays', async () => {
	const sent: unknown[] = [];
	const desk = aDesk(aCase('declared'), async (decision) => {
		sent.push(decision);
		return 'despiteHolder' in decision ? ok(null) : err({ code: 'review.held' });
	});
	await desk.openCase('any');
	const { id } = desk.open.value!.enrollment;
	desk.drafts.of(id).reject.words = '请到生源地参保';
	await desk.reject('wrong-place', '请到生源地参保');
	expect(desk.actRefusal).toBeNull();
	desk.letBe();
	await desk.goOn();
	expect(sent).toHaveLength(1);
	expect(desk.drafts.of(id).reject.words).toBe('请到生源地参保');
	await desk.reject('wrong-place', '请到生源地参保');
	await desk.goOn();
	expect(sent.at(-1)).toMatchObject({ despiteHolder: true, words: '请到生源地参保' });
	expect(desk.done?.act).toBe('reject');
	expect(desk.drafts.of(id).reject.words).toBe('');
});

test('who decided second is told, and keeps what they wrote', async () => {
	const desk = aDesk(aCase('declared'), async () => err({ code: 'enrollment.wrong-state' }));
	await desk.openCase('any');
	const draft = desk.drafts.of(desk.open.value!.enrollment.id).return;
	draft.tick({ target: 'field', field: 'phone' }, true);
	await desk.return(draft.reasons);
	expect(desk.actRefusal?.code).toBe('enrollment.wrong-state');
	expect(draft.reasons).toHaveLength(1);
});

test('a search is asked for with its filter, page after page, and a filter alone forgets it', async () => {
	const asked: unknown[] = [];
	const desk = aDesk(
		aCase('declared'),
		async () => ok(null),
		async (query) => {
			asked.push(query);
			return ok({ rows: [], next: 'after', total: 1, isMore: true });
		},
	);
	await desk.show({ flag: 'clean' }, ' 欧阳 ');
	await desk.list('next');
	await desk.show({ state: 'declared' });
	expect(asked).toEqual([
		{ flag: 'clean', text: '欧阳' },
		{ flag: 'clean', text: '欧阳', after: 'after' },
		{ state: 'declared' },
	]);
	expect(desk.isTotalMore).toBe(true);
});
