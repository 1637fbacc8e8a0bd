import type { EnrollmentDecision, Finding, TraceStep } from '../../domain/decision/decision.ts';
import type { EnrollmentFacts, Hardship } from '../../domain/decision/facts.ts';
import type { Scheme } from '../../policy/scheme.ts';
import { exemptionOf } from '../fee/exemption.ts';
import { byGravity, citesOf, findingOf, traceOf, type Verdict } from '../verdict.ts';
import { formVerdicts } from './form-rules.ts';
import {
	choiceRule,
	coveredRule,
	coveredVerdict,
	fullTimeVerdict,
	graduationVerdict,
	identityCites,
	identityVerdicts,
	registerVerdict,
} from './standing-rules.ts';
import { submissionVerdicts } from './submission-rules.ts';

type Outcome = EnrollmentDecision['outcome'];

/**
 * May this form go to the centre, and what would the review say? All rules run and all findings are given,
 * gravest first; only for `nothing-due` and `redirect` the rules on letter, confirmation, double insurance and
 * date do not run. The outcome is the first that holds of nothing-due, reject, redirect, return, manual, ready.
 */
export function decideEnrollment(
	scheme: Scheme,
	facts: EnrollmentFacts,
): { decision: EnrollmentDecision; trace: TraceStep[] } {
	const standing = [
		coveredVerdict(scheme, facts),
		registerVerdict(scheme, facts),
		fullTimeVerdict(scheme, facts),
		graduationVerdict(scheme, facts),
		...identityVerdicts(scheme, facts),
		...formVerdicts(scheme, facts),
	].filter((verdict) => verdict !== null);

	const leaves = ['nothing-due', 'redirect'].includes(outcomeOf(standing));
	const submission = submissionVerdicts(scheme, facts).map((verdict) =>
		leaves ? { ...verdict, holds: 'not-run' as const, findings: [] } : verdict,
	);

	const verdicts = [...standing, ...submission];
	const outcome = outcomeOf(verdicts);
	const findings = ordered(outcome, verdicts);
	if (outcome === 'ready' && facts.hardship?.chooses === 'college') {
		findings.push(identityAdvice(scheme, facts.hardship));
	}
	return { decision: { outcome, findings, cites: citesOf(findings) }, trace: verdicts.map(traceOf) };
}

/** Y8, C6, C7: what choosing college insurance means for a funded identity, or that nothing is due for it here. */
function identityAdvice(scheme: Scheme, hardship: Hardship): Finding {
	const exemption = exemptionOf(scheme, hardship);
	if (exemption) return findingOf({ rule: 'exempt-identity', cites: exemption.cites }, 'advice');
	const cites = identityCites(scheme, hardship.certifiedIn);
	return findingOf({ rule: 'college-without-funding', cites }, 'advice');
}

function outcomeOf(verdicts: readonly Verdict[]): Outcome {
	const holdsRule = (rule: string) => verdicts.some((v) => v.rule === rule && v.holds === 'holds');
	const has = (severity: Finding['severity']) =>
		verdicts.some((v) => v.findings.some((finding) => finding.severity === severity));
	if (holdsRule(coveredRule)) return 'nothing-due';
	if (has('block')) return 'reject';
	if (holdsRule(choiceRule)) return 'redirect';
	if (has('return')) return 'return';
	return has('manual') ? 'manual' : 'ready';
}

/** Gravest first, but what decided the outcome stands before all. */
function ordered(outcome: Outcome, verdicts: readonly Verdict[]): Finding[] {
	const findings = byGravity(verdicts.flatMap((verdict) => verdict.findings));
	const decisive = outcome === 'nothing-due' ? coveredRule : outcome === 'redirect' ? choiceRule : null;
	if (!decisive) return findings;
	return [
		...findings.filter((finding) => finding.rule === decisive),
		...findings.filter((finding) => finding.rule !== decisive),
	];
}
