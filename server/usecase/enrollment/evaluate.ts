import type { EnrollmentFacts, Hardship } from '#shared/domain/decision/facts.ts';
import type { RegisterCheck } from '#shared/domain/decision/register-check.ts';
import type { UsedFact } from '#shared/domain/decision/decision.ts';
import type { Evaluation } from '#shared/protocol/review.ts';
import type { Scheme } from '#shared/policy/scheme.ts';
import { decideEnrollment, factsFromFields } from '#shared/rules/index.ts';
import { canonicalJson } from '#shared/std/canonical-json.ts';
import type { IsoDate } from '#shared/std/date.ts';
import { newId } from '#shared/std/id.ts';
import type { Services } from '../ports.ts';
import type { EnrollmentRow } from './ports.ts';

/** What others than the person say; it stands in the place of what the person declared. */
export type KnownFact = Omit<UsedFact, 'other'>;

/**
 * The scheme's rules on an enrollment as it was submitted: the decision with the scheme's version, its
 * citations, its trace, and every fact used with where it comes from. A register's word, and a reviewer's where no
 * register speaks, wins over the person's; where they differ, both are kept.
 */
export function evaluate(call: {
	services: Services;
	scheme: Scheme;
	row: EnrollmentRow;
	date: IsoDate;
	letterSigned: boolean;
	known?: KnownFact[];
	checks?: RegisterCheck[];
}): Evaluation {
	const { services, scheme, row, known = [], checks } = call;
	const atMs = services.clock.nowMs();
	const declaredAtMs = row.submittedAtMs ?? atMs;
	const { facts: declared, sourced } = factsFromFields(scheme, {
		fields: row.fields,
		date: call.date,
		schoolConfirmed: row.schoolConfirmed,
		letterSigned: call.letterSigned,
	});
	const said = known.map((fact) => (fact.key === 'hardship' ? withChoice(fact, declared.hardship) : fact));
	const saidByKey = new Map(said.map((fact) => [fact.key, fact]));
	// The year of a lump sum belongs to it.
	if (saidByKey.has('insured') && !saidByKey.has('lumpSumThrough')) saidByKey.set('lumpSumThrough', noFact);
	const used: UsedFact[] = sourced
		.filter(({ key }) => !saidByKey.has(key))
		.map((fact) => ({ ...fact, atMs: declaredAtMs }));
	for (const fact of said)
		used.push(
			withOther(
				fact,
				sourced.find(({ key }) => key === fact.key),
			),
		);
	const { decision, trace } = decideEnrollment(scheme, withKnown(declared, saidByKey));
	return {
		id: newId(services.clock, services.random),
		schemeVersion: scheme.version,
		outcome: decision.outcome,
		findings: decision.findings,
		facts: used,
		trace,
		cites: decision.cites,
		atMs,
		...(checks ? { checks } : {}),
	};
}

/** What an evaluation knew from others, for a further one. */
export function knownIn({ facts }: Evaluation): KnownFact[] {
	return facts.flatMap(({ other, ...fact }) => {
		if (fact.provenance !== 'declared') return [fact];
		return other
			? [{ key: fact.key, value: other.value, provenance: other.provenance, atMs: fact.atMs }]
			: [];
	});
}

const noFact: KnownFact = { key: '', value: undefined, provenance: 'register', atMs: 0 };

/**
 * A register knows of an identity, and only the person chooses what follows (Y8): without a choice, it is not known
 * what the person wants. A register without one does not undo what the person declares: a reviewer looks.
 */
function withChoice(fact: KnownFact, declared: Hardship | null | undefined): KnownFact {
	if (fact.value === null) return declared ? { ...fact, value: declared, provenance: 'declared' } : fact;
	return declared ? { ...fact, value: { ...(fact.value as object), chooses: declared.chooses } } : fact;
}

function withOther(fact: KnownFact, declared: { value: unknown } | undefined): UsedFact {
	if (fact.key === 'hardship' && fact.provenance === 'declared') {
		return { ...fact, other: { value: null, provenance: 'register' } };
	}
	if (!declared || canonicalJson(declared.value) === canonicalJson(fact.value)) return fact;
	return { ...fact, other: { value: declared.value, provenance: 'declared' } };
}

function withKnown(declared: EnrollmentFacts, said: ReadonlyMap<string, KnownFact>): EnrollmentFacts {
	const facts: Record<string, unknown> = { ...declared };
	const student: Record<string, unknown> = { ...declared.student };
	for (const [key, { value }] of said) {
		const isWhole = key !== 'hardship' || value === null || 'chooses' in (value as object);
		if (key.startsWith('student.')) student[key.slice('student.'.length)] = value;
		else if (!isWhole || value === undefined) delete facts[key];
		else facts[key] = value;
	}
	return { ...facts, student } as EnrollmentFacts;
}
