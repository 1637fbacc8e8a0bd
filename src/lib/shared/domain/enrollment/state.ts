/*
 * The life of one enrollment on the server.
 *
 *   draft ──notify──▶ notified ──declare──▶ declared (待审核) ──approve──▶ approved (已办结)
 *     │                  ▲                   │  ▲   │                        │
 *     └────declare───────┼───────────────────┘  │   │                     reopen (重新打开, before any payment)
 *                        │                      │   │                        ▼
 *            (a volunteer enters,        withdraw   ├──return──▶ returned (退回补正) ──declare──▶ declared
 *             the student declares)             │   └──reject──▶ rejected
 *                                               └── declared ──withdraw──▶ draft
 *
 *   notified ──supersede──▶ superseded (已由本人申报): the student has declared by themselves
 *
 * A correction of an approved enrollment (更正) is recorded beside it and moves nothing here.
 */
import { err, ok, type Result } from '../../std/result.ts';

export const enrollmentStates = [
	'draft',
	/** Entered by a volunteer; the student has not confirmed it yet. */
	'notified',
	/** 已由本人申报: entered by a volunteer, and the student has declared by themselves. */
	'superseded',
	/** 待审核: submitted by the student. */
	'declared',
	'returned',
	/** 已办结: reviewed, a payment order exists. */
	'approved',
	'rejected',
] as const;
export type EnrollmentState = (typeof enrollmentStates)[number];

export const enrollmentActs = [
	'notify',
	'declare',
	'approve',
	'return',
	'reject',
	'withdraw',
	'reopen',
	'supersede',
] as const;
export type EnrollmentAct = (typeof enrollmentActs)[number];

const transitions: Record<EnrollmentState, Partial<Record<EnrollmentAct, EnrollmentState>>> = {
	draft: { notify: 'notified', declare: 'declared' },
	notified: { declare: 'declared', supersede: 'superseded' },
	superseded: {},
	declared: { approve: 'approved', return: 'returned', reject: 'rejected', withdraw: 'draft' },
	returned: { declare: 'declared' },
	approved: { reopen: 'returned' },
	rejected: {},
};

/** The next state, or `enrollment.wrong-state` when the act is not lawful in this one. */
export function nextEnrollmentState(
	state: EnrollmentState,
	act: EnrollmentAct,
): Result<EnrollmentState, 'enrollment.wrong-state'> {
	const next = transitions[state][act];
	return next ? ok(next) : err('enrollment.wrong-state');
}

/** Whether the person may still change the fields. */
export function isEditable(state: EnrollmentState): boolean {
	return state === 'draft' || state === 'notified' || state === 'returned';
}
