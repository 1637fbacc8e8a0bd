import type { EnrollmentFacts } from '../../domain/decision/facts.ts';
import type { Finding } from '../../domain/decision/decision.ts';
import { formKeys } from '../../domain/enrollment/form-keys.ts';
import type { FormField, Scheme } from '../../policy/scheme.ts';
import { fieldProblem, type FieldProblemCode } from '../form/field-problem.ts';
import { fails, findingOf, holds, type Verdict } from '../verdict.ts';

const keys: readonly string[] = formKeys;

function ruleName(problem: FieldProblemCode, field: FormField): string {
	if (problem === 'missing') return 'form-field-given';
	if (field.control === 'id-number') return 'id-number-sound';
	if (field.control === 'phone') return 'phone-sound';
	return 'form-value-lawful';
}

/** Y6, C8: required fields are filled and every value given is right. Only when a form is part of the case. */
export function formVerdicts(scheme: Scheme, facts: EnrollmentFacts): Verdict[] {
	const { form, date } = facts;
	if (!form) return [];
	const fields = scheme.form.parts
		.flatMap((part) => part.steps.flatMap((step) => step.fields))
		.filter((field) => keys.includes(field.key));
	return fields.map((field) => {
		const problem = fieldProblem(field, form, date);
		const subject = { cites: scheme.form.cites, facts: [`form.${field.key}`] };
		if (!problem) return holds({ rule: 'form-value-lawful', ...subject });
		const verdict = fails({ rule: ruleName(problem, field), ...subject }, null);
		const finding: Finding = { ...findingOf(verdict, 'return'), field: field.key };
		return { ...verdict, findings: [finding] };
	});
}
