import type { Reminder, SchoolConsole } from '#lib/app/views.ts';
import { m } from '#lib/i18n/paraglide/messages.js';

/** What a counsellor pastes: what it is about, until when, and the names by class. */
export function reminderText(
	{ classes, count }: Pick<Reminder, 'classes' | 'count'>,
	{
		label,
		deadlines,
		address,
	}: {
		label: string;
		deadlines: SchoolConsole['deadlines'];
		/** Where they find what the school has prepared for them; null: it has not. */
		address: string | null;
	},
): string {
	const days = deadlines.flatMap(({ kind, due }) => {
		if (due === null) return [];
		return kind === 'not-registered'
			? [m.outcome_remind_due_register({ date: due })]
			: [m.outcome_remind_due_pay({ date: due })];
	});
	const lines = classes.map(({ college, className, names }) =>
		m.outcome_remind_class({
			college,
			name: className,
			count: names.length,
			names: names.join(m.outcome_remind_comma()),
		}),
	);
	const prepared = address === null ? [] : [m.outcome_remind_prepared({ address })];
	const head = [m.outcome_remind_head({ label, count }), ...days];
	return [...head, '', ...lines, '', ...prepared, m.outcome_remind_foot()].join('\n');
}
