import type { Valuation } from '#shared/domain/claim/claim-review.ts';
import { schemeById } from '#shared/policy/registry.ts';
import { decideBenefit } from '#shared/rules/index.ts';
import type { YearTotals } from '#shared/protocol/claim-review.ts';
import type { ClaimRow } from '../claim/ports.ts';
import type { Tx } from '../ports.ts';

/** The other claims of the same person in the same scheme, and so year, whose amount stands. An account is one person's. */
async function valuedBeside(tx: Tx, row: ClaimRow): Promise<Valuation[]> {
	const claims = await tx.claims.ofOwner(row.ownerAccountId);
	return claims
		.filter(({ id, schemeId }) => id !== row.id && schemeId === row.schemeId)
		.filter(({ state }) => state === 'valuated' || state === 'approved')
		.flatMap(({ valuation }) => valuation ?? []);
}

/** What the year's other claims take of the limit of inpatient care (C15). */
export async function paidEarlier(tx: Tx, row: ClaimRow): Promise<number> {
	const inpatient = (await valuedBeside(tx, row)).filter(({ benefit }) => benefit === 'inpatient');
	return inpatient.reduce((fen, { approvedFen }) => fen + approvedFen, 0);
}

/**
 * The year so far, without this claim: by the claims known here, since care that was settled at a hospital is not.
 * Own payments of outpatient care stand apart: the document does not say whether they count for 大病保险 (C16).
 */
export async function yearTotals(tx: Tx, row: ClaimRow): Promise<YearTotals> {
	const others = await valuedBeside(tx, row);
	const sum = (of: Valuation[], what: (valuation: Valuation) => number) =>
		of.reduce((fen, valuation) => fen + what(valuation), 0);
	const own = ({ eligibleFen, approvedFen }: Valuation) => eligibleFen - approvedFen;
	const inpatient = others.filter(({ benefit }) => benefit === 'inpatient');
	const outpatient = others.filter(({ benefit }) => benefit === 'accident-outpatient');
	const scheme = schemeById(row.schemeId);
	const ownInpatientFen = sum(inpatient, own);
	const major = scheme && decideBenefit(scheme, { kind: 'major-illness', ownEligibleFen: ownInpatientFen });
	return {
		claims: others.length,
		paidInpatientFen: sum(inpatient, ({ approvedFen }) => approvedFen),
		paidOutpatientFen: sum(outpatient, ({ approvedFen }) => approvedFen),
		ownInpatientFen,
		ownOutpatientFen: sum(outpatient, own),
		capFen: scheme?.amounts.amounts?.inpatient?.capFen ?? null,
		thresholdFen: major?.deductibleFen ?? null,
		majorIllnessFen: major?.maxFen ?? null,
		cites: [...new Set([...(scheme?.amounts.amounts?.inpatient?.cites ?? []), ...(major?.cites ?? [])])],
	};
}
