import { CitedScheme, type Scheme } from './scheme.ts';
import { shapeProblems } from './check-shape.ts';
import { uncitedValues } from './check-citations.ts';
import { referenceProblems } from './check-references.ts';

/** What is wrong, where in the data, and how it is mended. */
export interface SchemeProblem {
	/** e.g. `benefits.cites.0` */
	path: string;
	expected: string;
	mend: string;
}

/**
 * What is wrong with a scheme's data: its shape; a value without a citation; a number cited that is no fact of it, a fact
 * that nothing uses, a key that names nothing; days out of order. Empty: sound. Run at server start and in tests; a phone
 * gets data that has passed. Quotes are compared with their source by `npm run policy -- check`.
 */
export function schemeProblems(given: unknown): SchemeProblem[] {
	const parsed = CitedScheme.safeParse(given);
	if (!parsed.success) return shapeProblems(parsed.error);
	// What was given, not what was parsed: a member that the schema does not know is walked too.
	const scheme = given as CitedScheme;
	return [...uncitedValues(scheme), ...referenceProblems(scheme), ...orderProblems(scheme)];
}

function orderProblems(scheme: Scheme): SchemeProblem[] {
	const { id, place, insuranceYear, enrollment, payment, benefits } = scheme;
	const problems: SchemeProblem[] = [];
	const problem = (path: string, expected: string, mend: string) => problems.push({ path, expected, mend });
	if (id !== `${place}-${insuranceYear}`) {
		problem(
			'id',
			`${place}-${insuranceYear}, that is place and insurance year`,
			'rename the id, or mend place or insuranceYear',
		);
	}
	for (const [name, { opens, closes }] of Object.entries({ enrollment, payment })) {
		if (closes !== null && closes < opens) {
			problem(
				`${name}.closes`,
				`${opens} (opens) or later`,
				'give full dates with their years: a window may cross New Year',
			);
		}
	}
	if (benefits.to !== null && benefits.to < benefits.from) {
		problem('benefits.to', `${benefits.from} (from) or later`, 'give full dates with their years');
	}
	if (payment.closes !== null && payment.cites.late.length === 0) {
		problem('payment.cites.late', 'at least one fact number', 'cite what the document says of paying late');
	}
	if (!scheme.version.startsWith(`${id}.`)) {
		problem(
			'version',
			`${id}.1 or a later number`,
			'begin the version with the id, and raise its number with each change',
		);
	}
	return problems;
}

/** Two schemes of one place in force on one day: nobody could say which decides. */
export function eraProblems(schemes: readonly Scheme[]): SchemeProblem[] {
	return schemes.flatMap((scheme, i) =>
		schemes
			.slice(i + 1)
			.filter(
				(other) =>
					other.place === scheme.place &&
					other.inForce.from <= scheme.inForce.to &&
					scheme.inForce.from <= other.inForce.to,
			)
			.map((other) => ({
				path: `${scheme.id}: inForce`,
				expected: `no day in common with ${other.id} (${other.inForce.from} to ${other.inForce.to}), of the same place ${scheme.place}`,
				mend: 'end the older one on the day before the newer one begins, or give another place its own key',
			})),
	);
}
