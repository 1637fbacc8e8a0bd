import { expect, test } from 'vitest';
import { Question } from '#lib/app/question.svelte.ts';
import { err, ok, type Result } from '#shared/std/result.ts';
import type { Refusal } from '#shared/errors/refusal.ts';

test('an answer that was overtaken by a later question is dropped', async () => {
	const question = new Question<string>();
	let answerFirst: (answer: Result<string, Refusal>) => void = () => {};
	const first = question.ask(() => new Promise((resolve) => (answerFirst = resolve)));
	await question.ask(async () => ok('second'));
	answerFirst(ok('first'));
	await first;
	expect(question.value).toBe('second');
});

test('a refusal keeps the last answer in sight', async () => {
	const question = new Question<string>();
	await question.ask(async () => ok('seen'));
	await question.ask(async () => err({ code: 'network.offline' }));
	expect([question.value, question.refusal?.code]).toEqual(['seen', 'network.offline']);
});
