import type { LocalClaim } from '#lib/app/views.ts';
import { schemeById } from '#shared/policy/registry.ts';
import type { Scheme } from '#shared/policy/scheme.ts';

type ClaimKind = Scheme['claims']['kinds'][number];

/** The scheme's data of this kind of claim; null where this version does not know it. */
export function kindOf({
	schemeId,
	claimKind,
}: Pick<LocalClaim, 'schemeId' | 'claimKind'>): ClaimKind | null {
	return schemeById(schemeId)?.claims.kinds.find(({ kind }) => kind === claimKind) ?? null;
}

/** The papers that this claim asks for, in the document's order. */
export function papersOf(claim: LocalClaim): ClaimKind['documents'] {
	const papers = kindOf(claim)?.documents ?? [];
	return papers.filter(({ onlyWithAgent }) => !onlyWithAgent || claim.fields['agent'] === true);
}
