import type { EnrollmentDecision, Finding, Provenance, TraceStep } from '../../domain/decision/decision.ts';
import { canonicalJson } from '../../std/canonical-json.ts';

/** A fact as one side knew it; the server also says when it came (real time, ms). */
interface KnownFact {
	key: string;
	value: unknown;
	provenance: Provenance;
	atMs?: number;
}

/** One side: the phone's advice (`decideEnrollment` on `factsFromFields`), or the server's evaluation as it was stored. */
interface Side {
	outcome: EnrollmentDecision['outcome'];
	findings: readonly Finding[];
	facts: readonly KnownFact[];
	/** Tells which facts a rule looked at. */
	trace: readonly TraceStep[];
}

/** A remark that one side made and the other did not, or made less gravely. */
interface RemarkDifference {
	rule: string;
	cites: string[];
	advised: Finding['severity'] | null;
	decided: Finding['severity'] | null;
}

interface FieldDifference {
	/**
	 * What it is about: a fact's key (`student.registered`, `insured`, `hardship`, `form.idNumber`). Null: no fact differs, so
	 * the day or the scheme's version does.
	 */
	field: string | null;
	/** What the phone knew; null: nothing. */
	advised: KnownFact | null;
	/** What the server knew, with where it comes from; null: nothing. */
	decided: KnownFact | null;
	/** The remarks that differ on account of it; empty: the fact differs and nothing came of it. */
	remarks: RemarkDifference[];
}

interface DecisionDifferences {
	/** Null: both came to the same outcome. */
	outcome: { advised: Side['outcome']; decided: Side['outcome'] } | null;
	/** Those with remarks first, otherwise in the order of the server's facts. */
	fields: FieldDifference[];
}

/**
 * Where the phone's advice and the server's decision differ, field by field: the server's word stands, and whoever reads
 * it sees which fact made the difference and whose it is. Nothing differs: `outcome` null and `fields` empty.
 */
export function decisionDifferences(advised: Side, decided: Side): DecisionDifferences {
	const differing = factDifferences(advised.facts, decided.facts);
	const trace = [...decided.trace, ...advised.trace];
	for (const remark of remarkDifferences(advised.findings, decided.findings)) {
		const looked = fieldsOf(remark, trace);
		const causes = differing.filter(({ field }) =>
			looked.some((path) => field !== null && isWithin(path, field)),
		);
		const places = causes.length > 0 ? causes : [placeFor(looked, differing, { advised, decided })];
		for (const place of places) place.remarks.push(withoutField(remark));
	}
	const fields = differing.toSorted((a, b) => Number(b.remarks.length > 0) - Number(a.remarks.length > 0));
	const same = advised.outcome === decided.outcome;
	return { outcome: same ? null : { advised: advised.outcome, decided: decided.outcome }, fields };
}

function factDifferences(advised: readonly KnownFact[], decided: readonly KnownFact[]): FieldDifference[] {
	const keys = new Set([...decided, ...advised].map(({ key }) => key));
	return [...keys].flatMap((field) => {
		const [was, is] = [factOf(advised, field), factOf(decided, field)];
		const same = was !== null && is !== null && canonicalJson(was.value) === canonicalJson(is.value);
		return same ? [] : [{ field, advised: was, decided: is, remarks: [] }];
	});
}

function factOf(facts: readonly KnownFact[], key: string): KnownFact | null {
	return facts.find((fact) => fact.key === key) ?? null;
}

type FieldRemark = RemarkDifference & { formField: string | undefined };

/** By rule and form field, since one rule may remark on several fields. */
function remarkDifferences(advised: readonly Finding[], decided: readonly Finding[]): FieldRemark[] {
	const nameOf = ({ rule, field }: Finding) => `${rule}/${field ?? ''}`;
	const names = [...new Set([...decided, ...advised].map(nameOf))];
	return names.flatMap((name) => {
		const was = advised.find((finding) => nameOf(finding) === name);
		const is = decided.find((finding) => nameOf(finding) === name);
		const finding = is ?? was;
		if (!finding || was?.severity === is?.severity) return [];
		const { rule, cites, field } = finding;
		const severities = { advised: was?.severity ?? null, decided: is?.severity ?? null };
		return [{ rule, cites: [...cites], ...severities, formField: field }];
	});
}

function withoutField({ formField: _, ...remark }: FieldRemark): RemarkDifference {
	return remark;
}

/** The facts behind a remark: the form field that it names, else what its rule looked at. */
function fieldsOf({ rule, formField }: FieldRemark, trace: readonly TraceStep[]): string[] {
	if (formField !== undefined) return [`form.${formField}`];
	return trace.filter((step) => step.rule === rule).flatMap(({ facts }) => facts);
}

/** `hardship.chooses` is within the fact `hardship`. */
function isWithin(path: string, field: string): boolean {
	return path === field || path.startsWith(`${field}.`);
}

/** Both knew the same of what the rule looked at: the remark stands alone, under the day or the scheme. */
function placeFor(
	looked: readonly string[],
	differing: FieldDifference[],
	{ advised, decided }: { advised: Side; decided: Side },
): FieldDifference {
	const known = decided.facts.find(({ key }) => looked.some((path) => isWithin(path, key)));
	const field = known?.key ?? null;
	const already = differing.find((difference) => difference.field === field);
	if (already) return already;
	const place: FieldDifference = {
		field,
		advised: field === null ? null : factOf(advised.facts, field),
		decided: known ?? null,
		remarks: [],
	};
	differing.push(place);
	return place;
}
