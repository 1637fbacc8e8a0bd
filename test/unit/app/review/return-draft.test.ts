import { expect, test } from 'vitest';
import { ReturnDraft } from '#lib/app/review/return-draft.svelte.ts';

const phone = { target: 'field', field: 'phone' } as const;
const signature = { target: 'signature', field: null } as const;

test('what is ticked becomes a reason for its place, and unticking takes it away', () => {
	const draft = new ReturnDraft();
	expect(draft.isReady).toBe(false);
	draft.tick(phone, true);
	draft.tick(signature, true);
	draft.say(phone, { code: 'unclear', words: '少一位' });
	expect(draft.reasons).toEqual([
		{ ...phone, code: 'unclear', words: '少一位' },
		{ ...signature, code: 'signature-not-legible', words: '' },
	]);
	expect(draft.isReady).toBe(true);
	draft.tick(phone, false);
	expect(draft.of(phone)).toBeUndefined();
});

test('“other” is not ready before it says more', () => {
	const draft = new ReturnDraft();
	draft.tick(phone, true);
	draft.say(phone, { code: 'other' });
	expect(draft.isReady).toBe(false);
	draft.say(phone, { words: '请写全称' });
	expect(draft.isReady).toBe(true);
});
