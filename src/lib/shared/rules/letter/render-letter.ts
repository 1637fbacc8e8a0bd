import type { DraftFields } from '../../domain/enrollment/fields.ts';
import type { Scheme } from '../../policy/scheme.ts';
import { withoutUnseen } from '../../std/text.ts';
import { fieldText } from '../form/field-problem.ts';

/** Stands in the text where something is not filled in yet. */
const blankPlace = '________';

/** Y5: a special identity, and the choice of college insurance. False while either is not known. */
export function letterNeeded(scheme: Scheme, fields: DraftFields): boolean {
	const kind = fieldText(fields, 'hardshipKind');
	return (
		scheme.letter !== null &&
		kind !== '' &&
		kind !== 'none' &&
		fieldText(fields, 'hardshipChooses') === 'college'
	);
}

/** `letterDate` as the sample writes it: 2022-08-28 → 2022年08月28日. */
function writtenDate(date: string): string {
	const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date);
	return parts ? `${parts[1]}年${parts[2]}月${parts[3]}日` : '';
}

/**
 * The exact text to be signed, the same on phone and server: title and paragraphs joined by `\n`, filled from
 * `name`, `idType`, `idNumber`, `medicalDivision`, `letterDate` and the school. `missing` names what is not filled in
 * (`school` for the school). Null where the scheme has no letter.
 */
export function renderLetter(
	scheme: Scheme,
	{ fields, schoolName }: { fields: DraftFields; schoolName: string },
): { title: string; paragraphs: string[]; text: string; missing: string[] } | null {
	const { letter } = scheme;
	if (!letter) return null;
	// A value stays within its place: no line of its own, and no mark that turns the text around it.
	const text = (key: string) => withoutUnseen(fieldText(fields, key)).replace(/\s+/g, ' ').trim();
	const valuesByPlace: Record<string, { field: string; value: string }> = {
		name: { field: 'name', value: text('name') },
		idNumber: { field: 'idNumber', value: text('idNumber') },
		idLabel: { field: 'idType', value: letter.idLabels[text('idType')] ?? '' },
		school: { field: 'school', value: schoolName.trim() },
		medicalDivision: { field: 'medicalDivision', value: text('medicalDivision') },
		date: { field: 'letterDate', value: writtenDate(text('letterDate')) },
	};
	const missing = new Set<string>();
	// One pass: a value that looks like a place is not filled again.
	const paragraphs = letter.paragraphs.map((paragraph) =>
		paragraph.replace(/\{(\w+)\}/g, (whole, place: string) => {
			const filled = valuesByPlace[place];
			if (!filled) return whole;
			if (filled.value === '') missing.add(filled.field);
			return filled.value || blankPlace;
		}),
	);
	return {
		title: letter.title,
		paragraphs,
		text: [letter.title, ...paragraphs].join('\n'),
		missing: [...missing],
	};
}
