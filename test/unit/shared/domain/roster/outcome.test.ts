import { describe, expect, it } from 'vitest';
import { exportActs, exportStates, nextExportState } from '#shared/domain/roster/export.ts';
import {
	mayStay,
	OutcomeSaid,
	outcomeOf,
	outcomeWords,
	sayWord,
	type OutcomeWord,
} from '#shared/domain/roster/outcome.ts';

const free = { word: null, enrollmentState: null, isStaying: false };

describe('what a school may say of a student', () => {
	it('is every word of one of whom nothing is known', () => {
		for (const word of outcomeWords) expect(sayWord(free, word)).toEqual({ ok: true, value: word });
	});

	it('is no other word after a stop, and none but a stop of who is enrolled here', () => {
		for (const word of outcomeWords) {
			expect(sayWord({ ...free, word: 'stopped' }, word)).toEqual({ ok: false, error: 'stopped-already' });
		}
		for (const enrollmentState of ['declared', 'returned', 'approved'] as const) {
			expect(sayWord({ ...free, enrollmentState }, 'declined')).toEqual({
				ok: false,
				error: 'enrolled-here',
			});
			expect(sayWord({ ...free, enrollmentState }, 'stopped').ok).toBe(true);
		}
		for (const enrollmentState of ['draft', 'notified', 'rejected', 'superseded'] as const) {
			expect(sayWord({ ...free, enrollmentState }, 'declined').ok).toBe(true);
		}
	});

	it('is no stop of who studies on, and who is stopped does not stay', () => {
		expect(sayWord({ ...free, isStaying: true }, 'stopped')).toEqual({ ok: false, error: 'stays' });
		expect(mayStay({ word: 'stopped', isLeaving: true })).toBe(false);
		expect(mayStay({ word: null, isLeaving: false })).toBe(false);
		expect(mayStay({ word: 'declined', isLeaving: true })).toBe(true);
	});

	it('needs its basis', () => {
		const whole: Record<OutcomeWord, object> = {
			elsewhere: { proof: 'certificate', place: '曲靖市' },
			'identity-place': { proof: 'identity-document', place: '昭通市' },
			declined: { signedOn: '2022-10-12', heldBy: '学生处' },
			stopped: { reason: 'left', effectiveOn: '2022-07-01' },
		};
		for (const [word, basis] of Object.entries(whole)) {
			expect(OutcomeSaid.safeParse({ word, ...basis }).success).toBe(true);
			for (const key of Object.keys(basis)) {
				expect(OutcomeSaid.safeParse({ word, ...basis, [key]: '' }).success).toBe(false);
				expect(OutcomeSaid.safeParse({ word, ...basis, [key]: undefined }).success).toBe(false);
			}
			expect(OutcomeSaid.safeParse({ word, ...basis, more: 1 }).success).toBe(false);
		}
		const other = { word: 'stopped', reason: 'other', effectiveOn: '2022-07-01' };
		expect(OutcomeSaid.safeParse(other).success).toBe(false);
		expect(OutcomeSaid.safeParse({ ...other, words: '入伍' }).success).toBe(true);
	});

	it('ends in one outcome: a stop first, then an enrollment that stands, then the word', () => {
		expect(outcomeOf(free)).toBe('not-reached');
		expect(outcomeOf({ word: 'declined', enrollmentState: 'approved' })).toBe('enrolled-here');
		expect(outcomeOf({ word: 'declined', enrollmentState: 'rejected' })).toBe('declined');
		expect(outcomeOf({ word: 'stopped', enrollmentState: 'approved' })).toBe('stopped');
	});
});

it('a list that is over, out of turn, or whose time is over, goes nowhere', () => {
	const legal: Partial<Record<(typeof exportStates)[number], string[]>> = {
		waiting: ['agree', 'refuse'],
		ready: ['begin'],
		making: ['finish'],
		made: ['take'],
	};
	for (const state of exportStates) {
		for (const act of exportActs) {
			const inTime = nextExportState({ state, expiresAtMs: 10 }, act, 9);
			expect(inTime.ok).toBe(legal[state]?.includes(act) ?? false);
			expect(nextExportState({ state, expiresAtMs: 10 }, act, 10).ok).toBe(false);
		}
	}
});
