/*
 * The life of one claim (报销申请) on the server. The stages are those of openIMIS: entered, checked, processed,
 * valuated, rejected; what openIMIS calls entered is `submitted` here, as phones have called it from the first.
 *
 *   draft ──submit──▶ submitted ──check──▶ checked ──process──▶ processed ──valuate──▶ valuated ──approve──▶ approved
 *                     (已受理)            (已核对)             (审核中)              (已核价)             (准予报销)
 *                                                                 ▲                      │                    │
 *                                                                 └─────────undo─────────┴────────undo────────┘
 *
 *   submitted, checked, processed ──return──▶ returned (退回补件) ──submit──▶ submitted
 *                                 ──reject──▶ rejected (不予报销) ──undo────▶ submitted
 *
 * `process` in `processed` takes the bills anew: nothing was decided by them yet. What was decided is never edited:
 * `undo` is an act of its own, with its reason, and the claim is judged once more.
 */
import { err, ok, type Result } from '../../std/result.ts';

export const claimStates = [
	'draft',
	/** 已受理: the server holds every file that it names. */
	'submitted',
	/** 退回补件: named papers are to be sent again. */
	'returned',
	/** 已核对: every paper was looked at and accepted. */
	'checked',
	/** 审核中: every bill was priced. */
	'processed',
	/** 已核价: the amount stands, and waits to be confirmed. */
	'valuated',
	/** 准予报销 */
	'approved',
	/** 不予报销 */
	'rejected',
] as const;
export type ClaimState = (typeof claimStates)[number];

export const claimActs = [
	'submit',
	'check',
	'process',
	'valuate',
	'approve',
	'return',
	'reject',
	'undo',
] as const;
export type ClaimActKind = (typeof claimActs)[number];

const transitions: Record<ClaimState, Partial<Record<ClaimActKind, ClaimState>>> = {
	draft: { submit: 'submitted' },
	submitted: { check: 'checked', return: 'returned', reject: 'rejected' },
	returned: { submit: 'submitted' },
	checked: { process: 'processed', return: 'returned', reject: 'rejected' },
	processed: { process: 'processed', valuate: 'valuated', return: 'returned', reject: 'rejected' },
	valuated: { approve: 'approved', undo: 'processed' },
	approved: { undo: 'processed' },
	rejected: { undo: 'submitted' },
};

/** The next state, or `claim.wrong-state` when the act is not lawful in this one. */
export function nextClaimState(
	state: ClaimState,
	act: ClaimActKind,
): Result<ClaimState, 'claim.wrong-state'> {
	const next = transitions[state][act];
	return next ? ok(next) : err('claim.wrong-state');
}

/** Whether its owner may change it now. */
export function isClaimEditable(state: ClaimState): boolean {
	return transitions[state].submit !== undefined;
}

/** Whether an act has ended the review: what is left can only be undone. */
export function isClaimDecided(state: ClaimState): boolean {
	return state === 'approved' || state === 'rejected';
}
