import type { EnrollmentFacts, FormFacts, Hardship } from '../../domain/decision/facts.ts';
import { hardshipChoices, insuredStates } from '../../domain/decision/fact-values.ts';
import type { Provenance } from '../../domain/decision/decision.ts';
import type { DraftFields } from '../../domain/enrollment/fields.ts';
import { formKeys } from '../../domain/enrollment/form-keys.ts';
import { idTypeValues } from '../../domain/code-lists/id-types.ts';
import type { Scheme } from '../../policy/scheme.ts';
import type { IsoDate } from '../../std/date.ts';
import { fieldText } from '../form/field-problem.ts';
import { withFixedFields } from '../form/form-parts.ts';
import { vocabularyOf } from '../vocabulary.ts';

/** One fact with where it comes from; the server adds when. */
interface SourcedFact {
	/** A path of the facts, e.g. `student.registered`, `form.name`. */
	key: string;
	value: unknown;
	provenance: Provenance;
}

type Student = NonNullable<EnrollmentFacts['student']>;

/** What others than the person say; it wins over what the person declared. */
interface KnownFact<Key extends keyof Student = keyof Student> {
	key: `student.${Key}`;
	value: Student[Key];
	provenance: Provenance;
}

interface DraftInput {
	fields: DraftFields;
	/** The business date of the submission. */
	date: IsoDate;
	/** Absent: the question has not been answered yet. */
	schoolConfirmed?: boolean;
	/** A signature stands under the letter's present text. */
	letterSigned: boolean;
	/** From roster, register or reviewer. */
	known?: readonly KnownFact[];
}

function oneOf<T extends string>(values: readonly T[], text: string): T | undefined {
	return values.find((value) => value === text);
}

function year(text: string): number | undefined {
	return /^(19|[2-9]\d)\d{2}$/.test(text) ? Number(text) : undefined;
}

/** Null: has none. Undefined: not all of it is answered yet. */
function hardshipOf(scheme: Scheme, fields: DraftFields): Hardship | null | undefined {
	const text = fieldText(fields, 'hardshipKind');
	if (text === 'none') return null;
	const words = vocabularyOf(scheme);
	const kind = oneOf(words.hardshipKinds, text);
	const certifiedIn = oneOf(words.certificationPlaces, fieldText(fields, 'hardshipCertifiedIn'));
	const chooses = oneOf(hardshipChoices, fieldText(fields, 'hardshipChooses'));
	return kind && certifiedIn && chooses ? { kind, certifiedIn, chooses } : undefined;
}

function formOf(scheme: Scheme, fields: DraftFields): FormFacts {
	const filled = withFixedFields(scheme, fields);
	const texts = Object.fromEntries(formKeys.map((key) => [key, fieldText(filled, key)]));
	// A kind of document that the contract does not know counts as not given.
	return { ...texts, idType: oneOf(idTypeValues, texts.idType ?? '') ?? '' };
}

function insuredOf(fields: DraftFields): Pick<EnrollmentFacts, 'insured' | 'lumpSumThrough'> {
	const insured = oneOf(insuredStates, fieldText(fields, 'insured'));
	if (insured !== 'lump-sum') return insured ? { insured } : {};
	const lumpSumThrough = year(fieldText(fields, 'lumpSumThrough'));
	return lumpSumThrough ? { insured, lumpSumThrough } : {};
}

/**
 * A draft as the facts of `decideEnrollment`, and the same facts one by one with their provenance: `declared` for
 * what the person wrote, confirmed or signed. What is not answered is absent, that is, not known.
 */
export function factsFromFields(
	scheme: Scheme,
	input: DraftInput,
): { facts: EnrollmentFacts; sourced: SourcedFact[] } {
	const { fields, known = [] } = input;
	const entryYear = year(fieldText(fields, 'entryYear'));
	const declaredStudent: Student = {
		...(entryYear ? { entryYear } : {}),
		...(input.schoolConfirmed === undefined ? {} : { schoolConfirmed: input.schoolConfirmed }),
	};
	const knownStudent: Student = Object.fromEntries(
		known
			.filter(({ value }) => value !== undefined)
			.map(({ key, value }) => [key.slice('student.'.length), value]),
	);
	const hardship = hardshipOf(scheme, fields);
	const facts: EnrollmentFacts = {
		date: input.date,
		student: { ...declaredStudent, ...knownStudent },
		...(hardship === undefined ? {} : { hardship }),
		letterSigned: input.letterSigned,
		...insuredOf(fields),
		form: formOf(scheme, fields),
	};
	return { facts, sourced: sourcedFacts(facts, known) };
}

function sourcedFacts(facts: EnrollmentFacts, known: readonly KnownFact[]): SourcedFact[] {
	const { student, form, date: _, ...rest } = facts;
	const flat = [
		...Object.entries(student ?? {}).map(([key, value]) => [`student.${key}`, value] as const),
		...Object.entries(rest),
		...Object.entries(form ?? {})
			.filter(([, value]) => value !== '')
			.map(([key, value]) => [`form.${key}`, value] as const),
	];
	return flat.map(([key, value]) => ({
		key,
		value,
		provenance: known.find((fact) => fact.key === key)?.provenance ?? 'declared',
	}));
}
