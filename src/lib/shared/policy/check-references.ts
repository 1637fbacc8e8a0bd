import type { SchemeProblem } from './check-scheme.ts';
import { isCites } from './check-citations.ts';
import type { CitedScheme, Scheme } from './scheme.ts';

interface Cited {
	id: string;
	path: string;
}

/** Every fact number that the data cites, with the place. */
export function citedIn(scheme: object): Cited[] {
	return collect(scheme, '', false);
}

function collect(value: unknown, path: string, cites: boolean): Cited[] {
	if (typeof value === 'string') return cites ? [{ id: value, path }] : [];
	if (typeof value !== 'object' || value === null) return [];
	return Object.entries(value).flatMap(([key, member]) =>
		collect(member, path ? `${path}.${key}` : key, cites || isCites(key)),
	);
}

/** Numbers cited that are no facts, facts that nothing cites, keys that name nothing or two things. */
export function referenceProblems(scheme: CitedScheme): SchemeProblem[] {
	const cited = citedIn(scheme);
	const used = new Set(cited.map(({ id }) => id));
	return [
		...cited
			.filter(({ id }) => !Object.hasOwn(scheme.facts, id))
			.map(({ id, path }) => ({
				path,
				expected: `a fact of ${scheme.id}, but ${id} is none`,
				mend: 'mend the number, or add the fact with its clause and quotes',
			})),
		...Object.keys(scheme.facts)
			.filter((id) => !used.has(id))
			.map((id) => ({
				path: `facts.${id}`,
				expected: 'to be cited by some value',
				mend: 'enter as data what the fact says, and cite it there',
			})),
		...deadKeys(scheme),
		...twice(scheme),
	];
}

function deadKeys(scheme: Scheme): SchemeProblem[] {
	const { identity, conditions, contribution, form, letter } = scheme;
	const kinds = new Set(identity.kinds.map(({ value }) => value));
	const places = new Set(identity.certifiedIn.map(({ value }) => value));
	const fields = form.parts.flatMap((part, p) =>
		part.steps.flatMap((step, s) =>
			step.fields.map((field, f) => ({ field, path: `form.parts.${p}.steps.${s}.fields.${f}` })),
		),
	);
	const asked = new Set(fields.map(({ field }) => field.key));
	const references = [
		{
			path: 'conditions.hardship.home',
			key: conditions.hardship.home,
			among: places,
			of: 'identity.certifiedIn',
		},
		...contribution.exempt.flatMap((exempt, i) =>
			exempt.kinds.map((key) => ({
				path: `contribution.exempt.${i}.kinds`,
				key,
				among: kinds,
				of: 'identity.kinds',
			})),
		),
		...fields.flatMap(({ field, path }) =>
			field.when
				? [{ path: `${path}.when`, key: field.when.field, among: asked, of: 'the form’s fields' }]
				: [],
		),
		// The letter is dated when it is signed: no field asks for it.
		...(letter?.covers ?? [])
			.filter((key) => key !== 'letterDate')
			.map((key) => ({ path: 'letter.covers', key, among: asked, of: 'the form’s fields' })),
	];
	return references
		.filter(({ key, among }) => !among.has(key))
		.map(({ path, key, of }) => ({
			path,
			expected: `one of ${of}, but ${key} is none`,
			mend: `mend the key, or add it to ${of}`,
		}));
}

/** Keys that must name one thing. */
function twice(scheme: Scheme): SchemeProblem[] {
	const { payment, claims, contribution, identity, schools, schoolWork, amounts } = scheme;
	const lists: Record<string, string[]> = {
		'payment.channels': payment.channels.map(({ key }) => key),
		'claims.kinds': [...claims.kinds, ...claims.settledAtHospital].map(({ kind }) => kind),
		'contribution.ageClasses': contribution.ageClasses.map(({ key }) => key),
		'contribution.lumpSums': contribution.lumpSums.map(({ years }) => String(years)),
		'identity.kinds': identity.kinds.map(({ value }) => value),
		'identity.certifiedIn': identity.certifiedIn.map(({ value }) => value),
		'schoolWork.duties': schoolWork.duties.map(({ key }) => key),
		'amounts.inpatient.levels': amounts.amounts?.inpatient?.levels.map(({ key }) => key) ?? [],
		schools: schools.map(({ code }) => code),
		...Object.fromEntries(
			claims.kinds.map(({ kind, documents }) => [
				`claims.${kind}.documents`,
				documents.map(({ key }) => key),
			]),
		),
	};
	return Object.entries(lists).flatMap(([path, keys]) =>
		keys
			.filter((key, i) => keys.indexOf(key) !== i)
			.map((key) => ({
				path,
				expected: `each key once, but ${key} stands twice`,
				mend: 'give each its own key',
			})),
	);
}
