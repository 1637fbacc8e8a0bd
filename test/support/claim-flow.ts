/** A claim of 意外伤害门诊 or another kind, as a phone would send it. */
import { claimContentHash, withoutEmpty } from '#shared/domain/claim/claim.ts';
import type { DraftFields } from '#shared/domain/enrollment/fields.ts';
import { changchun2023 as scheme } from '#shared/policy/changchun-2023/scheme.ts';

const atMs = 1_665_800_000_000;
export const bankName = '吉林银行';
const claimKind = scheme.claims.kinds[0]!.kind;

/** Every paper that the kind asks for without an agent. */
export const papers = scheme.claims.kinds[0]!.documents.filter(({ onlyWithAgent }) => !onlyWithAgent).map(
	({ key }) => key,
);

/** One file in every paper, the first `papers.length` hashes. */
export function inEveryPaper(hashes: string[]): Record<string, string[]> {
	return Object.fromEntries(papers.map((paper, i) => [paper, [hashes[i % hashes.length]!]]));
}

interface Content {
	fields?: DraftFields;
	documents?: Record<string, string[] | null>;
	claimKind?: string;
	schemeId?: string;
}

export function editClaim(record: string, { fields = { bankName }, documents = {}, ...more }: Content = {}) {
	const body = { schemeId: scheme.id, claimKind, fields, documents, ...more };
	return { kind: 'claim.edit', record, atMs, body };
}

export async function submitClaim(
	record: string,
	{ fields = { bankName }, documents = {}, ...more }: Content,
) {
	const content = { schemeId: scheme.id, claimKind, fields, documents: withoutEmpty(documents), ...more };
	return { kind: 'claim.submit', record, atMs, body: { contentHash: await claimContentHash(content) } };
}

export function removeClaim(record: string) {
	return { kind: 'claim.remove', record, atMs, body: {} };
}
