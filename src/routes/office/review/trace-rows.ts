import { m } from '#lib/i18n/paraglide/messages.js';
import { ruleStatement } from '#lib/i18n/rule-words.ts';
import type { Evaluation } from '#lib/app/views.ts';
import type { Scheme } from '#shared/policy/scheme.ts';
import { factName } from '../../fact-words.ts';

type Step = Evaluation['trace'][number];

export interface TraceRow extends Step {
	statement: string;
}

/** The trace in words. The form's answers that are in order make one row, so that what matters stays in sight. */
export function traceRows(scheme: Scheme | null, trace: Step[]): TraceRow[] {
	const isPlain = (step: Step) => step.rule === 'form-value-lawful' && step.holds === 'holds';
	const plain = trace.filter(isPlain);
	const rows: TraceRow[] = trace
		.filter((step) => !isPlain(step))
		.map((step) => ({
			...step,
			statement: ruleStatement(step.rule),
			facts: step.facts.map((key) => factName(scheme, key)),
		}));
	const [first] = plain;
	if (first)
		rows.push({ ...first, facts: [], statement: m.office_trace_form_holds({ count: plain.length }) });
	return rows;
}
