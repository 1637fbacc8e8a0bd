import { expect, test } from 'vitest';
import { reviewQuestions, withQuestions } from '#lib/app/enrollment/questions.ts';
import type { DraftFields } from '#shared/domain/enrollment/fields.ts';
import { yunnanKunming2023 as scheme } from '#shared/policy/yunnan-kunming-2023/scheme.ts';
import { formParts } from '#shared/rules/index.ts';
import { aLocalEnrollment, aServerView, aSubmission } from '../../ui/status/local-enrollment.ts';

const reasons = [
	{ target: 'field', field: 'phone', code: 'does-not-match', words: '', was: '13900000001' },
	{ target: 'signature', field: null, code: 'signature-not-legible', words: '', was: null },
	{ target: 'form', field: null, code: 'other', words: '请尽快', was: null },
] as const;
const review = { act: 'returned' as const, reasons: [...reasons], atMs: 1 };
const returned = aLocalEnrollment({ server: { ...aServerView('returned'), review } });
const unchanged: DraftFields = { phone: '13900000001' };
const metOf = (fields: DraftFields, isSigned: boolean) =>
	reviewQuestions(returned, { fields, isSigned }).map(({ isMet }) => isMet);

test('a question about a field is met when its value is another, one about the signature when it is signed', () => {
	expect(metOf(unchanged, false)).toEqual([false, false, false]);
	expect(metOf({ phone: '13900000002' }, false)).toEqual([true, false, false]);
	expect(metOf({ ...unchanged, address: '别处' }, true)).toEqual([false, true, false]);
});

test('a field that was empty is met by filling it in, and one that is emptied is another', () => {
	const empty = { ...reasons[0], was: null };
	const draft = { ...returned, server: { ...returned.server!, review: { ...review, reasons: [empty] } } };
	expect(reviewQuestions(draft, { fields: {}, isSigned: true })[0]?.isMet).toBe(false);
	expect(reviewQuestions(draft, { fields: unchanged, isSigned: true })[0]?.isMet).toBe(true);
	expect(metOf({}, false)[0]).toBe(true);
});

test('nothing is asked once it was submitted again, nor in a view kept from before there were reasons', () => {
	const now = { fields: unchanged, isSigned: false };
	expect(reviewQuestions({ ...returned, submission: aSubmission }, now)).toEqual([]);
	expect(reviewQuestions(aLocalEnrollment({ server: aServerView('returned') }), now)).toEqual([]);
	expect(reviewQuestions({ ...returned, server: { ...aServerView('rejected'), review } }, now)).toEqual([]);
});

test('the part with the questioned field has a problem, until it is changed; no other part has', () => {
	const parts = formParts(scheme, unchanged, { date: '2022-10-15', letterSigned: false });
	const problemsWith = (fields: DraftFields) =>
		withQuestions(parts, reviewQuestions(returned, { fields, isSigned: true }))
			.filter(({ state }, i) => state !== parts[i]!.state)
			.map(({ part }) => part.steps.some((step) => step.fields.some(({ key }) => key === 'phone')));
	expect(problemsWith(unchanged)).toEqual([true]);
	expect(problemsWith({ phone: '13900000002' })).toEqual([]);
});
