import type { ClaimDecision, Finding } from '../../domain/decision/decision.ts';
import type { ClaimFacts } from '../../domain/decision/facts.ts';
import type { Scheme } from '../../policy/scheme.ts';
import { citesOf } from '../verdict.ts';

/** Is the claim complete? C15, C17–C19, C22; Y25: none offered. */
export function decideClaim({ claims }: Scheme, facts: ClaimFacts): ClaimDecision {
	if (!claims.offered) return { outcome: 'not-offered', missing: [], findings: [], cites: [...claims.cites] };
	const settled = claims.settledAtHospital.find(({ kind }) => kind === facts.kind);
	if (settled) return { outcome: 'not-needed', missing: [], findings: [], cites: [...settled.cites] };
	const claim = claims.kinds.find(({ kind }) => kind === facts.kind);
	if (!claim) return { outcome: 'not-offered', missing: [], findings: [], cites: [...claims.cites] };

	const given: readonly string[] = facts.documents ?? [];
	const missing = claim.documents
		.filter((document) => !document.onlyWithAgent || facts.agent === true)
		.map((document) => document.key)
		.filter((key) => !given.includes(key));
	const findings: Finding[] = [];
	if (missing.length > 0) {
		findings.push({ rule: 'documents-complete', severity: 'return', cites: [...claim.cites] });
	}
	if (claim.bank && facts.bankName !== claim.bank.name) {
		const cites = [...claim.cites, ...claim.bank.cites];
		findings.push({ rule: 'bank-accepted', severity: 'return', cites, field: 'bankName' });
	}
	return {
		outcome: findings.length > 0 ? 'return' : 'ready',
		missing,
		findings,
		cites: [...new Set([...claim.cites, ...citesOf(findings)])],
	};
}
