/*
 * In which outcome a student of a school's roster ends: always in exactly one.
 *
 *   stopped (停保) > enrolled-here (在校参保) > elsewhere (异地参保), identity-place (户籍地参保), declined (放弃参保)
 *                 > not-reached (未联系到)
 *
 * How far an enrollment is stands in the enrollment alone. What the school has on record beside it is one word:
 *
 *   (none) ──say──▶ elsewhere ◀─say─▶ identity-place ◀─say─▶ declined      each ──clear──▶ (none)
 *     │                 └──────────────────┴──────────────────┘
 *    say (not of one who stays)            │ say
 *     └──────────────────────────────▶ stopped ──clear──▶ (none)
 *
 * A stop is no word among others: it is taken back before anything else is said. Of a student whose enrollment stands, a
 * school says nothing but that the insurance was stopped.
 */
import * as z from 'zod/mini';
import { isIsoDate } from '../../std/date.ts';
import { sha256Pattern } from '../../std/hash.ts';
import { err, ok, type Result } from '../../std/result.ts';
import { isStorable } from '../../std/text.ts';
import type { EnrollmentState } from '../enrollment/state.ts';

export const outcomes = [
	'enrolled-here',
	'elsewhere',
	'identity-place',
	'declined',
	'stopped',
	'not-reached',
] as const;
export type Outcome = (typeof outcomes)[number];

/** What a school itself may have on record of a student. */
export const outcomeWords = ['elsewhere', 'identity-place', 'declined', 'stopped'] as const;
export type OutcomeWord = (typeof outcomeWords)[number];

/** 凭证: what shows that somebody is insured at another place. */
export const proofs = ['certificate', 'payment-receipt', 'platform-record'] as const;
/** What shows that somebody enrolls at the place of their identity, or of their household. */
export const identityBases = ['identity-document', 'payment-receipt', 'student-statement'] as const;
export const stopReasons = ['graduated', 'left', 'other'] as const;
export type StopReason = (typeof stopReasons)[number];

export const maxOutcomeWords = 60;
/** A place, a holder, a reason: something stands there, without spaces around it. */
const Words = z.string().check(
	z.trim(),
	z.minLength(1),
	z.maxLength(maxOutcomeWords),
	z.refine((words) => isStorable(words), 'holds signs that cannot be stored'),
);
const Day = z.string().check(z.refine(isIsoDate, 'is not a date'));
/** The scan of what it rests on, by its SHA-256: by it alone can be told whether a paper is the one of then. */
const FileHash = z._default(z.nullable(z.string().check(z.regex(sha256Pattern))), null);

export const OutcomeSaid = z.discriminatedUnion('word', [
	z.strictObject({ word: z.literal('elsewhere'), proof: z.enum(proofs), place: Words, fileHash: FileHash }),
	z.strictObject({
		word: z.literal('identity-place'),
		proof: z.enum(identityBases),
		place: Words,
		fileHash: FileHash,
	}),
	/** The signed 放弃参保声明: when it was signed, and who holds the paper. */
	z.strictObject({ word: z.literal('declined'), signedOn: Day, heldBy: Words, fileHash: FileHash }),
	z
		.strictObject({
			word: z.literal('stopped'),
			reason: z.enum(stopReasons),
			effectiveOn: Day,
			words: z._default(z.nullable(Words), null),
		})
		.check(z.refine(({ reason, words }) => reason !== 'other' || words !== null, { path: ['words'] })),
]);
export type OutcomeSaid = z.infer<typeof OutcomeSaid>;
export type OutcomeSaidInput = z.input<typeof OutcomeSaid>;

/** Why somebody who leaves by the roster is not to be stopped: 升学, or finishing later. */
export const stayReasons = ['further-study', 'delayed'] as const;
export type StayReason = (typeof stayReasons)[number];

const standing: ReadonlySet<EnrollmentState> = new Set(['declared', 'returned', 'approved']);

/** It counts as enrolled here, whatever the school's own word is. */
function isStanding(state: EnrollmentState | null): boolean {
	return state !== null && standing.has(state);
}

/** What decides whether a word may be said of a student. */
export interface OutcomeFacts {
	word: OutcomeWord | null;
	enrollmentState: EnrollmentState | null;
	/** Recorded as one who studies on. */
	isStaying: boolean;
}

export type OutcomeRefusal = 'stopped-already' | 'enrolled-here' | 'stays';

const sayable: Record<OutcomeWord | 'none', readonly OutcomeWord[]> = {
	none: outcomeWords,
	elsewhere: outcomeWords,
	'identity-place': outcomeWords,
	declined: outcomeWords,
	stopped: [],
};

/** May the school say this word? The word as it will stand, or why not. */
export function sayWord(facts: OutcomeFacts, word: OutcomeWord): Result<OutcomeWord, OutcomeRefusal> {
	if (!sayable[facts.word ?? 'none'].includes(word)) return err('stopped-already');
	if (word === 'stopped') return facts.isStaying ? err('stays') : ok(word);
	return isStanding(facts.enrollmentState) ? err('enrolled-here') : ok(word);
}

/** Who is stopped does not stay: the stop is taken back first. */
export function mayStay({ word, isLeaving }: { word: OutcomeWord | null; isLeaving: boolean }): boolean {
	return isLeaving && word !== 'stopped';
}

/** As the database works it out (`roster_outcome`). */
export function outcomeOf({ word, enrollmentState }: Omit<OutcomeFacts, 'isStaying'>): Outcome {
	if (word === 'stopped') return word;
	if (isStanding(enrollmentState)) return 'enrolled-here';
	return word ?? 'not-reached';
}

export type OutcomeCounts = Record<Outcome, number>;

export const noOutcomes = (): OutcomeCounts => ({
	'enrolled-here': 0,
	elsewhere: 0,
	'identity-place': 0,
	declined: 0,
	stopped: 0,
	'not-reached': 0,
});

/** All of them: what a roster, or a part of it, holds. */
export function sizeOf(counts: OutcomeCounts): number {
	return outcomes.reduce((sum, outcome) => sum + counts[outcome], 0);
}
