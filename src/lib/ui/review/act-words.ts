import { m } from '#lib/i18n/paraglide/messages.js';

const wordsByAct: Record<string, () => string> = {
	evaluate: m.office_act_evaluate,
	notify: m.office_act_notify,
	declare: m.office_act_declare,
	approve: m.office_act_approve,
	return: m.office_act_return,
	reject: m.office_act_reject,
	withdraw: m.office_act_withdraw,
	reopen: m.office_act_reopen,
	supersede: m.office_act_supersede,
	correct: m.office_act_correct,
	'set-fact': m.office_act_set_fact,
	'mark-registered': m.office_act_mark_registered,
};

/** An act of the history in words; acts come as `declare` or `enrollment.declare`, others are shown as they are. */
export function actWords(act: string): string {
	return wordsByAct[act.split('.').at(-1) ?? act]?.() ?? act;
}

const wordsByWho: Record<string, () => string> = {
	system: m.office_by_system,
	owner: m.office_by_owner,
	staff: m.office_by_staff,
	self: m.office_by_self,
};

/** Who did it, by role: the history never names a person. */
export function whoWords(by: string): string {
	return wordsByWho[by]?.() ?? by;
}
