import type { DraftFields } from '../../domain/enrollment/fields.ts';
import type { FormField, Scheme } from '../../policy/scheme.ts';
import { isAsked } from './field-problem.ts';

/** Who the person is, is bound to the account and told to the tax side: another person is no correction. */
const naming: ReadonlySet<string> = new Set(['name', 'idType', 'idNumber']);

/**
 * The fields that a reviewer may correct in an approved enrollment: what the form asks of this person, but for
 * what names the person, what the scheme fixes, and what stands in a signed letter (`isSigned`): a signature
 * holds for the text that was signed and no other.
 */
export function correctableFields(
	scheme: Scheme,
	{ fields, isSigned }: { fields: DraftFields; isSigned: boolean },
): FormField[] {
	const covered = new Set(isSigned ? scheme.letter?.covers : []);
	return scheme.form.parts
		.flatMap((part) => part.steps.flatMap((step) => step.fields))
		.filter(
			(field) =>
				isAsked(field, fields) &&
				field.control !== 'fixed' &&
				!naming.has(field.key) &&
				!covered.has(field.key),
		);
}
