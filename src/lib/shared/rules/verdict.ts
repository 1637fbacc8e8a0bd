import type { Finding, TraceStep } from '../domain/decision/decision.ts';

type Severity = Finding['severity'];

/**
 * What one rule says. A rule is named by the statement that it examines (`commitment-letter-signed`), and
 * `holds` says whether that statement holds.
 */
export interface Verdict extends TraceStep {
	findings: Finding[];
}

interface Subject {
	rule: string;
	cites: string[];
	/** Paths of the facts looked at, e.g. `student.registered`. */
	facts: string[];
}

export function holds(subject: Subject): Verdict {
	return { ...subject, holds: 'holds', findings: [] };
}

/** The statement holds, and that is worth a remark. */
export function holdsWith(subject: Subject, severity: Severity): Verdict {
	return { ...subject, holds: 'holds', findings: [findingOf(subject, severity)] };
}

export function fails(subject: Subject, severity: Severity | null): Verdict {
	return { ...subject, holds: 'fails', findings: severity ? [findingOf(subject, severity)] : [] };
}

export function notKnown(subject: Subject, severity: Severity | null): Verdict {
	return { ...subject, holds: 'not-known', findings: severity ? [findingOf(subject, severity)] : [] };
}

/** A truth that may be missing: true holds, false fails, absent is not known. */
export function fromFact(
	subject: Subject,
	fact: boolean | undefined,
	severities: { fails: Severity; notKnown: Severity | null },
): Verdict {
	if (fact === undefined) return notKnown(subject, severities.notKnown);
	return fact ? holds(subject) : fails(subject, severities.fails);
}

export function findingOf({ rule, cites }: Pick<Subject, 'rule' | 'cites'>, severity: Severity): Finding {
	return { rule, severity, cites: [...cites] };
}

export function traceOf({ rule, holds: truth, cites, facts }: Verdict): TraceStep {
	return { rule, holds: truth, cites, facts };
}

/** The cited facts of all findings, first seen first. */
export function citesOf(findings: readonly Finding[]): string[] {
	return [...new Set(findings.flatMap((finding) => finding.cites))];
}

const gravity: Severity[] = ['block', 'return', 'manual', 'advice'];

/** Gravest first; findings of one gravity stay in the order of the rules. */
export function byGravity(findings: readonly Finding[]): Finding[] {
	return findings.toSorted((a, b) => gravity.indexOf(a.severity) - gravity.indexOf(b.severity));
}
