import type { ClaimDecision } from '../../domain/decision/decision.ts';
import type { ClaimFacts } from '../../domain/decision/facts.ts';
import type { Scheme } from '../../policy/scheme.ts';
import { findingsOf, withTrace, type Explained } from '../explained.ts';
import { citesOf, fails, holds, notKnown, type Verdict } from '../verdict.ts';

type ClaimKind = Scheme['claims']['kinds'][number];

/** Is the claim complete? C15, C17–C19, C22; Y25: none offered. */
export function decideClaim(scheme: Scheme, facts: ClaimFacts): ClaimDecision {
	return explainClaim(scheme, facts).decision;
}

export function explainClaim({ claims }: Scheme, facts: ClaimFacts): Explained<ClaimDecision> {
	const settled = claims.settledAtHospital.find(({ kind }) => kind === facts.kind);
	const claim = claims.kinds.find(({ kind }) => kind === facts.kind);
	const offered = { rule: 'claim-offered', facts: ['kind'] };
	if (!claims.offered || (!settled && !claim)) {
		return closed('not-offered', fails({ ...offered, cites: claims.cites }, null));
	}
	if (settled) {
		return closed('not-needed', fails({ rule: 'claim-needed', cites: settled.cites, facts: ['kind'] }, null));
	}
	return judged(claim!, facts, holds({ ...offered, cites: claim!.cites }));
}

/** Nothing to hand in. */
function closed(outcome: 'not-offered' | 'not-needed', verdict: Verdict): Explained<ClaimDecision> {
	return withTrace({ outcome, missing: [], findings: [], cites: [...verdict.cites] }, [verdict]);
}

function judged(claim: ClaimKind, facts: ClaimFacts, offered: Verdict): Explained<ClaimDecision> {
	const missing = missingDocuments(claim, facts);
	const complete = {
		rule: 'documents-complete',
		cites: claim.cites,
		facts: ['documents', 'agent'],
	};
	const verdicts = [
		offered,
		missing.length > 0 ? fails(complete, 'return') : holds(complete),
		...bankVerdicts(claim, facts.bankName),
	];
	const findings = findingsOf(verdicts);
	const decision: ClaimDecision = {
		outcome: findings.length > 0 ? 'return' : 'ready',
		missing,
		findings,
		cites: [...new Set([...claim.cites, ...citesOf(findings)])],
	};
	return withTrace(decision, verdicts);
}

/** In the document's order. The agent's paper is asked for only where an agent applies; more papers do no harm. */
function missingDocuments(claim: ClaimKind, { agent, documents = [] }: ClaimFacts): string[] {
	return claim.documents
		.filter(({ onlyWithAgent }) => !onlyWithAgent || agent === true)
		.map(({ key }) => key)
		.filter((key) => !documents.includes(key));
}

/** C22: the very bank, by its exact name. */
function bankVerdicts({ bank, cites }: ClaimKind, name: string | undefined): Verdict[] {
	if (!bank) return [];
	const subject = { rule: 'bank-accepted', cites: [...cites, ...bank.cites], facts: ['bankName'] };
	if (name === bank.name) return [holds(subject)];
	const verdict = name === undefined ? notKnown(subject, 'return') : fails(subject, 'return');
	return [{ ...verdict, findings: verdict.findings.map((finding) => ({ ...finding, field: 'bankName' })) }];
}
