/**
 * Everything that is ever written into the audit, by noun: the one list. An entry takes no other act, and the auditor's
 * screen has words for each. What is written down anew is added here; what no code writes any more goes, and old entries
 * show its code.
 */
export const actsByNoun = {
	account: ['bind-person', 'set-password', 'sign-in', 'sign-out'],
	audit: ['ask-check', 'check', 'search'],
	claim: [
		...['approve', 'check', 'edit', 'process', 'queue', 'read', 'read-document', 'reject'],
		...['remove', 'return', 'reveal', 'submit', 'undo', 'valuate'],
	],
	document: ['store'],
	drive: [
		...[
			'choose-roster',
			'close',
			'drop-helper',
			'follow-entry',
			'hand-over',
			'invite',
			'join',
			'name-helpers',
		],
		...['open', 'revoke', 'revoke-invitation', 'take-entry', 'take-roster', 'withdraw-entry'],
	],
	enrollment: [
		...['approve', 'correct', 'declare', 'edit', 'evaluate', 'mark-registered', 'notify', 'reject', 'remove'],
		...['reopen', 'return', 'set-aside', 'set-fact', 'supersede', 'withdraw'],
	],
	feedback: ['answer', 'queue', 'read-picture', 'send', 'take'],
	money: ['agree-export', 'ask-export', 'leave', 'refuse-export', 'take-export', 'take-totals'],
	notice: ['read'],
	office: ['held-students', 'money-queue', 'money-totals', 'order', 'orders'],
	order: ['create', 'fee-decided', 'register', 'state', 'void', 'void-carried'],
	outcome: [
		...['agree-export', 'ask-export', 'clear', 'console', 'end-staff', 'end-stay', 'name-staff', 'prepare'],
		...['read-document', 'refuse-export', 'remind', 'say', 'stay', 'students', 'take-export'],
		...['take-prepared'],
	],
	payment: ['assign', 'for-other', 'hold', 'record', 'refund-due', 'refunded', 'settle'],
	record: ['export', 'export-other'],
	retention: ['hold', 'lift', 'read-holds', 'remove'],
	review: [
		...[
			'plan-approvals',
			'queue',
			'read',
			'release',
			'remove-view',
			'reveal',
			'save-view',
			'statistics',
			'take',
		],
	],
	roster: [
		...['apply', 'candidates', 'checked', 'decide-match', 'expire', 'import', 'problems', 'read-anew'],
		...['students', 'take', 'undo'],
	],
	'school-key': ['make', 'retire'],
	'second-factor': ['confirm', 'renew-codes', 'reset', 'switch-off', 'use-recovery-code'],
	statement: ['done', 'look-again', 'read', 'take'],
	stop: ['effective', 'refused', 'request'],
	window: ['follow', 'queue', 'take', 'take-down', 'withdraw'],
} as const satisfies Record<string, readonly string[]>;

type ActsByNoun = typeof actsByNoun;
export type AuditNoun = keyof ActsByNoun;
export type AuditVerb = ActsByNoun[AuditNoun][number];
/** Noun and verb, e.g. `enrollment.declare`. */
export type AuditAct = { [Noun in AuditNoun]: `${Noun}.${ActsByNoun[Noun][number]}` }[AuditNoun];
