import type { DraftFields } from '../../domain/enrollment/fields.ts';
import type { FormField, FormPart, Scheme } from '../../policy/scheme.ts';
import type { IsoDate } from '../../std/date.ts';
import { letterNeeded } from '../letter/render-letter.ts';
import { fieldProblem, fieldText, isAsked, type FieldProblemCode } from './field-problem.ts';

export interface FieldProblem {
	key: string;
	code: FieldProblemCode;
}

/** 未开始, 进行中, 已完成, 暂不能开始, 有问题 */
export type PartState = 'not-started' | 'in-progress' | 'done' | 'cannot-start' | 'problem';

export interface PartStatus {
	key: string;
	part: FormPart;
	state: PartState;
	/** What is missing or wrong, in the order of the form. */
	problems: FieldProblem[];
}

interface FormContext {
	/** The business date: bounds a birth date. */
	date: IsoDate;
	/** A signature stands under the letter's present text. */
	letterSigned: boolean;
}

/** The fields with the values that a form fixes by itself filled in. */
export function withFixedFields(scheme: Scheme, fields: DraftFields): DraftFields {
	const fixed = scheme.form.parts
		.flatMap((part) => fieldsOf(part))
		.filter((field) => field.control === 'fixed' && field.initial && fieldText(fields, field.key) === '')
		.map((field): [string, string] => [field.key, field.initial ?? '']);
	return { ...fields, ...Object.fromEntries(fixed) };
}

/** The fields of a part that are asked, given the answers so far. */
function askedFields(part: FormPart, fields: DraftFields): FormField[] {
	return fieldsOf(part).filter((field) => isAsked(field, fields));
}

/** The parts that apply to this draft, each with its state and its problems: the task list. */
export function formParts(scheme: Scheme, draft: DraftFields, context: FormContext): PartStatus[] {
	const fields = withFixedFields(scheme, draft);
	const parts = scheme.form.parts.filter(
		(part) => part.when !== 'chose-college-with-identity' || letterNeeded(scheme, fields),
	);
	const plain = parts
		.filter((part) => part.kind !== 'letter')
		.map((part) => plainStatus(part, fields, context));
	return parts.map((part) =>
		part.kind === 'letter'
			? letterStatus(scheme, part, fields, { context, others: plain })
			: plain.find((status) => status.key === part.key)!,
	);
}

/** Whether nothing keeps the form from being submitted: every part done, an optional one at least not wrong. */
export function isFormComplete(statuses: readonly PartStatus[]): boolean {
	return statuses.every(({ part, state }) => state === 'done' || (part.optional && state === 'not-started'));
}

function fieldsOf(part: FormPart): FormField[] {
	return part.steps.flatMap((step) => step.fields);
}

function problemsOf(part: FormPart, fields: DraftFields, { date }: FormContext): FieldProblem[] {
	return askedFields(part, fields).flatMap((field) => {
		const code = fieldProblem(field, fields, date);
		return code ? [{ key: field.key, code }] : [];
	});
}

/** Whether the person has filled in anything here; fixed values are nobody's doing. */
function isStarted(part: FormPart, fields: DraftFields): boolean {
	return askedFields(part, fields).some(
		(field) => field.control !== 'fixed' && fieldText(fields, field.key) !== '',
	);
}

function plainStatus(part: FormPart, fields: DraftFields, context: FormContext): PartStatus {
	const problems = problemsOf(part, fields, context);
	// Y11: the person can mend it, and must before submitting.
	if (part.kind === 'insured' && fieldText(fields, 'insured') === 'active-elsewhere') {
		problems.push({ key: 'insured', code: 'active-elsewhere' });
	}
	return { key: part.key, part, state: stateOf(problems, isStarted(part, fields)), problems };
}

function stateOf(problems: readonly FieldProblem[], started: boolean): PartState {
	if (!started) return 'not-started';
	if (problems.some(({ code }) => code !== 'missing' && code !== 'not-signed')) return 'problem';
	return problems.length > 0 ? 'in-progress' : 'done';
}

/** The letter can start once everything that stands in it from other parts is right. */
function letterStatus(
	scheme: Scheme,
	part: FormPart,
	fields: DraftFields,
	{ context, others }: { context: FormContext; others: readonly PartStatus[] },
): PartStatus {
	const covers = scheme.letter?.covers ?? [];
	const problems = problemsOf(part, fields, context);
	if (!context.letterSigned) problems.push({ key: 'signature', code: 'not-signed' });
	const blocked = others.some((other) => other.problems.some(({ key }) => covers.includes(key)));
	const started = isStarted(part, fields) || context.letterSigned;
	return { key: part.key, part, state: blocked ? 'cannot-start' : stateOf(problems, started), problems };
}
